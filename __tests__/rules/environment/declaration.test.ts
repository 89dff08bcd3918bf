// cspell:ignore Destory adress sinc foldr
import type { Backend, Credential, Environment } from '../../../constructs/environment';
import type { EnvironmentRules } from '../../../okta-apps/shared/environment-rules';
import { buildableRules, isBuildable, memberNameRules } from '../../../rules/environment/declaration';
import { ENVIRONMENT_MEMBERS, OTHER_MEMBER_NAMES } from '../../../rules/environment/members';
import { dev } from '../../../env/dev';
import { prod } from '../../../env/prod';
import { environmentSubject } from '../../support/app-subject';
import { describeRules } from '../../support/rule-cases';

const subject = (declaration: unknown) => environmentSubject({ declaration });
const without = (name: keyof Environment, more: object = {}) =>
  Object.fromEntries(Object.entries({ ...dev, ...more }).filter(([its]) => its !== name));
const named = (name: string) => ({
  bad: { ...dev, name },
  says: `name must be letters, digits and -, begin and end with a letter or digit, and have at most 63 characters, got "${name}"; choose a name such as "qa" or "prod-eu" [environment/name]`,
});
const lacks = (prop: string, is: string, got: string, todo = 'write one') =>
  `${prop} must be ${is}, got ${got}; ${todo} [environment/complete]`;

describeRules<ReturnType<typeof subject>, unknown>(
  buildableRules,
  {
    'environment/name': [
      { good: dev },
      { good: { ...dev, name: 'prod-eu-1' } },
      { good: { ...dev, name: 'd'.repeat(63) } },
      ...['', 'dev eu', 'dev/eu', 'dev,x', 'dev_eu', '-dev', 'd'.repeat(64)].map(named),
    ],
    'environment/complete': [
      { good: undefined },
      { good: dev },
      { good: prod },
      // A member beside it was meant, which is one problem already.
      { good: without('preventDestroy', { preventDestory: true }) },
      { good: { ...dev, credentials: { ...dev.credentials, plan: { type: 'api-token', token: 'X' } } } },
      { bad: without('preventDestroy'), says: lacks('preventDestroy', 'true or false', 'undefined') },
      { bad: { ...dev, production: 'no' }, says: lacks('production', 'true or false', '"no"') },
      { bad: { ...dev, apps: [] }, says: lacks('apps', 'an object', '[]') },
      { bad: { ...dev, org: { name: 'acme' } }, says: lacks('org.baseUrl', 'a string', 'undefined') },
      {
        bad: { ...dev, backend: { type: 'S3' } },
        says: lacks(
          'backend.type',
          '"local", "s3", "gcs", "azurerm", "pg", "http" or "hcp"',
          '"S3"',
          'write one of them',
        ),
      },
      { bad: { ...dev, backend: { type: 'local' } }, says: lacks('backend.path', 'a string', 'undefined') },
      {
        bad: { ...dev, secrets: { sinks: { shop: { type: 'file' } } } },
        says: lacks(
          'secrets.sinks.shop.type',
          '"dotenv", "exec", "aws-secrets-manager", "vault-kv-v2" or "github-actions"',
          '"file"',
          'write one of them',
        ),
      },
      {
        bad: { ...dev, credentials: { plan: { type: 'token' }, apply: 'secret' } },
        says: [
          lacks('credentials.plan.type', '"api-token" or "service-app"', '"token"', 'write one of them'),
          lacks('credentials.apply', 'an object', '"secret"'),
        ],
      },
    ],
  },
  subject,
);

const unknown = (prop: string, todo: string) =>
  `${prop} must be a member that Environment has, got "a value that nothing reads"; ${todo} [environment/known]`;

