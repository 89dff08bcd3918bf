import { differencesOf, display, type Difference } from '../../../../okta-apps/review/meaning/differences';
import { CATALOGUE } from '../../../../okta-apps/resources/catalogue';
import { AFTER_APPLY, MASKED } from '../../../../okta-apps/plan/markers';
import { appChange, newApp, rawChange, rawPlan, SOUND_APP, type RawChange } from '../support/plan-json';
import { planOf } from '../support/reviews';

function differences(raw: RawChange): Difference[] {
  const change = planOf(rawPlan([raw])).changes[0]!;
  return differencesOf(CATALOGUE.typeOf(change.type), change, change.before ?? {}, change.changed);
}

const short = (raw: RawChange) =>
  differences(raw).map(({ words, removed, added, reordered, stateOnly }) =>
    [
      words,
      ...removed.map((text) => `-${text}`),
      ...added.map((text) => `+${text}`),
      ...(reordered ? ['reordered'] : []),
      ...(stateOnly ? ['state only'] : []),
    ].join(' '),
  );

it('shows members that come and go, whatever their place', () => {
  expect(short(appChange({ redirect_uris: ['a:/', 'b:/', 'c:/'] }, { redirect_uris: ['c:/', 'd:/', 'a:/'] }))).toEqual([
    'redirect URIs -b:/ +d:/',
  ]);
});

it('shows another order only where it means something', () => {
  expect(short(appChange({ redirect_uris: ['a:/', 'b:/'] }, { redirect_uris: ['b:/', 'a:/'] }))).toEqual([
    'redirect URIs reordered',
  ]);
  expect(short(appChange({ response_types: ['code', 'token'] }, { response_types: ['token', 'code'] }))).toEqual([]);
});

it('shows what reviewers look for first, the rest by name', () => {
  expect(
    short(appChange({}, { admin_note: 'x', client_uri: 'y', label: 'Shop', status: 'INACTIVE', pkce_required: false })),
  ).toEqual([
    'label -Storefront +Shop',
    'status -ACTIVE +INACTIVE',
    'PKCE required -true +false',
    'note for administrators +x',
    'home page +y',
  ]);
});

it('shows what was chosen for a new app and nothing else', () => {
  expect(
    short(
      newApp({ grant_types: ['authorization_code'], refresh_token_rotation: 'STATIC', post_logout_redirect_uris: [] }),
    ),
  ).toEqual([
    'label +Storefront',
    'client id +storefront-web',
    'redirect URIs +https://shop.acme.com/cb',
    'grant types +authorization_code',
    'response types +code',
    'PKCE required +true',
    'authentication policy +rstmfa00000000000001',
    'client secret kept out of the state +true',
    'application type +web',
  ]);
});

it('shows enough of an app that goes to know it', () => {
  expect(short(rawChange('okta_app_oauth.web', SOUND_APP, null))).toEqual([
    'label -Storefront',
    'client id -storefront-web',
    'redirect URIs -https://shop.acme.com/cb',
  ]);
});

it('calls what only Terraform keeps what it is', () => {
  const raw = appChange(
    {
      omit_secret: null,
      skip_authentication_policy: null,
      consent_method: null,
      refresh_token_leeway: null,
      refresh_token_rotation: null,
      timeouts: null,
    },
    { timeouts: { create: '60m' } },
    { importing: { id: '0oa1' } },
  );
  expect(differences(raw).filter(({ stateOnly }) => !stateOnly)).toEqual([]);
  expect(
    differences(raw)
      .map(({ attribute }) => attribute)
      .sort(),
  ).toEqual([
    'consent_method',
    'omit_secret',
    'refresh_token_leeway',
    'refresh_token_rotation',
    'skip_authentication_policy',
    'timeouts',
  ]);
});

it('does not call a value that changes in Okta state only', () => {
  expect(short(appChange({ omit_secret: false }, {}))).toEqual(['client secret kept out of the state -false +true']);
});

it('leaves out what Okta computes for a replacement', () => {
  const raw = appChange(
    {},
    { client_id: 'x', id: null, name: null },
    { actions: ['delete', 'create'], after_unknown: { id: true, name: true } },
  );
  expect(short(raw)).toEqual(['client id -storefront-web +x']);
});

it.each([
  ['a text', 'x', 'x'],
  ['nothing', '', 'not set'],
  ['null', null, 'not set'],
  ['a hidden value', MASKED, '(sensitive)'],
  ['a later value', AFTER_APPLY, '(known after apply)'],
  ['a list', ['a', 1], '["a",1]'],
  ['a key', { kid: 'k1', kty: 'RSA', n: 'abcdefghijklmnopqrstuvwxyz' }, 'key k1 RSA …opqrstuvwxyz'],
  ['a group', { id: '00g1', priority: 2, profile: '{}' }, '00g1 (priority 2)'],
  ['a password in a URI', 'https://me:secret@a.example/', 'https://(sensitive)@a.example/'],
])('writes %s on one line', (_title, value, text) => {
  expect(display(value)).toBe(text);
});
