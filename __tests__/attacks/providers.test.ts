import { checkExpressions } from '../../okta-apps/document/check-expressions';
import { checkDocument } from '../../okta-apps/document/check-document';
import type { JsonObject } from '../../okta-apps/shared/json';
import type { ListedProvider } from '../../okta-apps/shared/listed-providers';
import { documentFindings } from '../../okta-apps/review/document-findings';
import { reviewOf, TODAY } from '../okta-apps/review/support/reviews';
import { stackManifest } from '../support/plain-project';
import { BASE, problems, withAt } from './support/document-problems';

// threats.md, section 6: which providers run, and what their blocks say.

const OKTA = { org_name: 'acme-dev', base_url: 'oktapreview.com' };
const APP = 'resource/okta_app_oauth/web';
const okta = (...blocks: readonly object[]) => withAt('provider/okta', blocks);
const configuration = (prop: string, provider = 'okta') => `provider-configuration provider.${provider} ${prop}`;

/** A document that uses the listed vault, and what differs. */
function vault(path = '', value?: unknown): object {
  const document = {
    ...BASE,
    terraform: {
      ...BASE.terraform,
      required_providers: {
        ...BASE.terraform.required_providers,
        vault: { source: 'hashicorp/vault', version: '~> 5.0' },
      },
    },
    provider: { ...BASE.provider, vault: [{ address: 'https://vault.acme.dev' }] },
    ephemeral: { vault_kv_secret_v2: { web: { mount: 'kv', name: 'web' } } },
    variable: { web: { type: 'string', sensitive: true, ephemeral: true } },
  };
  const set = (at: unknown, [key = '', ...rest]: readonly string[]): object => {
    const object = typeof at === 'object' && at !== null ? (at as JsonObject) : {};
    return { ...object, [key]: rest.length === 0 ? value : set(object[key], rest) };
  };
  return path === '' ? document : set(document, path.split('/'));
}

describe('the block of okta/okta says what the manifest says, and nothing else', () => {
  test.each<[attack: string, document: object, says: readonly string[]]>([
    ['another org', okta({ ...OKTA, org_name: 'evil' }), [configuration('org_name')]],
    ['another domain', okta({ ...OKTA, base_url: 'evil.example' }), [configuration('base_url')]],
    ['no org, so that the environment says it', okta({}), [configuration('org_name'), configuration('base_url')]],
    ['an org by an expression', okta({ ...OKTA, org_name: '${var.org}' }), [configuration('org_name')]],
    ['another limit', okta({ ...OKTA, max_api_capacity: 1 }), [configuration('max_api_capacity')]],
    [
      'a limit by another expression',
      okta({ ...OKTA, max_api_capacity: '${var.max_api_capacity + 1}' }),
      [configuration('max_api_capacity')],
    ],
    ['a number as a text', okta({ ...OKTA, max_retries: '9' }), [configuration('max_retries')]],
    ['a number by an expression', okta({ ...OKTA, request_timeout: '${var.x}' }), [configuration('request_timeout')]],
    ['a switch by an expression', okta({ ...OKTA, backoff: '${true}' }), [configuration('backoff')]],
    ['an alias that is not listed', okta(OKTA, { ...OKTA, alias: 'third' }), [configuration('alias')]],
    [
      'an alias for another org',
      okta(OKTA, { ...OKTA, org_name: 'evil', alias: 'second', api_token: '${var.second_token}' }),
      [configuration('org_name')],
    ],
    ['an alias without its own token', okta(OKTA, { ...OKTA, alias: 'second' }), [configuration('api_token')]],
    [
      'an alias with the token of something else',
      okta(OKTA, { ...OKTA, alias: 'second', api_token: '${var.max_api_capacity}' }),
      [configuration('api_token')],
    ],
    ['a token in the first block', okta({ ...OKTA, api_token: '${var.second_token}' }), [configuration('api_token')]],
  ])('%s', (_, document, says) => {
    expect(problems(document)).toEqual(says);
  });

  test.each<[everyday: string, document: object]>([
    ['the block alone', okta(OKTA)],
    ['the block as an object', withAt('provider/okta', OKTA)],
    ['the limit of OktaStack', okta({ ...OKTA, max_api_capacity: '${var.max_api_capacity}' })],
    [
      'numbers and switches',
      okta({ ...OKTA, max_retries: 9, parallelism: 2, min_wait_seconds: 1, max_wait_seconds: 60 }),
    ],
    ['more patience', okta({ ...OKTA, request_timeout: 120, backoff: false })],
    ['a comment', okta({ ...OKTA, '//': 'of the shop' })],
    ['a listed alias', okta(OKTA, { ...OKTA, alias: 'second', api_token: '${var.second_token}' })],
  ])('%s', (_, document) => {
    expect(problems(document)).toEqual([]);
  });

  test('the token of an alias must come from a variable that is sensitive and ephemeral', () => {
    const document = (variable: object) => ({
      ...okta(OKTA, { ...OKTA, alias: 'second', api_token: '${var.second_token}' }),
      variable: { second_token: variable },
    });
    expect(checkExpressions(document({ sensitive: true, ephemeral: true }) as JsonObject, new Map())).toEqual([]);
    expect(checkExpressions(document({ type: 'string' }) as JsonObject, new Map())).toEqual([
      expect.objectContaining({ kind: 'undecidable', address: 'provider.okta' }),
    ]);
  });
});