describeRules<ReturnType<typeof subject>, unknown>(
  memberNameRules,
  {
    'environment/known': [
      { good: undefined },
      { good: dev },
      { good: prod },
      { good: { ...dev, approvals: undefined, apps: { shop: { origins: [], tier: 1 } } } },
      {
        good: {
          ...dev,
          rules: { severities: { anything: 'off' } },
          providers: [{ name: 'x', configuration: { a: 1 } }],
        },
      },
      { bad: { ...dev, preventDestory: true }, says: unknown('preventDestory', 'did you mean preventDestroy?') },
      { bad: { ...dev, provider_version: '6' }, says: unknown('provider_version', 'did you mean providerVersion?') },
      { bad: { ...dev, org_name: 'acme' }, says: unknown('org_name', 'did you mean org.name?') },
      { bad: { ...dev, maxRedirectUris: 5 }, says: unknown('maxRedirectUris', 'did you mean rules.maxRedirectUris?') },
      { bad: { ...dev, colour: 1 }, says: unknown('colour', 'remove it, or look its name up in Environment') },
      {
        bad: { ...dev, credentials: { ...dev.credentials, plan: { type: 'api-token', token: 'X' } } },
        says: unknown('credentials.plan.token', 'did you mean credentials.plan.tokenVariable?'),
      },
      {
        bad: { ...dev, backend: { type: 's3', bucket: 'a', key: 'b', region: 'c', dynamodb_table: 'd' } },
        says: unknown('backend.dynamodb_table', 'remove it, or choose one of type, bucket, key, region or kmsKeyId'),
      },
      { good: { ...dev, secrets: { sinks: { shop: { type: 'dotenv', folder: 'secrets' } } } } },
      {
        bad: { ...dev, secrets: { sinc: { type: 'dotenv', folder: 'x' } } },
        says: unknown('secrets.sinc', 'did you mean secrets.sink?'),
      },
      {
        bad: { ...dev, secrets: { sink: { type: 'vault-kv-v2', address: 'a', mount: 'b', path: 'c', token: 'd' } } },
        says: unknown('secrets.sink.token', 'remove it, or choose one of type, address, mount, path or namespace'),
      },
      {
        bad: { ...dev, secrets: { sinks: { shop: { type: 'dotenv', foldr: 'secrets' } } } },
        says: unknown('secrets.sinks.shop.foldr', 'did you mean secrets.sinks.shop.folder?'),
      },
      {
        bad: { ...dev, rules: { waivers: [{ rule: 'a/b', adress: 'c' }] } },
        says: unknown('rules.waivers[0].adress', 'did you mean rules.waivers[0].address?'),
      },
    ],
  },
  subject,
);

describe('the table of members', () => {
  it('has every member of the types', () => {
    // The compiler checks the names: a member that the types lack, or that the table lacks, is an error here.
    const top: Readonly<Record<keyof Environment, unknown>> = ENVIRONMENT_MEMBERS;
    const rules: Readonly<Record<keyof EnvironmentRules, unknown>> = ENVIRONMENT_MEMBERS.rules.members;
    const backends: Readonly<Record<Backend['type'], unknown>> = ENVIRONMENT_MEMBERS.backend.byType;
    const credentials: Readonly<Record<Credential['type'], unknown>> =
      ENVIRONMENT_MEMBERS.credentials.members.plan.byType;
    expect([top, rules, backends, credentials].every((one) => Object.keys(one).length > 1)).toBe(true);
  });

  it('has each of the other names', () => {
    const text = JSON.stringify(ENVIRONMENT_MEMBERS);
    const lost = Object.values(OTHER_MEMBER_NAMES).filter(
      (name) => !text.includes(`"${name.split('.').at(-1) ?? ''}"`),
    );
    expect(lost).toEqual([]);
  });
});

it.each([
  ['the example', prod, true],
  ['without a member that is written in another way', without('preventDestroy', { prevent_destroy: true }), false],
  ['with a name that is none', { ...dev, name: 'dev eu' }, false],
  ['nothing', undefined, false],
])('whether stacks can be built: %s', (_, declaration, can) => {
  expect(isBuildable(declaration)).toBe(can);
});
