import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Backend } from '../../constructs/environment';
import { ORG_FOLDER, announce, type OrgAddress } from '../../okta-apps/run/local-org';
import { runCli, type CliRun } from './run-cli';
import type { StateApp } from './state-app';
import { until } from './until';

const BOUND_MS = 60_000;

/** A checkout of one team's project, on a machine of its own as far as files go. */
export interface StateProject {
  /** Folder of its stack `shop-local`. */
  readonly stackFolder: string;
  /** Runs a command of the tool there, with what its backend reads. */
  readonly run: (...argv: string[]) => Promise<CliRun>;
  /** Runs a line in a shell there, as a person would, with what the backend reads. */
  readonly shell: (line: string) => Promise<{ readonly ok: boolean; readonly output: string }>;
  /** The place half way through the apply that creates the apps. */
  readonly gate: { readonly reached: () => Promise<void>; readonly open: () => void };
}

/** Where state is kept, and what Terraform's backend reads to get there. */
export interface KeptState {
  readonly backend: Backend;
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Writes a project whose state is kept in `backend`, and tells it of the org that runs for the test.
 */
export async function stateProject(
  parent: string,
  { backend, env, org, teams = ['shop'] }: { org: OrgAddress; teams?: readonly string[] } & KeptState,
): Promise<StateProject> {
  const folder = realpathSync(mkdtempSync(join(parent, 'project-')));
  const gate = join(folder, 'gate');
  const app: StateApp = { backend, teams, gate };
  const command = `"${process.execPath}" -r "${join(__dirname, 'typescript.cjs')}" "${join(__dirname, 'state-app.ts')}"`;
  writeFileSync(join(folder, 'cdktf.json'), JSON.stringify({ app: command, output: 'cdktf.out' }));
  writeFileSync(join(folder, 'state-app.json'), JSON.stringify(app));
  const orgFolder = join(folder, ORG_FOLDER);
  mkdirSync(orgFolder, { recursive: true, mode: 0o700 });
  const { url, token, reattach } = org;
  await announce(orgFolder, { pid: process.pid, kind: 'org', url, token, reattach });
  return {
    stackFolder: join(folder, 'cdktf.out/run/shop-local'),
    run: (...argv) => runCli([...argv, '--env', 'local'], { cwd: folder, env }),
    shell: (line) =>
      new Promise((resolve) => {
        const options = { cwd: folder, env: { PATH: process.env['PATH'], HOME: folder, ...env }, timeout: BOUND_MS };
        execFile('sh', ['-ec', line], options, (error, stdout, stderr) => {
          resolve({ ok: error === null, output: stdout + stderr });
        });
      }),
    gate: {
      reached: () => until(() => existsSync(`${gate}.reached`), 'the apply did not come to its gate'),
      open: () => {
        writeFileSync(`${gate}.open`, '');
      },
    },
  };
}
