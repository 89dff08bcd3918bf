import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from './cuttable-proxy';
import { serverProgram } from './server-program';

/** An S3 of this machine, without any object. */
export interface S3Server {
  readonly port: number;
  /** Ends it, and removes all that was installed for it. */
  close(): Promise<void>;
}

const MOTO = 'moto[server]==5.2.5';
const INSTALL_MS = 200_000;
const run = promisify(execFile);

/**
 * Installs moto from PyPI into a temporary folder and starts its server.
 *
 * @returns A sentence that says why not, where there is no Python or nothing can be installed.
 */
export async function s3Server(): Promise<S3Server | string> {
  const folder = mkdtempSync(join(tmpdir(), 'okta-apps-moto-'));
  const remove = (): void => {
    rmSync(folder, { recursive: true, force: true });
  };
  const programs = join(folder, process.platform === 'win32' ? 'Scripts' : 'bin');
  try {
    await run('python3', ['-m', 'venv', folder], { timeout: INSTALL_MS });
    await run(join(programs, 'pip'), ['install', '--quiet', MOTO], { timeout: INSTALL_MS });
  } catch (error) {
    remove();
    return `${MOTO} cannot be installed here: ${(error as Error).message.trim().split('\n').at(-1) ?? ''}`;
  }
  const port = await freePort();
  const env = { PATH: process.env['PATH'], HOME: folder };
  const args = ['-H', '127.0.0.1', '-p', String(port)];
  const server = await serverProgram(join(programs, 'moto_server'), args, {
    cwd: folder,
    env,
    ready: /Running on http/,
  });
  return {
    port,
    close: async () => {
      await server.end('SIGTERM');
      remove();
    },
  };
}
