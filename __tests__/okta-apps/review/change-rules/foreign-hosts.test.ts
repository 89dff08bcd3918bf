import { evaluate } from '../../../../okta-apps/review/change-rules/evaluate';
import { changeRules } from '../../../../okta-apps/review/change-rules/registry';
import { CATALOGUE } from '../../../../okta-apps/resources/catalogue';
import { subjectOf } from '../support/change-cases';
import { rawChange } from '../support/plan-json';

/** Every attribute that holds addresses, as the catalogue has it. */
const ADDRESSES = CATALOGUE.types.flatMap(({ name: type, attributes = {} }) =>
  Object.entries(attributes).flatMap(([attribute, { uri }]) => (uri === undefined ? [] : [{ type, attribute, uri }])),
);

test('these types and attributes hold addresses', () => {
  const of = (uses: readonly string[]) =>
    ADDRESSES.filter(({ uri }) => uses.includes(uri)).map(({ type, attribute }) => `${type}.${attribute}`);
  expect(of(['redirect'])).toEqual([
    'okta_app_oauth.redirect_uris',
    'okta_app_saml.acs_endpoints',
    'okta_app_saml.acs_endpoints_indices',
    'okta_app_saml.sso_url',
    'okta_app_oauth_redirect_uri.uri',
  ]);
  expect(of(['logout', 'front-channel logout'])).toEqual([
    'okta_app_oauth.post_logout_redirect_uris',
    'okta_app_oauth.frontchannel_logout_uri',
    'okta_app_saml.single_logout_url',
    'okta_app_oauth_post_logout_redirect_uri.uri',
  ]);
  expect(of(['login'])).toEqual([
    'okta_app_oauth.login_uri',
    'okta_app_swa.redirect_url',
    'okta_app_swa.url',
    'okta_app_bookmark.url',
    'okta_app_auto_login.sign_on_redirect_url',
    'okta_app_auto_login.sign_on_url',
    'okta_app_basic_auth.auth_url',
    'okta_app_basic_auth.url',
    'okta_app_secure_password_store.url',
    'okta_app_shared_credentials.redirect_url',
    'okta_app_shared_credentials.url',
    'okta_app_three_field.url',
  ]);
});

const LISTS = ['redirect_uris', 'post_logout_redirect_uris', 'acs_endpoints'];

/** The address in the form that the attribute has. */
function valueOf(attribute: string, address: string): unknown {
  if (attribute === 'acs_endpoints_indices') return [{ index: 0, url: address }];
  return LISTS.includes(attribute) ? [address] : address;
}

function rulesOf(type: string, attribute: string, after: string, before: string | null): readonly string[] {
  const values = (address: string | null) =>
    address === null ? null : { label: 'Shop', app_id: '0oa1', [attribute]: valueOf(attribute, address) };
  const subject = subjectOf(rawChange(`${type}.x`, values(before), values(after)));
  return evaluate(changeRules, subject, {}).map(({ rule, severity }) => `${severity} ${rule}`);
}

const OWN = 'https://shop.acme.com/cb';
const ALIKE = 'https://shop.acme-p0rtal.com/cb';
const SHARED = 'https://oauth.pstmn.io/v1/callback';
const SIGN_INS = ADDRESSES.filter(({ uri }) => uri === 'redirect');
const SENT = ADDRESSES.filter(({ uri }) => uri !== 'redirect' && uri !== 'keys');

test.each(ADDRESSES.filter(({ uri }) => uri !== 'keys'))(
  '$type $attribute on a domain that looks like one in use',
  ({ type, attribute }) => {
    expect(rulesOf(type, attribute, ALIKE, OWN)).toContain('high app/look-alike-domain');
    expect(rulesOf(type, attribute, ALIKE, null)).toContain('high app/look-alike-domain');
  },
);

test.each(SIGN_INS)('$type $attribute on a shared callback, and on a domain of others', ({ type, attribute }) => {
  expect(rulesOf(type, attribute, SHARED, OWN)).toEqual(
    expect.arrayContaining(['high redirect-uri/shared-callback', 'block redirect-uri/new-domain']),
  );
  expect(rulesOf(type, attribute, SHARED, null)).toContain('high redirect-uri/shared-callback');
  expect(rulesOf(type, attribute, 'https://else.acme.com/cb', OWN)).toContain('medium redirect-uri/new-host');
});

test.each(SENT)('$type $attribute on a host of others', ({ type, attribute }) => {
  const found = rulesOf(type, attribute, 'https://login.evil.example/', OWN);
  expect(found.filter((rule) => /^high [\w-]+\/new-host$/.test(rule))).toHaveLength(1);
});

test('an address that stays is no finding', () => {
  const found = SIGN_INS.flatMap(({ type, attribute }) => rulesOf(type, attribute, OWN, OWN));
  expect(found).toEqual([]);
});

test('an endpoint that only gets another number is a finding by default', () => {
  const endpoints = (index: number) => ({ label: 'HR', acs_endpoints_indices: [{ index, url: OWN }] });
  const subject = subjectOf(rawChange('okta_app_saml.x', endpoints(0), endpoints(1)));
  expect(evaluate(changeRules, subject, {}).map(({ rule }) => rule)).toEqual(['resource/token-content-changed']);
});
