import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startOrg, type LocalOrg } from '../../../../okta-apps/local/org/server';
import type { DriftReport } from '../../../../okta-apps/drift/report';
import { announce } from '../../../../okta-apps/run/local-org';
import { object, type JsonObject } from '../../../../okta-apps/shared/json';
import type { StackManifest } from '../../../../okta-apps/shared/stack-manifest';
import { ask, idOf } from '../../local/org/support/client';
import { writeAssembly } from '../../../support/plain-project';
import { runCli, type CliRun } from '../../../support/run-cli';

/** Attributes of `okta_app_oauth` by the names of the apps. */
type Apps = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** A project of one local stack, `shop-local`, whose output is written, and an org that runs in this process. */
export interface DriftProject {
  readonly folder: string;
  readonly org: LocalOrg;
  /** Writes what is declared. */
  declare(apps: Apps, more?: object, manifest?: Partial<StackManifest>): void;
  /** Writes a state that knows these ids, by address; `data.` in front for a data source. */
  state(ids: Readonly<Record<string, string>>): void;
  /** Makes an app in Okta that is as the attributes declare it. @returns its id */
  create(body: object): Promise<string>;
  /** Sets members of the JSON of an app by hand, by their paths, such as `settings.oauthClient.redirect_uris`. */
  change(id: string, values: Readonly<Record<string, unknown>>): Promise<void>;
  drift(...options: readonly string[]): Promise<CliRun>;
  report(...options: readonly string[]): Promise<DriftReport>;
  close(): Promise<void>;
}

const LOCAL: Partial<StackManifest> = {
  environment: 'local',
  local: true,
  org: { name: 'local', baseUrl: 'okta.test' },
};

export async function driftProject(parent: string): Promise<DriftProject> {
  const folder = realpathSync(mkdtempSync(join(parent, 'drift-')));
  writeFileSync(join(folder, 'cdktf.json'), JSON.stringify({ app: 'false' }));
  const orgFolder = join(folder, '.okta-local/org');
  mkdirSync(orgFolder, { recursive: true });
  const org = await startOrg();
  const { url, token } = org;
  await announce(orgFolder, { pid: process.pid, kind: 'org', url, token, reattach: {} });
  const drift: DriftProject['drift'] = (...options) =>
    runCli(['drift', '--env', 'local', '--skip-synth', ...options], { cwd: folder });
  return {
    folder,
    org,
    declare: (apps, more = {}, manifest = {}) => {
      const terraform = { resource: { okta_app_oauth: apps }, ...more };
      writeAssembly(join(folder, 'cdktf.out'), { 'shop-local': { manifest: { ...LOCAL, ...manifest }, terraform } });
    },
    state: (ids) => {
      mkdirSync(join(folder, 'state'), { recursive: true });
      writeFileSync(join(folder, 'state/shop-local.tfstate'), JSON.stringify(stateOf(ids)));
    },
    create: async (body) => {
      const seen = await ask(org, 'POST', '/api/v1/apps', body);
      if (seen.status !== 200) throw new Error(JSON.stringify(seen.body));
      return idOf(seen);
    },
    change: async (id, values) => {
      const { body } = await ask(org, 'GET', `/api/v1/apps/${id}`);
      const changed = Object.entries(values).reduce(
        (app, [path, value]) => withValue(app, path.split('.'), value),
        object(body),
      );
      const { status, body: answer } = await ask(org, 'PUT', `/api/v1/apps/${id}`, changed);
      if (status !== 200) throw new Error(JSON.stringify(answer));
    },
    drift,
    report: async (...options) => JSON.parse((await drift('--json', ...options)).stdout) as DriftReport,
    close: () => org.close(),
  };
}

function withValue(of: JsonObject, [name = '', ...rest]: readonly string[], value: unknown): JsonObject {
  return { ...of, [name]: rest.length === 0 ? value : withValue(object(of[name]), rest, value) };
}

function stateOf(ids: Readonly<Record<string, string>>): object {
  const resources = Object.entries(ids).map(([address, id]) => {
    const isData = address.startsWith('data.');
    const [type, name] = address.replace(/^data\./, '').split('.');
    return { mode: isData ? 'data' : 'managed', type, name, provider: 'x', instances: [{ attributes: { id } }] };
  });
  return { version: 4, terraform_version: '1.11.4', serial: 1, lineage: 'x', outputs: {}, resources };
}
