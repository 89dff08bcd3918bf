import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from './cuttable-proxy';
import { serverProgram } from './server-program';

/** An S3 of this machine, without any object. */
export interface S3Server {
  readonly port: number;
  /** Ends it. What was installed for it goes with the temporary folder of the run. */
  close(): Promise<void>;
}

const MOTO = 'moto[server]==5.2.5';
const INSTALL_MS = 200_000;
const PROGRAMS = process.platform === 'win32' ? 'Scripts' : 'bin';
const run = promisify(execFile);

/** Installs moto once for all test files of a run. @returns why not, or undefined */
async function install(folder: string): Promise<string | undefined> {
  const said = join(folder, 'said');
  try {
    mkdirSync(folder);
  } catch {
    // Another test file installs it: the folder is there at once, and the file when it has ended.
    const until = Date.now() + 2 * INSTALL_MS;
    while (!existsSync(said) && Date.now() < until) await sleep(100);
    return existsSync(said) ? readFileSync(said, 'utf8') || undefined : 'another test file did not end its install';
  }
  const why = await run('python3', ['-m', 'venv', folder], { timeout: INSTALL_MS })
    .then(() => run(join(folder, PROGRAMS, 'pip'), ['install', '--quiet', MOTO], { timeout: INSTALL_MS }))
    .then(() => '')
    .catch((error: unknown) => (error as Error).message.trim().split('\n').at(-1) ?? '');
  writeFileSync(`${said}.part`, why);
  renameSync(`${said}.part`, said);
  return why || undefined;
}

/**
 * Starts a server of moto, which is installed from PyPI into the temporary folder of the run.
 *
 * @returns A sentence that says why not, where there is no Python or nothing can be installed.
 */
export async function s3Server(): Promise<S3Server | string> {
  const moto = join(tmpdir(), 'moto');
  const why = await install(moto);
  if (why !== undefined) return `${MOTO} cannot be installed here: ${why}`;
  const folder = mkdtempSync(join(tmpdir(), 'okta-apps-moto-'));
  const port = await freePort();
  const env = { PATH: process.env['PATH'], HOME: folder };
  const args = ['-H', '127.0.0.1', '-p', String(port)];
  const server = await serverProgram(join(moto, PROGRAMS, 'moto_server'), args, {
    cwd: folder,
    env,
    ready: /Running on http/,
  });
  return {
    port,
    close: async () => {
      await server.end('SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
