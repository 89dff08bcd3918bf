import { CATALOGUE } from '../../../okta-apps/resources/catalogue';
import { defaultOf } from '../../../okta-apps/resources/okta-default';
import { changeRules } from '../../../okta-apps/review/change-rules/registry';
import { evaluate } from '../../../okta-apps/review/change-rules/evaluate';
import { subjectOf } from './support/change-cases';
import { rawChange, SOUND_APP, type Attributes } from './support/plan-json';

/** Every attribute with a default, of every type. */
const WITH_DEFAULT = CATALOGUE.types.flatMap((type) =>
  Object.entries(type.attributes ?? {})
    .filter(([, { default: always, defaultFor }]) => always !== undefined || defaultFor !== undefined)
    .map(([name, { access }]) => ({ type, name, access, title: `${type.name}.${name}` })),
);

const others = (type: string): Attributes => (type === 'okta_app_oauth' ? SOUND_APP : {});

function findingsOf(type: string, before: Attributes, after: Attributes): readonly string[] {
  const found = evaluate(
    changeRules,
    subjectOf(rawChange(`${type}.x`, { ...others(type), ...before }, { ...others(type), ...after })),
    {},
  );
  return found.map(
    ({ severity, message }) => `${severity} ${message.replace(/"before":(?:null|[^,]*)/, '"before":…')}`,
  );
}

test('every attribute whose values have an order has a default', () => {
  const without = CATALOGUE.types.flatMap((type) =>
    Object.entries(type.attributes ?? {})
      // Whether the state holds the secret is no value of Okta's.
      .filter(([name, { access }]) => (access?.by === 'rank' || access?.by === 'number') && name !== 'omit_secret')
      .filter(([name]) => defaultOf(type, name, { type: 'web' }) === undefined)
      .map(([name]) => `${type.name}.${name}`),
  );
  expect(without).toEqual([]);
  expect(WITH_DEFAULT.length).toBeGreaterThan(30);
});

test.each(WITH_DEFAULT)('$title: unset and the default are the same', ({ type, name }) => {
  const value = defaultOf(type, name, others(type.name));
  expect(value).toBeDefined();
  expect(findingsOf(type.name, { [name]: null }, { [name]: value })).toEqual([]);
  expect(findingsOf(type.name, { [name]: value }, { [name]: null })).toEqual([]);
});

// Import does not read `skip_authentication_policy`: set from nothing, it changes the state and no field in Okta.
const READ = WITH_DEFAULT.filter(({ name }) => name !== 'skip_authentication_policy');

test.each(READ)('$title: unset to a value is the default to that value', ({ type, name, access }) => {
  const value = defaultOf(type, name, others(type.name));
  const all = access?.by === 'rank' ? access.weakestFirst.flat() : [access?.by === 'number' ? 45 : 'another'];
  for (const other of all.filter((each) => each !== value)) {
    expect(findingsOf(type.name, { [name]: null }, { [name]: other })).toEqual(
      findingsOf(type.name, { [name]: value }, { [name]: other }),
    );
  }
});

test.each([
  [
    'refresh tokens that no longer rotate',
    { refresh_token_rotation: 'ROTATE' },
    { refresh_token_rotation: null },
    'refresh-token/static',
  ],
  ['a grace period', { refresh_token_leeway: null }, { refresh_token_leeway: 60 }, 'refresh-token/grace-period-raised'],
  [
    'PKCE of a browser app',
    { type: 'browser', pkce_required: null },
    { type: 'browser', pkce_required: false },
    'pkce/off',
  ],
  [
    'no client authentication',
    { token_endpoint_auth_method: null },
    { token_endpoint_auth_method: 'none' },
    'client-authentication/weakened',
  ],
  ['wildcards', { wildcard_redirect: null }, { wildcard_redirect: 'SUBDOMAIN' }, 'redirect-uri/wildcard-mode'],
])('%s is a finding when it was unset', (_, before, after, rule) => {
  expect(findingsOf('okta_app_oauth', before, after).join()).toContain(`[${rule}]`);
});
