import type { Diagnostic } from '../../../okta-apps/plan/diagnostics';
import { propOf, withOktaCauses } from '../../../okta-apps/run/okta-causes';
import type { OktaAnswer } from '../../../okta-apps/run/provider-log';

const NO_IDS = new Map<string, string>();

function failed(name: string, status = '400 Bad Request'): Diagnostic {
  const summary = `failed to create OAuth application: ${status}`;
  return { severity: 'error', summary, detail: '', address: `okta_app_oauth.${name}` };
}

function answer(at: number, cause: string, path?: string, status = 400): OktaAnswer {
  return { at, status, causes: [cause], ...(path !== undefined && { path }) };
}

const FRAGMENT = "redirect_uris: ''redirect_uris'' must not contain a fragment identifier.";
const LABEL = 'label: The field is too long.';

test('one refusal and one error belong together; the prop is named', () => {
  expect(withOktaCauses([failed('web')], [answer(1, FRAGMENT)], NO_IDS, [])).toEqual([
    { ...failed('web'), detail: `Okta says of redirectUris: ${FRAGMENT}` },
  ]);
});

test('an app that exists is found by its id in the path, whatever the order', () => {
  const ids = new Map([
    ['okta_app_oauth.a', '0oaA'],
    ['okta_app_oauth.b', '0oaB'],
  ]);
  const answers = [answer(5, FRAGMENT, '/api/v1/apps/0oaB'), answer(6, LABEL, '/api/v1/apps/0oaA')];
  expect(withOktaCauses([failed('a'), failed('b')], answers, ids, []).map(({ detail }) => detail)).toEqual([
    `Okta says of label: ${LABEL}`,
    `Okta says of redirectUris: ${FRAGMENT}`,
  ]);
});

const TWO = [answer(10, FRAGMENT, '/api/v1/apps'), answer(20, LABEL, '/api/v1/apps')];

test('new apps that fail one after the other are told apart by time', () => {
  const errored = [
    { address: 'okta_app_oauth.b', at: 12 },
    { address: 'okta_app_oauth.a', at: 22 },
  ];
  expect(withOktaCauses([failed('a'), failed('b')], TWO, NO_IDS, errored).map(({ detail }) => detail)).toEqual([
    `Okta says of label: ${LABEL}`,
    `Okta says of redirectUris: ${FRAGMENT}`,
  ]);
});

test('new apps that fail at once get all answers in one, and none for certain', () => {
  const errored = [
    { address: 'okta_app_oauth.a', at: 25 },
    { address: 'okta_app_oauth.b', at: 26 },
  ];
  expect(withOktaCauses([failed('a'), failed('b')], TWO, NO_IDS, errored)).toEqual([
    failed('a'),
    failed('b'),
    {
      severity: 'error',
      summary: 'Okta answered 400 to okta_app_oauth.a, okta_app_oauth.b; which answer is whose cannot be told',
      detail: `Okta says of redirectUris: ${FRAGMENT}\nOkta says of label: ${LABEL}`,
    },
  ]);
});

test('the same answer for all is said to all; other statuses and errors without one are left as they are', () => {
  const said = withOktaCauses(
    [failed('a', '403 Forbidden'), failed('b', '403 Forbidden'), failed('c', '500 Internal Server Error')],
    [answer(1, 'No permission', undefined, 403), answer(2, 'No permission', undefined, 403)],
    NO_IDS,
    [],
  );
  expect(said.map(({ detail }) => detail)).toEqual(['Okta says: No permission', 'Okta says: No permission', '']);
});

test.each([
  ["redirect_uris: ''redirect_uris'' must not contain a fragment identifier.", 'redirectUris'],
  ["''pkce_required'' must be set to true when ''token_endpoint_auth_method'' is ''none''", 'pkceRequired'],
  ['rotationType: The field has an invalid value', 'refreshToken.rotationType'],
  ['settings.oauthClient.redirect_uris[0]: bad', 'redirectUris'],
  ["issuerMode: 'issuerMode' can not be set to CUSTOM_URL", 'issuerMode'],
  ['Application label must not be the same as an existing application label.', undefined],
])('%s is about %s', (cause, prop) => {
  expect(propOf(cause)).toBe(prop);
});