describe('another provider does what is listed, and nothing else', () => {
  test.each<[attack: string, document: object, says: readonly string[]]>([
    [
      'another source under the same name',
      vault('terraform/required_providers/vault/source', 'evil/vault'),
      ['type-not-listed provider.vault required_providers.vault'],
    ],
    [
      'the same source of another registry',
      vault('terraform/required_providers/vault/source', 'evil.example/hashicorp/vault'),
      ['type-not-listed provider.vault required_providers.vault'],
    ],
    [
      'a provider that is not listed',
      vault('terraform/required_providers/null', { source: 'hashicorp/null' }),
      ['type-not-listed provider.null required_providers.null'],
    ],
    [
      'another server',
      vault('provider/vault', [{ address: 'https://evil.example' }]),
      [configuration('address', 'vault')],
    ],
    ['no server', vault('provider/vault', [{}]), [configuration('address', 'vault')]],
    [
      'a proxy besides',
      vault('provider/vault', [{ address: 'https://vault.acme.dev', http_proxy: 'https://evil.example' }]),
      [configuration('http_proxy', 'vault')],
    ],
    [
      'a second block',
      vault('provider/vault', [{ address: 'https://vault.acme.dev' }, { alias: 'x', address: 'https://evil.example' }]),
      [configuration('alias', 'vault'), configuration('address', 'vault')],
    ],
    [
      'a resource of it',
      vault('resource/vault_kv_secret_v2/web', { data: {} }),
      ['type-not-listed vault_kv_secret_v2.web resource'],
    ],
    [
      'a data source of it, which leaves its answer in the state',
      vault('data/vault_kv_secret_v2/web', { mount: 'kv' }),
      ['type-not-listed data.vault_kv_secret_v2.web data'],
    ],
    [
      'an ephemeral resource of another one',
      vault('ephemeral/aws_secretsmanager_secret_version/web', {}),
      ['type-not-listed ephemeral.aws_secretsmanager_secret_version.web ephemeral'],
    ],
    [
      'an ephemeral resource by the name of another provider',
      vault('ephemeral/aws_secretsmanager_secret_version/web', { provider: 'vault' }),
      [
        'type-not-listed ephemeral.aws_secretsmanager_secret_version.web ephemeral',
        'type-not-listed ephemeral.aws_secretsmanager_secret_version.web provider',
      ],
    ],
    ['an app that it serves', vault(`${APP}/provider`, 'vault'), ['type-not-listed okta_app_oauth.web provider']],
    [
      'a type that is not listed',
      withAt('data/http_other/x', { url: 'https://evil.example' }),
      ['type-not-listed data.http_other.x data'],
    ],
    [
      'what runs programs, though listed',
      withAt('data/external/x', { program: ['sh'] }),
      ['runs-programs data.external.x data'],
    ],
  ])('%s', (_, document, says) => {
    expect(problems(document)).toEqual(says);
  });

  test.each<[everyday: string, document: object]>([
    ['a secret of the vault', vault()],
    ['another version of it', vault('terraform/required_providers/vault/version', '~> 6.0')],
    [
      'a secret by the name of the provider',
      vault('ephemeral/vault_kv_secret_v2/web', { provider: 'vault', name: 'web' }),
    ],
    ['a block with a comment', vault('provider/vault', [{ '//': 'x', address: 'https://vault.acme.dev' }])],
    ['no block', vault('provider', BASE.provider)],
    ['another type of its ephemeral resources', vault('ephemeral/vault_database_secret/web', { mount: 'db' })],
    ['a listed type', withAt('data/http/status', { url: 'https://status.acme.dev' })],
  ])('%s', (_, document) => {
    expect(problems(document)).toEqual([]);
    expect(checkExpressions(document as JsonObject, new Map())).toEqual([]);
  });

  test('its block takes no value from elsewhere, though the list had it so', () => {
    const given = { name: 'vault', source: 'hashicorp/vault', configuration: { address: '${var.web}' } };
    const document = vault('provider/vault', [{ address: '${var.web}' }]) as JsonObject;
    const context = { org: { name: 'acme-dev', baseUrl: 'oktapreview.com' }, providers: [given], aliases: [] };
    expect(checkDocument(document, { stack: 'shop', base: undefined, head: [] }, context)).toEqual([]);
    expect(checkExpressions(document, new Map())).toEqual([
      expect.objectContaining({ kind: 'undecidable', address: 'provider.vault' }),
    ]);
  });

  test('a stack with a listed provider passes without a finding', () => {
    const stack = { stack: 'shop', environment: 'dev', production: false };
    const found = checkDocument(vault() as JsonObject, { stack: 'shop', base: undefined, head: [] });
    const findings = (documentProblems: typeof found) =>
      documentFindings([{ ...stack, documentProblems }], { rules: {}, today: TODAY, secrets: [] });
    expect(findings(found).map(({ rule }) => rule)).toContain('document/type-not-listed');
    expect(problems(vault())).toEqual([]);
  });
});

