/** What keywords and assignments may come before a program. */
const BEFORE =
  /^(?:(?:if|then|else|elif|fi|do|done|while|until|!|time|for\s+\w+\s+in(?:\s+\d+)*)\b\s*|!\s*|\w+=\S*\s*)+/;

/**
 * The commands of a shell script, as their words: those inside of substitutions too. It knows as much of the shell as
 * the scripts of pipelines here use; what it takes apart wrongly is a program that no list has.
 */
export function commandsOf(script: string): readonly (readonly string[])[] {
  const text = script
    .replace(/\\\n/g, ' ')
    .replace(/(^|\s)#.*$/gm, '$1')
    .replace(/'[^']*'/g, 'TEXT')
    .replace(/\$\{[^}]*\}/g, 'VALUE')
    .replace(/\w+=\([^()$]*\)/g, '');
  const functions = new Set([...text.matchAll(/(\w+)\(\)\s*\{/g)].map(([, name]) => name));
  return text
    .replaceAll('"', '')
    .replace(/\d?[<>]+\s*[^\s()]+/g, '')
    .split(/\n|;|&&|\|\||\||\$\(|[(){}`]/)
    .map((part) => part.trim().replace(BEFORE, '').trim())
    .filter((part) => part !== '')
    .map((part) => part.split(/\s+/))
    .filter(([program]) => program !== undefined && !functions.has(program));
}

/** Programs that run nothing of the project, whatever their arguments are. */
const HARMLESS = [
  ...[
    '[',
    ':',
    'cat',
    'chmod',
    'command',
    'cp',
    'curl',
    'cut',
    'date',
    'echo',
    'exit',
    'export',
    'fi',
    'done',
    'gh',
    'grep',
    'id',
  ],
  ...['jq', 'mapfile', 'mkdir', 'mktemp', 'mv', 'printenv', 'printf', 'read', 'rm', 'sha256sum', 'true', 'unset'],
];

/** Others, by how they begin. */
const HARMLESS_CALLS: readonly RegExp[] = [
  /^git (?:checkout|clean|fetch|ls-files|ls-remote|rev-parse) /,
  /^xargs -0 sha256sum$/,
  /^find \S+ ! -type f ! -type d$/,
  /^python3 -m zipfile /,
  /^npm ci --ignore-scripts$/,
  /^node scripts\/set-up\.mjs$/,
  /^node -p TEXT$/,
  /^npx --no okta-apps (?:issue|post) /,
  /^npx --no okta-apps doctor (?:.* )?--ci\b/,
  /^npx --no okta-apps (?:apply|drift|plan|reviewed|rotate) (?:.* )?--assembly \S/,
  /^npx --no okta-apps reviewed (?:.* )?--commits\b/,
];

/** The commands of a script that run code of the project, or that may: what is on no list. */
export function projectCode(script: string): readonly string[] {
  return commandsOf(script)
    .filter(([program = '']) => !HARMLESS.includes(program))
    .map((words) => words.join(' '))
    .filter((call) => !HARMLESS_CALLS.some((harmless) => harmless.test(call)));
}
