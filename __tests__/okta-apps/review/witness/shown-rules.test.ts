import { APP_OAUTH } from '../../../../okta-apps/resources/app-oauth';
import { reviewRules } from '../../../../okta-apps/review/change-rules/registry';
import { SHOWN_BY_REQUESTS } from '../../../../okta-apps/review/witness/shown-rules';

/** Subjects of rules about what the org answers to a request of an app. */
const SUBJECTS = [
  'redirect-uri',
  'logout-uri',
  'initiate-login',
  'frontchannel-logout',
  'grant-type',
  'response-type',
  'client-authentication',
  'pkce',
  'refresh-token',
  'consent',
  'assignment',
  'implicit-assignment',
];

/** What a rule of such a subject says of the code, and not of what the org answers. */
const OF_CODE = ['initiate-login/missing', 'assignment/group-name-near'];

test('every rule about what decides over a request is shown by one, and no other rule is named', () => {
  const ids = reviewRules.map(({ id }) => id);
  const concerned = ids.filter((id) => SUBJECTS.includes(id.split('/')[0] ?? '') && !OF_CODE.includes(id));
  expect(concerned.filter((id) => !Object.hasOwn(SHOWN_BY_REQUESTS, id))).toEqual([]);
  expect(Object.keys(SHOWN_BY_REQUESTS).filter((id) => !ids.includes(id))).toEqual([]);
});

test('each attribute is one of an app, the groups of an app, or the app as a whole', () => {
  const known = [...Object.keys(APP_OAUTH.attributes ?? {}), 'group', 'app'];
  const attributes = Object.values(SHOWN_BY_REQUESTS).flatMap((shown) => shown.attributes);
  expect(attributes.filter((attribute) => !known.includes(attribute))).toEqual([]);
});