describe('the list itself is a setting', () => {
  const VAULT: ListedProvider = {
    name: 'vault',
    source: 'hashicorp/vault',
    configuration: { address: 'https://v.acme.dev' },
  };
  const shop = (...providers: readonly ListedProvider[]) => stackManifest('shop-dev', { providers });
  const aliases = (...providerAliases: readonly { alias: string; variable: string }[]) =>
    stackManifest('shop-dev', { providerAliases });
  const found = (before: ReturnType<typeof shop>, after: ReturnType<typeof shop>) =>
    reviewOf([], { settings: { before: [before], after: [after] } }).findings.map(
      ({ severity, value }) => `${severity} ${JSON.parse(value) as string}`,
    );

  test.each<[string, before: ReturnType<typeof shop>, after: ReturnType<typeof shop>, says: readonly string[]]>([
    ['one more', shop(), shop({ name: 'null', source: 'hashicorp/null' }), ['high dev: null: none → hashicorp/null']],
    ['one less', shop({ name: 'null', source: 'hashicorp/null' }), shop(), ['info dev: null: hashicorp/null → none']],
    [
      'another source',
      shop({ name: 'null', source: 'hashicorp/null' }),
      shop({ name: 'null', source: 'evil/null' }),
      ['high dev: null: hashicorp/null → evil/null'],
    ],
    [
      'another server',
      shop(VAULT),
      shop({ ...VAULT, configuration: { address: 'https://evil.example' } }),
      ['high dev: vault address: https://v.acme.dev → https://evil.example'],
    ],
    [
      'further types',
      shop(VAULT),
      shop({ ...VAULT, types: ['its ephemeral resources', 'data.vault_x'] }),
      ['high dev: vault types: none → data.vault_x'],
    ],
    ['the same', shop(VAULT), shop(VAULT), []],
    ['an alias', aliases(), aliases({ alias: 'a', variable: 'x' }), ['high dev: a: none → x']],
    [
      'another variable of an alias',
      aliases({ alias: 'a', variable: 'x' }),
      aliases({ alias: 'a', variable: 'y' }),
      ['medium dev: a: x → y'],
    ],
    ['an alias less', aliases({ alias: 'a', variable: 'x' }), aliases(), ['info dev: a: x → none']],
  ])('%s', (_, before, after, says) => {
    expect(found(before, after)).toEqual(says);
  });
});
