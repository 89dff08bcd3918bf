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

function provider(source: string, lines: readonly string[]): LockedProvider {
  const versions = lines.map((line) => VERSION.exec(line)?.[1]).filter((version) => version !== undefined);
  const hashes = lines.flatMap((line) => [...line.matchAll(HASH)].map(([, hash = '']) => hash));
  return { source, version: versions[0] ?? '', hashes };
}
