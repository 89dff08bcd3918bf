import { secretSettingRules } from '../../../rules/environment/secrets';
import { dev } from '../../../env/dev';
import { environmentSubject } from '../../support/app-subject';
import { describeRules } from '../../support/rule-cases';

const VAULT = { type: 'vault-kv-v2', address: 'https://vault.acme.dev', mount: 'secret', path: 'okta/{app}' };
const fault = (prop: string, must: string, got: string, todo: string) =>
  `secrets.${prop} must ${must}, got ${got}; ${todo} [environment/secrets]`;
const ADDRESS = 'be an https address without a user and a path';
const TOKEN = 'write one such as "https://vault.acme.dev"; the token is taken from VAULT_TOKEN';

describeRules<ReturnType<typeof environmentSubject>, unknown>(
  secretSettingRules,
  {
    'environment/secrets': [
      { good: undefined },
      { good: {} },
      { good: { sink: { type: 'dotenv', folder: 'secrets' }, sinks: { shop: VAULT }, maxAge: 90 } },
      { good: { sink: { ...VAULT, address: 'http://127.0.0.1:8200', namespace: 'identity' } } },
      { good: { sinks: { shop: { ...VAULT, path: 'okta/shop' } } } },
      { good: { sink: { type: 'exec', write: ['./store'], read: ['./load', '--json'], variables: ['GH_TOKEN'] } } },
      { good: { sink: { type: 'aws-secrets-manager', region: 'eu-central-1', name: '{environment}/{app}' } } },
      { good: { sink: { type: 'github-actions', repository: 'acme/shop', environment: 'prod' } } },
      { bad: [], says: 'secrets must be an object, got []; write one, or leave it out [environment/secrets]' },
      {
        bad: { maxAge: 0 },
        says: fault(
          'maxAge',
          'be an integer of at least 1',
          '0',
          'write after how many days a secret is due, such as 90',
        ),
      },
      { bad: { sinks: [] }, says: fault('sinks', 'be an object', '[]', 'write sinks by construct ID of the app') },
      {
        bad: { sink: { type: 'vault' } },
        says: fault(
          'sink.type',
          'be "dotenv", "exec", "aws-secrets-manager", "vault-kv-v2" or "github-actions"',
          '"vault"',
          'write one of them',
        ),
      },
      {
        bad: { sinks: { shop: 'vault' } },
        says: fault('sinks["shop"]', 'be an object', '"vault"', 'write one with a type, such as { type: "dotenv", … }'),
      },
      {
        bad: { sink: { ...VAULT, path: 'okta/shop' } },
        says: fault(
          'sink.path',
          'contain {app}, because all apps use this sink',
          '"okta/shop"',
          'write one such as "okta/{environment}/{app}"',
        ),
      },
      { bad: { sink: { ...VAULT, mount: ' ' } }, says: fault('sink.mount', 'be a string', '" "', 'write one') },
      ...['http://vault.acme.dev', 'https://vault.acme.dev/v1', 'vault.acme.dev'].map((address) => ({
        bad: { sink: { ...VAULT, address } },
        says: fault('sink.address', ADDRESS, JSON.stringify(address), TOKEN),
      })),
      {
        bad: { sink: { ...VAULT, address: 'https://u@vault.acme.dev' } },
        says: fault('sink.address', ADDRESS, '"https://(sensitive)@vault.acme.dev"', TOKEN),
      },
      {
        bad: { sink: { type: 'exec', write: 'store --now', variables: ['DEV_TOKEN', 'a b'] } },
        says: [
          fault(
            'sink.write',
            'be a program and its arguments',
            '"store --now"',
            'write the program and each of its arguments, such as ["./store-secret", "--quiet"]',
          ),
          fault(
            'sink.variables',
            'be a list of names of variables',
            '["DEV_TOKEN","a b"]',
            'list only names of variables that the command needs',
          ),
        ],
      },
      {
        bad: { sink: { type: 'exec', write: ['store'], variables: ['OKTA_DEV_APPLY'] } },
        says: fault(
          'sink.variables',
          'not hold OKTA_DEV_APPLY, which is a credential of this environment',
          '["OKTA_DEV_APPLY"]',
          'list only names of variables that the command needs',
        ),
      },
      {
        bad: { sink: { type: 'github-actions', repository: 'https://github.com/acme/shop' } },
        says: fault(
          'sink.repository',
          'be the owner and the name of a repository',
          '"https://github.com/acme/shop"',
          'write one such as "acme/storefront"',
        ),
      },
    ],
  },
  (secrets) =>
    environmentSubject({
      declaration: { ...dev, secrets },
      credentials: [{ prop: 'credentials.apply.tokenVariable', value: 'OKTA_DEV_APPLY' }],
    }),
);
