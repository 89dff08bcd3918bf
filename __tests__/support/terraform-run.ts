import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How a command of terraform ended. */
export interface Ended {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A working folder of terraform, attached to a provider endpoint. */
export interface Workspace {
  readonly folder: string;
  write(file: string, content: unknown): Promise<void>;
  read(file: string): Promise<string>;
  run(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ended>;
  remove(): Promise<void>;
}

const LIMIT_MS = 60_000;
const OUTPUT_LIMIT = 64 * 1024 * 1024;

/**
 * Makes a temporary folder in which terraform runs with a listed environment and a home of its own.
 * @param reattach the value for `TF_REATTACH_PROVIDERS`, before JSON
 */
export async function makeWorkspace(reattach: object): Promise<Workspace> {
  const folder = await mkdtemp(join(tmpdir(), 'okta-apps-test-'));
  const base = {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    TF_REATTACH_PROVIDERS: JSON.stringify(reattach),
    TF_INPUT: '0',
    TF_IN_AUTOMATION: '1',
    CHECKPOINT_DISABLE: '1',
  };
  return {
    folder,
    write: (file, content) => writeFile(join(folder, file), JSON.stringify(content)),
    read: (file) => readFile(join(folder, file), 'utf8'),
    run: (args, env = {}) =>
      new Promise((resolve) => {
        const options = { cwd: folder, env: { ...base, ...env }, timeout: LIMIT_MS, maxBuffer: OUTPUT_LIMIT };
        execFile('terraform', args, options, (error, stdout, stderr) => {
          const code = error?.code;
          resolve({ exit: error === null ? 0 : typeof code === 'number' ? code : 1, stdout, stderr });
        });
      }),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
