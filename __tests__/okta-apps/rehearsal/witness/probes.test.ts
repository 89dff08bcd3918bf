import type { KnownApp } from '../../../../okta-apps/rehearsal/witness/known-app';
import { probesOf, type People } from '../../../../okta-apps/rehearsal/witness/probes';

const APP: KnownApp = {
  id: '0oa1',
  clientId: 'web',
  isActive: true,
  redirectUris: [],
  hasWildcards: false,
  logoutUris: [],
  startUri: undefined,
  startMode: 'DISABLED',
  startPath: '/',
  frontChannelUri: undefined,
  isTold: false,
  grants: [],
  responseTypes: [],
  method: 'none',
  keys: '',
  keysUri: undefined,
  secret: undefined,
  needsChallenge: true,
  rotates: false,
  grace: 0,
  asksConsent: false,
  isForAll: false,
  groups: ['00gKept'],
  fingerprint: '',
};
const PEOPLE: People = {
  everyone: '00gEveryone',
  users: [
    { login: 'unassigned@rehearsal.test', group: undefined },
    { login: 'member-0@rehearsal.test', group: { id: '00gA', name: 'A' } },
  ],
};

/** What no request about groups is sent for. */
const left = (base: readonly string[], head: readonly string[]) =>
  probesOf({ base: { ...APP, groups: base }, head: { ...APP, groups: head } }, PEOPLE)
    .filter((probe) => 'why' in probe)
    .filter(({ about }) => about.some(({ attribute }) => attribute === 'group'));

test('how many changed groups got no test user is said', () => {
  expect(left(['00gKept'], ['00gA', '00gB', '00gC', '00gEveryone'])).toEqual([
    { about: [{ attribute: 'group' }], why: '3 groups got no test user: a rehearsal has users for 1 group' },
  ]);
  expect(left(['00gKept', '00gA'], ['00gKept', '00gEveryone'])).toEqual([]);
});

test('an app that Okta starts with tokens is not asked for them, and that is said', () => {
  const uri = 'https://web.acme.dev/start';
  const spec = { ...APP, startUri: uri, startMode: 'SPEC' };
  const about = probesOf({ base: spec, head: { ...spec, startMode: 'OKTA' } }, PEOPLE).filter((probe) =>
    probe.about.some(({ attribute }) => attribute === 'login_mode'),
  );
  expect(about).toEqual([
    {
      about: [{ attribute: 'login_uri', value: uri }, { attribute: 'login_mode' }],
      end: { kind: 'start', path: '/', to: uri },
    },
    { about: [{ attribute: 'login_mode' }], why: 'Okta would send tokens in a form, and a rehearsal sends none' },
  ]);
});

test.each([
  ['before', ['token'], ['code']],
  ['after', ['code'], ['token']],
])('no user is sent to an app that has the response type token alone %s, and that is said', (_when, old, now) => {
  const service = { ...APP, grants: ['authorization_code', 'implicit', 'client_credentials'] };
  const all = probesOf({ base: { ...service, responseTypes: old }, head: { ...service, responseTypes: now } }, PEOPLE);
  expect(all.filter((probe) => !('why' in probe))).toEqual([
    { about: [{ attribute: 'grant_types', value: 'client_credentials' }], end: { kind: 'client-credentials' } },
  ]);
  expect(all).toContainEqual({
    about: [{ attribute: 'app' }],
    why: 'no user signs in to the app on this machine, before or after: the org has no response type "token" alone',
  });
});
