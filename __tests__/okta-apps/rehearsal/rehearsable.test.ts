import { leftOut } from '../../../okta-apps/rehearsal/left-out';
import { rehearsable } from '../../../okta-apps/rehearsal/rehearsable';
import { variableValues } from '../../../okta-apps/rehearsal/placeholders';
import { oktaDocument } from '../../support/okta-document';

const PLACEHOLDER = /^okta-apps-placeholder-[0-9a-f]{32}$/;

test('a document of okta apps loses its backend and the settings of its provider, and nothing else', () => {
  const document = oktaDocument({ web: {} }, { output: { id: { value: '${okta_app_oauth.web.id}' } } });
  expect(rehearsable(document)).toEqual({
    leftOut: [],
    withoutLogos: false,
    document: {
      terraform: { required_version: '>= 1.11.0', required_providers: { okta: { source: 'okta/okta' } } },
      provider: { okta: [{}] },
      resource: document.resource,
      output: { id: { value: '${okta_app_oauth.web.id}' } },
    },
  });
});

test('aliases of the provider stay; what commands it holds, and what it may hold secret, does not', () => {
  const provider = { okta: [{ alias: 'second', client_id: '0oa', private_key: 'canary', scopes: ['x'] }] };
  const { document } = rehearsable(oktaDocument({ web: { connection: { password: 'canary' } } }, { provider }));
  expect(document['provider']).toEqual({ okta: [{}, { alias: 'second' }] });
  expect(JSON.stringify(document)).not.toContain('canary');
});

test('references to what is left out become placeholders, each always the same; other texts stay', () => {
  const random = { resource: { random_password: { db: {}, 'db-2': {} } } };
  const values = {
    label: 'random_password.db.result',
    admin_note: 'a ${random_password.db.result} b ${random_password.db-2.result}',
    enduser_note: '${upper(random_password.db.result)}',
    client_uri: 'https://${okta_app_oauth.random_password.db}/',
  };
  const { document } = rehearsable(oktaDocument({ web: values }, random));
  const web = (document['resource'] as { okta_app_oauth: { web: Record<string, string> } }).okta_app_oauth.web;
  expect(web).toMatchObject({ label: values.label, client_uri: values.client_uri });
  const [, first = '', second = ''] = /^a \$\{"(.*)"\} b \$\{"(.*)"\}$/.exec(web['admin_note'] ?? '') ?? [];
  expect([first, second]).toEqual([expect.stringMatching(PLACEHOLDER), expect.stringMatching(PLACEHOLDER)]);
  expect(first).not.toBe(second);
  expect(web['enduser_note']).toBe(`\${upper("${first}")}`);
});

test('moved, import and removed blocks of what is left out go with it', () => {
  const random = { resource: { random_pet: { a: {} } } };
  const blocks = {
    moved: [
      { from: 'random_pet.b', to: 'random_pet.a' },
      { from: 'okta_app_oauth.b', to: 'okta_app_oauth.a' },
    ],
    import: { to: 'random_pet.a', id: 'x' },
    removed: [{ from: 'module.net' }, { from: 'okta_app_oauth.old' }],
  };
  const { document } = rehearsable(oktaDocument({}, { ...random, ...blocks }));
  expect(document).not.toHaveProperty('import');
  expect(document['moved']).toEqual([{ from: 'okta_app_oauth.b', to: 'okta_app_oauth.a' }]);
  expect(document['removed']).toEqual([{ from: 'okta_app_oauth.old' }]);
});

test('what the provider on this machine does not serve is left out by address', () => {
  const app = '0oa1a2b3c4d5e6f7g8h9';
  expect(
    leftOut({
      resource: {
        okta_app_oauth: { a: {} },
        okta_group: { g: {} },
        okta_group_rule: { r: {} },
        terraform_data: { t: {} },
      },
      data: {
        okta_policy: { p: { type: 'ACCESS_POLICY' }, q: { type: 'PASSWORD' } },
        okta_app_signon_policy: { own: { app_id: '${okta_app_oauth.a.id}' }, other: { app_id: app } },
      },
      ephemeral: { okta_secret: { s: {} } },
      check: { health: { data: { http: { up: { url: 'https://shop.acme.dev' } } } }, own: { assert: [] } },
    }),
  ).toEqual([
    'check.health',
    'data.okta_app_signon_policy.other',
    'data.okta_policy.q',
    'ephemeral.okta_secret.s',
    'okta_group_rule.r',
  ]);
});

test('a variable with a JSON object of secrets gets a placeholder for each key that an app reads', () => {
  const app = (key: string) => ({ client_basic_secret_wo: `\${jsondecode(var.app_secrets)["${key}"]}` });
  const document = {
    variable: { app_secrets: { type: 'string' } },
    resource: { okta_app_oauth: { billing: app('billing'), wiki: app('team/wiki'), other: app('billing') } },
  };
  const { TF_VAR_app_secrets: value = '' } = variableValues(document);
  expect(JSON.parse(value)).toEqual({
    billing: expect.stringMatching(PLACEHOLDER) as string,
    'team/wiki': expect.stringMatching(PLACEHOLDER) as string,
  });
});

test('every variable without a default gets a value that Terraform takes for its type', () => {
  const variable = {
    birth: { type: 'string' },
    count: { type: 'number' },
    on: { type: 'bool' },
    hosts: { type: 'set(string)' },
    tags: { type: 'map(string)' },
    known: { type: 'string', default: 'x' },
  };
  expect(variableValues({ variable })).toEqual({
    TF_VAR_birth: expect.stringMatching(PLACEHOLDER) as string,
    TF_VAR_count: '0',
    TF_VAR_on: 'false',
    TF_VAR_hosts: '[]',
    TF_VAR_tags: '{}',
  });
});
