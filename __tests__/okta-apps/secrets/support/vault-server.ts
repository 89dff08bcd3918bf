import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../../../support/cuttable-proxy';
import { serverProgram } from '../../../support/server-program';

/** The programs that are a Vault, in this order. */
const PROGRAMS = ['bao', 'vault'];

/** A Vault or OpenBao of this machine, in memory, with the engine `secret`. */
export interface VaultServer {
  readonly url: string;
  readonly token: string;
  /** What the program says of itself. */
  readonly version: string;
  /** A request with the root token. @throws Error unless it is done */
  ask(method: string, path: string, body?: object): Promise<unknown>;
  close(): Promise<void>;
}

/** Starts one; where no such program is installed, a sentence says so. */
export async function vaultServer(parent: string): Promise<VaultServer | string> {
  const versionOf = (name: string) => spawnSync(name, ['version'], { encoding: 'utf8', timeout: 20_000 });
  const program = PROGRAMS.find((name) => versionOf(name).status === 0);
  if (program === undefined) return 'neither bao nor vault is installed here';
  const [token, cwd] = ['root-token-of-tests', mkdtempSync(join(parent, 'vault-'))];
  const port = await freePort();
  const args = ['server', '-dev', '-dev-no-store-token', `-dev-root-token-id=${token}`];
  const server = await serverProgram(program, [...args, `-dev-listen-address=127.0.0.1:${port}`], {
    cwd,
    env: { PATH: process.env['PATH'], HOME: cwd },
    ready: /dev mode is enabled/i,
  });
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    token,
    version: versionOf(program).stdout.trim(),
    ask: async (method, path, body) => {
      const init = { method, headers: { 'X-Vault-Token': token }, ...(body && { body: JSON.stringify(body) }) };
      const answer = await fetch(`${url}/v1/${path}`, { ...init, signal: AbortSignal.timeout(10_000) });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
      return text === '' ? {} : (JSON.parse(text) as unknown);
    },
    close: () => server.end('SIGKILL'),
  };
}
