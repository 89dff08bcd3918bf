import { stat } from 'node:fs/promises';
import { generateKeyPairSync } from 'node:crypto';
import { dirname } from 'node:path';
import { startOrg } from '../../../../okta-apps/local/org/server';
import { LOCAL_PROVIDER } from '../../../../okta-apps/local/provider/diagnostics';
import type { JsonObject } from '../../../../okta-apps/local/provider/sdk/go-json';
import { serveProvider, type ProviderEndpoint } from '../../../../okta-apps/local/provider/serve';
import { VARIED_APPS } from '../../../support/varied-apps';
import { startRecordingOrg, type RecordingOrg } from '../../../support/recording-org';
import { makeWorkspace, type Ended, type Workspace } from '../../../support/terraform-run';

const LIMIT_MS = 60_000;
const NEEDS: JsonObject = { required_providers: { okta: { source: 'okta/okta' } } };
const APP = { label: 'App', type: 'web', grant_types: ['authorization_code'], redirect_uris: ['https://a.test/cb'] };

/** Terraform's own words without colors and frames, its line breaks as spaces. */
function words({ stdout, stderr }: Ended): string {
  return `${stdout}${stderr}`.replace(/[│╷╵]/g, '').replace(/\s+/g, ' ');
}

async function start(workspace: Workspace, config: JsonObject): Promise<void> {
  await workspace.write('main.tf.json', { terraform: NEEDS, ...config });
  await workspace.run(['init', '-no-color']);
}

