/** Terraform's name for the file that says which provider versions are installed, with their checksums. */
export const LOCK_FILE = '.terraform.lock.hcl';

/** One provider of a `.terraform.lock.hcl`. */
export interface LockedProvider {
  /** `registry.terraform.io/okta/okta` */
  readonly source: string;
  readonly version: string;
  readonly hashes: readonly string[];
}

const BEGIN = /^provider\s+"([^"]+)"\s*\{$/;
const VERSION = /^\s*version\s*=\s*"([^"]*)"/;
const HASH = /"((?:h1|zh):[^"]+)"/g;

/**
 * Reads the text of a lock file.
 *
 * @returns by source; empty for a text without providers.
 */
export function readLockFile(text: string): ReadonlyMap<string, LockedProvider> {
  return new Map([...lockBlocks(text)].map(([source, lines]) => [source, provider(source, lines)]));
}

/**
 * The lines of each provider's block, by source. `terraform init` writes this form and no other: a block begins and ends
 * on a line of its own.
 */
export function lockBlocks(text: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  let open: { readonly source: string; readonly lines: string[] } | undefined;
  for (const line of text.split(/\r?\n/)) {
    const source = BEGIN.exec(line)?.[1];
    if (source !== undefined) open = { source, lines: [line] };
    else open?.lines.push(line);
    if (line.startsWith('}') && open !== undefined) {
      found.set(open.source, open.lines);
      open = undefined;
    }
  }
  return found;
}

/** What `terraform init` writes, line by line. */
const FORMS = {
  outside: [/^$/, /^#.*$/],
  begin: /^provider "([^"\\$%]+)" \{$/,
  inside: [
    /^  (?:version|constraints) *= "[^"\\$%]*"$/,
    /^  hashes *= \["(?:h1|zh):[\w+/=]+"(?:, "(?:h1|zh):[\w+/=]+")*\]$/,
  ],
  list: /^  hashes *= \[$/,
  hash: /^    "(?:h1|zh):[\w+/=]+",$/,
};

/**
 * The first line that `terraform init` does not write so. Terraform reads more than this reader does, comments inside
 * of blocks for example, and then the two would see different versions.
 *
 * @returns `line 3: …`; undefined for a file in Terraform's own form.
 */
export function lockFileFault(text: string): string | undefined {
  let state: State = 'outside';
  const sources = new Set<string>();
  const versions: string[] = [];
  const lines = text.split(/\r?\n/);
  for (const [at, line] of lines.entries()) {
    const source = FORMS.begin.exec(line)?.[1];
    const next = nextState(state, line);
    const isTwice = source !== undefined && state === 'outside' && sources.size === sources.add(source).size;
    if (line.startsWith('  version')) versions.push(line);
    const tooMany = versions.length > sources.size;
    if (next === undefined || isTwice || tooMany) return `line ${at + 1}: ${line}`;
    state = next;
  }
  return state === 'outside' ? undefined : `line ${lines.length}: the end`;
}

type State = 'outside' | 'inside' | 'hashes';

function nextState(state: State, line: string): State | undefined {
  if (state === 'hashes') return FORMS.hash.test(line) ? 'hashes' : line === '  ]' ? 'inside' : undefined;
  if (state === 'outside') {
    if (FORMS.begin.test(line)) return 'inside';
    return FORMS.outside.some((form) => form.test(line)) ? 'outside' : undefined;
  }
  if (line === '}') return 'outside';
  if (FORMS.list.test(line)) return 'hashes';
  return FORMS.inside.some((form) => form.test(line)) ? 'inside' : undefined;
}

function provider(source: string, lines: readonly string[]): LockedProvider {
  const versions = lines.map((line) => VERSION.exec(line)?.[1]).filter((version) => version !== undefined);
  const hashes = lines.flatMap((line) => [...line.matchAll(HASH)].map(([, hash = '']) => hash));
  return { source, version: versions[0] ?? '', hashes };
}
