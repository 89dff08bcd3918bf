import { mkdirSync, readdirSync, readFileSync, realpathSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../../../okta-apps/cli/run';
import { startOrg, type LocalOrg } from '../../../../okta-apps/local/org/server';
import { announce } from '../../../../okta-apps/run/local-org';
import type { Io } from '../../../../okta-apps/shared/io';
import type { StackManifest } from '../../../../okta-apps/shared/stack-manifest';
import { ask, idOf, webApp } from '../../local/org/support/client';
import { writeAssembly } from '../../../support/plain-project';
import { neverStopped, type CliRun } from '../../../support/run-cli';
import { formsOf } from './canary-search';

/** Secrets of the apps, by label: nothing but the org and a sink may hold them. */
export const CANARIES = { Billing: 'canary-1-7Hq_x2~4:%?&"Zz', Desk: 'canary-2-Lp9sKd83mQw0Xv' } as const;

/** A project with two local apps, and an org on this machine that has them and runs. */
export interface SecretsProject {
  readonly folder: string;
  readonly org: LocalOrg;
  /** Okta's ids of the apps, by label. */
  readonly ids: Readonly<Record<string, string>>;
  /** The command, at a terminal or not. */
  okta(argv: readonly string[], at?: { readonly terminal?: boolean; readonly env?: Io['env'] }): Promise<CliRun>;
  /** Writes the assembly again, with other settings of the environment. */
  settings(different: Partial<StackManifest>): void;
  /** Where a canary is in what was printed, and in the files of the project besides the org's own folder, in any form. */
  places(printed: CliRun, except?: readonly string[]): readonly string[];
  close(): Promise<void>;
}

export async function secretsProject(parent: string): Promise<SecretsProject> {
  const folder = realpathSync(mkdtempSync(join(parent, 'project-')));
  writeFileSync(join(folder, 'cdktf.json'), JSON.stringify({ app: 'false' }));
  const orgFolder = join(folder, '.okta-local/org');
  mkdirSync(orgFolder, { recursive: true });
  const org = await startOrg();
  const { url, token } = org;
  await announce(orgFolder, { pid: process.pid, kind: 'org', url, token, reattach: {} });
  const ids = {
    Billing: await create(org, 'Billing', { client_id: 'billing-local', client_secret: CANARIES.Billing }),
    Desk: await create(org, 'Desk', { client_secret: CANARIES.Desk, token_endpoint_auth_method: 'client_secret_post' }),
  };
  const settings = (different: Partial<StackManifest>): void => {
    const manifest = { environment: 'local', local: true, org: { name: 'local', baseUrl: 'okta.test' }, ...different };
    const apps = { billing: { label: 'Billing', client_id: 'billing-local' }, desk: { label: 'Desk' } };
    const terraform = { resource: { okta_app_oauth: apps } };
    writeAssembly(join(folder, 'cdktf.out'), { 'shop-local': { manifest, terraform } });
  };
  settings({});
  return {
    folder,
    org,
    ids,
    settings,
    okta: (argv, at) => runAt(folder, argv, at),
    places: (printed, except = []) => placesOf(folder, printed, ['.okta-local', ...except]),
    close: () => org.close(),
  };
}

/** Creates an app. @returns Okta's id */
export async function create(org: LocalOrg, label: string, client: object, oauth: object = {}): Promise<string> {
  return idOf(await ask(org, 'POST', '/api/v1/apps', webApp(label, oauth, client)));
}

async function runAt(
  cwd: string,
  argv: readonly string[],
  { terminal = false, env = {} }: { readonly terminal?: boolean; readonly env?: Io['env'] } = {},
): Promise<CliRun> {
  const printed = { stdout: '', stderr: '' };
  const to = (name: keyof typeof printed) => ({
    write: (text: string) => (printed[name] += text),
    isTTY: terminal,
  });
  const code = await run(argv, {
    stdout: to('stdout'),
    stderr: to('stderr'),
    env: { PATH: process.env['PATH'], HOME: cwd, ...env },
    cwd,
    stop: neverStopped(),
  });
  return { code, ...printed };
}

function placesOf(folder: string, { stdout, stderr }: CliRun, except: readonly string[]): readonly string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((file) => !except.some((name) => file.startsWith(name)));
  const texts = [
    ['stdout', stdout],
    ['stderr', stderr],
    ...files.map((file) => [file, readFileSync(join(folder, file), 'latin1')] as const),
  ] as const;
  const forms = Object.values(CANARIES).flatMap(formsOf);
  return texts.filter(([, text]) => forms.some((form) => text.includes(form))).map(([place]) => place);
}
