import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startOrg, type LocalOrg } from '../../../../../okta-apps/local/org/server';
import { announce } from '../../../../../okta-apps/run/local-org';
import type { StackManifest } from '../../../../../okta-apps/shared/stack-manifest';
import { ask } from '../../../local/org/support/client';
import { PEOPLE } from '../../../local/org/sign-in/support/relying-party';
import { writeAssembly } from '../../../../support/plain-project';
import { runCli, type CliRun } from '../../../../support/run-cli';

/** A project whose apps a test declares, and an org on this machine that runs. */
export interface KeysProject {
  readonly folder: string;
  readonly org: LocalOrg;
  /** Writes the assembly: attributes by construct ID. */
  declare(apps: Readonly<Record<string, object>>, manifest?: Partial<StackManifest>): void;
  okta(argv: readonly string[], more?: Partial<Parameters<typeof runCli>[1]>): Promise<CliRun>;
  /** Changes settings and client of an app as an update of the provider does. */
  update(id: string, oauth: object, client?: object): Promise<void>;
  /** Labels of all OIDC apps. */
  labels(): Promise<readonly string[]>;
  /** Files below the project, without the org's own folder, that hold one of these texts. */
  holders(texts: readonly string[], except?: readonly string[]): readonly string[];
  close(): Promise<void>;
}

export async function keysProject(parent: string): Promise<KeysProject> {
  const folder = realpathSync(mkdtempSync(join(parent, 'keys-')));
  writeFileSync(join(folder, 'cdktf.json'), JSON.stringify({ app: 'false' }));
  const data = join(folder, '.okta-local/org');
  mkdirSync(data, { recursive: true });
  const org = await startOrg({ seed: PEOPLE });
  const { url, token } = org;
  await announce(data, { pid: process.pid, kind: 'org', url, token, reattach: {} });
  return {
    folder,
    org,
    declare: (apps, different = {}) => {
      const manifest = {
        environment: 'local',
        local: true,
        org: { name: 'local', baseUrl: 'okta.test' },
        ...different,
      } as const;
      const terraform = { resource: { okta_app_oauth: apps } };
      writeAssembly(join(folder, 'cdktf.out'), { 'shop-local': { manifest, terraform } });
    },
    okta: (argv, more = {}) =>
      runCli([...argv, '--env', 'local', '--skip-synth'], { ...more, cwd: folder, env: { HOME: folder, ...more.env } }),
    update: async (id, oauth, client = {}) => {
      const { body } = await ask(org, 'GET', `/api/v1/apps/${id}`);
      const app = body as {
        credentials: { oauthClient: object };
        settings: { oauthClient: Record<string, unknown> };
      };
      const { jwks: _jwks, jwks_uri: _uri, ...settings } = app.settings.oauthClient;
      const next = {
        ...app,
        credentials: { ...app.credentials, oauthClient: { ...app.credentials.oauthClient, ...client } },
        settings: { ...app.settings, oauthClient: { ...settings, ...oauth } },
      };
      const answer = await ask(org, 'PUT', `/api/v1/apps/${id}`, next);
      if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
    },
    labels: async () => {
      const { body } = await ask(org, 'GET', '/api/v1/apps?limit=200');
      return (body as readonly { readonly label: string }[]).map(({ label }) => label);
    },
    holders: (texts, except = []) =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
        .filter((file) => !['.okta-local', ...except].some((name) => file.startsWith(name)))
        .filter((file) => {
          const content = readFileSync(join(folder, file), 'latin1');
          return texts.some((text) => content.includes(text));
        }),
    close: () => org.close(),
  };
}
