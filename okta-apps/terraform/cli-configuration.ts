import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../shared/errors';
import { isObject } from '../shared/json';

type Variables = Readonly<Record<string, string | undefined>>;

/** What of the user's settings reaches Terraform: where providers are installed from, and what signs in there. */
const KEPT = ['provider_installation', 'credentials', 'credentials_helper', 'host', 'plugin_cache_dir'];
/** Settings under which Terraform runs a provider that the lock file does not name. */
const REFUSED = ['dev_overrides', 'plugin_cache_may_break_dependency_lock_file'];
const REFUSED_VARIABLE = 'TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE';

/**
 * The settings of the user's Terraform, reduced to what it takes to install providers.
 *
 * @returns The text of a file for `TF_CLI_CONFIG_FILE`.
 * @throws UserError for a setting that would run another provider than the locked one.
 */
export function reducedCliConfiguration(env: Variables): string {
  if (env[REFUSED_VARIABLE]) throw refused(REFUSED_VARIABLE, 'It is set');
  const file = userFile(env);
  if (file === undefined) return '';
  const text = readFileSync(file, 'utf8');
  const found = /^\s*\{/.test(text) ? fromJson(text, file) : fromHcl(text, file);
  return found;
}

/** Where Terraform, and OpenTofu, look for it. */
function userFile({ TF_CLI_CONFIG_FILE, TERRAFORM_CONFIG, HOME, USERPROFILE }: Variables): string | undefined {
  const named = TF_CLI_CONFIG_FILE || TERRAFORM_CONFIG;
  const home = HOME ?? USERPROFILE;
  const usual = home === undefined ? [] : ['.tofurc', '.terraformrc'].map((name) => path.join(home, name));
  return (named ? [named] : usual).find((file) => existsSync(file));
}

function fromJson(text: string, file: string): string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw unreadable(file);
  }
  if (!isObject(value)) throw unreadable(file);
  refuseNames(/"((?:[^"\\]|\\.)*)"/g, text, file);
  return JSON.stringify(Object.fromEntries(Object.entries(value).filter(([key]) => KEPT.includes(key))));
}

/** A comment, a text, a name or number, or one character; a here-document is none of these. */
const TOKEN = /\s+|#.*|\/\/.*|\/\*[\s\S]*?\*\/|"(?:[^"\\\n]|\\.)*"|[\w.-]+|[{}[\]=,]/y;

/** Keeps whole blocks and attributes of the top level, without comments. */
function fromHcl(text: string, file: string): string {
  const kept: string[] = [];
  let current: string[] = [];
  let depth = 0;
  for (const token of tokensOf(text, file)) {
    if (REFUSED.includes(plain(token))) throw refused(plain(token), `${file} holds it`);
    depth += /^[{[]$/.test(token) ? 1 : /^[}\]]$/.test(token) ? -1 : 0;
    if (depth < 0) throw unreadable(file);
    current.push(token);
    const isAttribute = current[1] === '=' && current.length >= 3;
    if (depth > 0 || !(token === '}' || isAttribute)) continue;
    if (KEPT.includes(plain(current[0] ?? ''))) kept.push(written(current));
    current = [];
  }
  if (depth !== 0 || current.length > 0) throw unreadable(file);
  return kept.map((one) => `${one}\n`).join('');
}

function tokensOf(text: string, file: string): readonly string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const [token = ''] = TOKEN.exec(text) ?? [];
    if (token === '') throw unreadable(file);
    if (!/^(?:\s|#|\/[/*])/.test(token)) tokens.push(token);
    else if (token.includes('\n') && tokens.at(-1) !== '\n') tokens.push('\n');
  }
  return tokens.filter((token) => token !== '\n');
}

/** One attribute to a line, as HCL wants it. */
function written(tokens: readonly string[]): string {
  return tokens
    .map((token, at) => {
      const startsAttribute = tokens[at + 1] === '=' || (/^[\w"]/.test(token) && tokens[at - 1] === '}');
      return /^[{}]$/.test(tokens[at - 1] ?? '') || startsAttribute || token === '}' ? `\n${token}` : token;
    })
    .join(' ')
    .replace(/ \n/g, '\n')
    .trim();
}

function plain(token: string): string {
  return token.replace(/^"|"$/g, '');
}

function refuseNames(pattern: RegExp, text: string, file: string): void {
  for (const [, name = ''] of text.matchAll(pattern)) {
    const read = JSON.parse(`"${name}"`) as string;
    if (REFUSED.includes(read)) throw refused(read, `${file} holds it`);
  }
}

function refused(name: string, where: string): UserError {
  return new UserError(
    `${name} is refused: Terraform would run a provider that .terraform.lock.hcl does not name. ${where}; remove it.`,
  );
}

function unreadable(file: string): UserError {
  return new UserError(
    `${file} cannot be read as Terraform settings. From it, okta-apps uses ${KEPT.join(', ')} only; ` +
      'write them without here-documents.',
  );
}
