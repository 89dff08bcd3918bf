import { App, type TerraformStack } from 'cdktf';
import type { Backend } from '../../../constructs/environment';
import { UsageError } from '../../../constructs/usage-error';
import { dev } from '../../../env/dev';
import { stateOf } from '../../../constructs/stack/backends';
import { OktaStack } from '../../../constructs/okta-stack';
import { temporaryFolder } from '../../support/temporary-folder';

const folder = temporaryFolder();

function terraformBlock(backend: Backend): Record<string, unknown> {
  const app = new App({ stackTraces: false, outdir: folder.path });
  const stack: TerraformStack = new OktaStack(app, 'billing', { ...dev, backend });
  const { terraform } = stack.toTerraform() as { terraform: Record<string, unknown> };
  return JSON.parse(JSON.stringify(terraform)) as Record<string, unknown>;
}

const BACKENDS: readonly (readonly [Backend, object])[] = [
  [{ type: 'local', path: '../state/{stack}.tfstate' }, { local: { path: '../state/billing-dev.tfstate' } }],
  [
    { type: 's3', bucket: 'b', key: 'okta/{stack}', region: 'eu-central-1', kmsKeyId: 'k' },
    {
      s3: {
        bucket: 'b',
        key: 'okta/billing-dev',
        region: 'eu-central-1',
        encrypt: true,
        kms_key_id: 'k',
        use_lockfile: true,
      },
    },
  ],
  [{ type: 'gcs', bucket: 'b', prefix: 'okta/{stack}' }, { gcs: { bucket: 'b', prefix: 'okta/billing-dev' } }],
  [
    { type: 'azurerm', resourceGroupName: 'g', storageAccountName: 'a', containerName: 'c', key: '{stack}' },
    { azurerm: { resource_group_name: 'g', storage_account_name: 'a', container_name: 'c', key: 'billing-dev' } },
  ],
  [{ type: 'pg', schemaName: 'okta_{stack}' }, { pg: { schema_name: 'okta_billing-dev' } }],
  [
    { type: 'http', address: 'http://127.0.0.1:1/{stack}' },
    {
      http: {
        address: 'http://127.0.0.1:1/billing-dev',
        lock_address: 'http://127.0.0.1:1/billing-dev',
        unlock_address: 'http://127.0.0.1:1/billing-dev',
      },
    },
  ],
  [
    { type: 'http', address: 'http://127.0.0.1:1/{stack}', lock: false },
    { http: { address: 'http://127.0.0.1:1/billing-dev' } },
  ],
];

describe('a backend', () => {
  it.each(BACKENDS)('%j is written so', (backend, expected) => {
    expect(terraformBlock(backend)['backend']).toEqual(expected);
  });

  it('of HCP Terraform is the cloud block', () => {
    const block = terraformBlock({
      type: 'hcp',
      organization: 'acme',
      workspace: 'okta-{stack}',
      hostname: 'app.terraform.io',
    });
    expect(block['cloud']).toEqual({
      organization: 'acme',
      workspaces: { name: 'okta-billing-dev' },
      hostname: 'app.terraform.io',
    });
  });

  it.each<readonly [Backend, string]>([
    [{ type: 'local', path: './../state/{stack}' }, 'local ../state/billing-dev'],
    [{ type: 's3', bucket: 'b', key: '{stack}', region: 'r' }, 's3 b billing-dev'],
    [{ kmsKeyId: 'k', region: 'r', key: '{stack}', bucket: 'b', type: 's3' }, 's3 b billing-dev'],
    [{ type: 'gcs', bucket: 'b', prefix: '{stack}' }, 'gcs b billing-dev'],
    [
      { type: 'azurerm', resourceGroupName: 'g', storageAccountName: 'a', containerName: 'c', key: '{stack}' },
      'azurerm a c billing-dev',
    ],
    [{ type: 'pg', schemaName: '{stack}' }, 'pg billing-dev'],
    [{ type: 'http', address: 'https://state.acme.dev/{stack}' }, 'http https://state.acme.dev/billing-dev'],
    [
      { type: 'http', address: 'https://state.acme.dev/{stack}', lock: false },
      'http https://state.acme.dev/billing-dev',
    ],
    [{ type: 'hcp', organization: 'acme', workspace: '{stack}' }, 'hcp app.terraform.io acme billing-dev'],
  ])('%j says where the state is, and nothing else', (backend, place) => {
    expect(stateOf('billing-dev', backend)).toBe(place);
  });

  it('with a path that only one machine has is refused', () => {
    expect(() => terraformBlock({ type: 'local', path: '/srv/state/{stack}' })).toThrow(
      new UsageError(
        'backend.path must be relative to the stack\'s folder, got "/srv/state/{stack}"; ' +
          'write one that every machine has, such as "../../../state/{stack}.tfstate"',
      ),
    );
  });
});

describe('a backend of another type', () => {
  it('is refused, with those that there are', () => {
    expect(() => terraformBlock({ type: 'ftp' } as unknown as Backend)).toThrow(
      new UsageError(
        'environment cannot be built: backend.type must be "local", "s3", "gcs", "azurerm", "pg", "http" or "hcp", got "ftp"; write one of them [environment/complete]',
      ),
    );
  });
});

describe('every stack', () => {
  it('says once which Terraform and which provider it needs', () => {
    expect(terraformBlock({ type: 'local', path: 'x' })).toMatchObject({
      required_version: '>= 1.11.0',
      required_providers: { okta: { source: 'okta/okta', version: '>= 6.9.0, != 6.14.0, < 7.0.0' } },
    });
  });
});