describe('an endpoint', () => {
  const cleanUp: (() => Promise<void>)[] = [];
  const lines: string[] = [];
  let endpoint: ProviderEndpoint;
  let orgs: [RecordingOrg, RecordingOrg];

  const workspace = async (): Promise<Workspace> => {
    const made = await makeWorkspace(endpoint.reattach);
    cleanUp.push(() => made.remove());
    return made;
  };

  beforeAll(async () => {
    orgs = [await startRecordingOrg(), await startRecordingOrg()];
    endpoint = await serveProvider({
      org: { url: orgs[0].url, token: 'the-token-of-the-org' },
      log: (line) => lines.push(line),
    });
    cleanUp.push(
      () => endpoint.close(),
      () => orgs[0].close(),
      () => orgs[1].close(),
    );
  });
  beforeEach(() => {
    lines.length = 0;
    for (const org of orgs) org.takeRequests();
  });
  afterAll(async () => {
    for (const step of cleanUp.reverse()) await step();
  });

  it('is announced to Terraform and OpenTofu, on a socket that only its owner can reach', async () => {
    const { 'registry.terraform.io/okta/okta': terraform, 'registry.opentofu.org/okta/okta': tofu } = endpoint.reattach;
    expect(terraform).toEqual(tofu);
    expect(terraform).toMatchObject({ Protocol: 'grpc', ProtocolVersion: 6, Pid: process.pid, Test: true });
    const folder = await stat(dirname(terraform!.Addr.String));
    expect(folder.mode & 0o777).toBe(0o700);
  });

  it('removes its socket when it is closed', async () => {
    const other = await serveProvider({});
    const path = other.reattach['registry.terraform.io/okta/okta']!.Addr.String;
    await other.close();
    await expect(stat(dirname(path))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it(
    'keeps the configurations of runs side by side apart',
    async () => {
      const runs = await Promise.all(
        [0, 1, 0, 1].map(async (which, i) => {
          const folder = await workspace();
          const provider = { okta: { http_proxy: orgs[which]!.url, api_token: `token-${i}` } };
          await start(folder, { provider, resource: { okta_app_oauth: { app: { ...APP, label: `App ${i}` } } } });
          return folder.run(['apply', '-auto-approve', '-no-color']);
        }),
      );
      expect(runs.map(({ exit }) => exit)).toEqual([0, 0, 0, 0]);
      const labels = orgs.map((org) =>
        org.takeRequests().flatMap((request) => {
          const [line, body] = typeof request === 'string' ? [request] : request;
          return line.startsWith('POST /api/v1/apps?') ? [(body as { label: string }).label] : [];
        }),
      );
      expect(labels.map((of) => of.sort())).toEqual([
        ['App 0', 'App 2'],
        ['App 1', 'App 3'],
      ]);
    },
    LIMIT_MS,
  );

  it(
    'keeps two provider blocks of one run apart',
    async () => {
      const folder = await workspace();
      await start(folder, {
        provider: {
          okta: [
            { http_proxy: orgs[0].url, api_token: 'one' },
            { alias: 'other', http_proxy: orgs[1].url, api_token: 'two' },
          ],
        },
        resource: { okta_app_oauth: { here: APP, there: { ...APP, provider: 'okta.other' } } },
      });
      const { exit } = await folder.run(['apply', '-auto-approve', '-no-color']);
      const posts = orgs.map((org) =>
        org.takeRequests().filter((request) => JSON.stringify(request).startsWith('["POST /api/v1/apps?')),
      );
      expect([exit, ...posts.map(({ length }) => length)]).toEqual([0, 1, 1]);
    },
    LIMIT_MS,
  );

  it(
    'serves its own org to a provider block that says nothing, and logs whom it serves',
    async () => {
      const folder = await workspace();
      await start(folder, { resource: { okta_app_oauth: { app: APP } } });
      const { exit } = await folder.run(['plan', '-detailed-exitcode', '-no-color']);
      expect(exit).toBe(2);
      expect(orgs[0].takeRequests()).toEqual(['GET /api/v1/users/me', 'GET /api/v1/users/me']);
      expect(lines).toEqual([expect.stringContaining(`${LOCAL_PROVIDER}: serves ${orgs[0].url} to Terraform 1`)]);
    },
    LIMIT_MS,
  );

  it(
    'refuses an Okta org without a request to it, and says who refuses',
    async () => {
      const folder = await workspace();
      const provider = { okta: { org_name: 'acme', base_url: 'okta.com', api_token: 'token' } };
      await start(folder, { provider, resource: { okta_app_oauth: { app: APP } } });
      const ended = await folder.run(['plan', '-no-color']);
      expect(ended.exit).toBe(1);
      expect(words(ended)).toContain(
        `Error: the ${LOCAL_PROVIDER} refuses org_name "acme" with provider["registry.terraform.io/okta/okta"], ` +
          'on main.tf.json line 1, in provider.okta: 1: ',
      );
      expect(orgs[0].takeRequests()).toEqual([]);
    },
    LIMIT_MS,
  );

  it(
    'adds what Okta said to the words of okta/okta',
    async () => {
      const folder = await workspace();
      orgs[0].fail([
        'POST',
        '/api/v1/apps',
        1,
        400,
        {
          errorCode: 'E0000001',
          errorSummary: 'Api validation failed: label',
          errorCauses: [{ errorSummary: 'label: The field is too long' }],
        },
      ]);
      await start(folder, { resource: { okta_app_oauth: { app: APP } } });
      const ended = await folder.run(['apply', '-auto-approve', '-no-color']);
      expect(words(ended)).toContain(
        'Error: failed to create OAuth application: 400 Bad Request with okta_app_oauth.app',
      );
      expect(words(ended)).toContain(
        `Okta said E0000001: Api validation failed: label - label: The field is too long (${LOCAL_PROVIDER})`,
      );
    },
    LIMIT_MS,
  );

  it(
    'keeps an initial client secret in the request alone',
    async () => {
      const secret = 'canary-4d1f0c5e-birth-secret';
      const folder = await workspace();
      const variable = { secret: { type: 'string', sensitive: true, ephemeral: true } };
      const app = {
        ...APP,
        omit_secret: true,
        client_basic_secret_wo: '${var.secret}',
        client_basic_secret_wo_version: 1,
      };
      await start(folder, { variable, resource: { okta_app_oauth: { app } } });
      const env = { TF_VAR_secret: secret, TF_LOG_PATH: `${folder.folder}/terraform.log`, TF_LOG: 'debug' };
      const said = [
        await folder.run(['plan', '-out=plan'], env),
        await folder.run(['show', '-json', 'plan'], env),
        await folder.run(['apply', 'plan'], env),
        await folder.run(['plan'], env),
      ];
      const files = await Promise.all(['terraform.tfstate', 'terraform.log'].map((file) => folder.read(file)));
      const everything = [...said.flatMap(({ stdout, stderr }) => [stdout, stderr]), ...files, ...lines].join('\n');
      expect(said.map(({ exit }) => exit)).toEqual([0, 0, 0, 0]);
      expect(everything).not.toContain(secret);
      expect(JSON.stringify(orgs[0].takeRequests())).toContain(`"client_secret":"${secret}"`);
    },
    LIMIT_MS,
  );

  it(
    'has nothing to change after applying apps of every kind to a local org, and destroys them',
    async () => {
      const org = await startOrg();
      cleanUp.push(() => org.close());
      const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
      const jwk = publicKey.export({ format: 'jwk' });
      const folder = await workspace();
      await start(folder, {
        provider: { okta: { http_proxy: org.url, api_token: org.token } },
        resource: { okta_app_oauth: VARIED_APPS({ e: jwk.e ?? '', n: jwk.n ?? '' }) },
      });
      const apply = await folder.run(['apply', '-auto-approve', '-no-color']);
      expect([apply.exit, words(apply)]).toEqual([0, expect.stringContaining('Apply complete!')]);
      const plan = await folder.run(['plan', '-detailed-exitcode', '-no-color']);
      expect([plan.exit, words(plan)]).toEqual([0, expect.stringContaining('No changes.')]);
      const destroy = await folder.run(['destroy', '-auto-approve', '-no-color']);
      expect([destroy.exit, words(destroy)]).toEqual([0, expect.stringContaining('Destroy complete!')]);
    },
    LIMIT_MS,
  );
});
