import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** One call of a fake program. */
export interface Call {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Writes a program of Node into a folder; it notes each call and then runs `body`, which has `args`.
 *
 * @returns Its path, and the calls so far.
 */
export function fakeProgram(
  folder: string,
  name: string,
  body: string,
): { readonly path: string; readonly calls: () => readonly Call[] } {
  const path = join(folder, name);
  const log = `${path}.calls`;
  const note = `require('node:fs').appendFileSync(${JSON.stringify(log)},
  JSON.stringify({ args: process.argv.slice(2), cwd: process.cwd(), env: process.env }) + '\\n');`;
  writeFileSync(path, `#!${process.execPath}\nconst args = process.argv.slice(2);\n${note}\n${body}\n`);
  chmodSync(path, 0o755);
  return {
    path,
    calls: () => (existsSync(log) ? wholeLines(readFileSync(log, 'utf8')).map((line) => JSON.parse(line) as Call) : []),
  };
}

/** A test may read while the program writes: a line is there when its end is. */
function wholeLines(text: string): readonly string[] {
  return text.split('\n').slice(0, -1);
}

/** The body of a terraform that has a version and plans changes. */
export const VERSION_ONLY = `if (args[0] === 'version') console.log('Terraform v1.12.0\\non linux_amd64');
if (args[0] === 'plan') process.exitCode = 2;`;
