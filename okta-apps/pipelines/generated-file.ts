import { createHash } from 'node:crypto';

/** A file that `okta-apps ci` writes. */
export interface GeneratedFile {
  /** From the root of the repository. */
  readonly path: string;
  /** With its first line. */
  readonly text: string;
}

/**
 * What is in the place of a generated file: nothing; what would be written; what an earlier run wrote; that, edited by a
 * person; or a file that no run wrote.
 */
export type FileState = 'absent' | 'same' | 'outdated' | 'edited' | 'foreign';

const HEADER = /^# Written by "(okta-apps ci[^"]*)" from env\/\. Do not edit\. sha256:([0-9a-f]{64})\n/;

/** @param command What writes the file again. */
export function withHeader(command: string, text: string): string {
  return `# Written by "${command}" from env/. Do not edit. sha256:${digestOf(text)}\n${text}`;
}

/** The command in the first line of a generated file; undefined where it is none. */
export function commandOf(existing: string): string | undefined {
  return HEADER.exec(withoutReturns(existing))?.[1];
}

export function stateOf({ text }: GeneratedFile, existing: string | undefined): FileState {
  if (existing === undefined) return 'absent';
  const found = withoutReturns(existing);
  if (found === text) return 'same';
  const [header, , digest] = HEADER.exec(found) ?? [];
  if (header === undefined) return 'foreign';
  return digestOf(found.slice(header.length)) === digest ? 'outdated' : 'edited';
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Git may write other ends of lines into a working tree than a commit has. */
function withoutReturns(text: string): string {
  return text.replaceAll('\r\n', '\n');
}
