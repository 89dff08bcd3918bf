import { AREAS } from '../../../okta-apps/resources/areas';
import type { CredentialAccess } from '../../../okta-apps/okta/credential-access';
import { evaluateAccess, evaluateScopes } from '../../../okta-apps/okta/evaluate-access';
import type { NeededAccess } from '../../../okta-apps/okta/needed-access';

const PLAN: NeededAccess = { reads: ['apps', 'groups'], writes: [], unknown: [] };
const APPLY: NeededAccess = { reads: ['apps', 'groups'], writes: ['apps'], unknown: [] };
const SCOPES = ['okta.apps.manage', 'okta.apps.read', 'okta.groups.read'];
const SERVICE = { clientId: '0oa1', scopes: SCOPES };
const WHY = '403 E0000006: No';

const token = (more: Partial<CredentialAccess> = {}): CredentialAccess => ({
  kind: 'api-token',
  identity: 'ci@acme.test',
  roles: ['READ_ONLY_ADMIN'],
  scopes: undefined,
  canRead: ['apps', 'groups'],
  cannotRead: [],
  canWrite: [],
  mayWrite: [],
  unknown: [],
  ...more,
});
const service = (more: Partial<CredentialAccess> = {}): CredentialAccess =>
  token({ kind: 'service-app', identity: '0oa1', roles: ['APP_ADMIN'], scopes: SCOPES, canWrite: ['apps'], ...more });

const wrong = (text: string) => ({ severity: 'wrong', text });
const note = (text: string) => ({ severity: 'note', text });

describe('a credential that is as it should be', () => {
  test.each([
    ['plan', PLAN, {}, token()],
    ['plan', PLAN, SERVICE, service({ scopes: ['okta.apps.read', 'okta.groups.read'], canWrite: [] })],
    ['apply', APPLY, {}, token({ roles: ['APP_ADMIN'], canWrite: ['apps'] })],
    ['apply', APPLY, SERVICE, service()],
    ['apply', APPLY, SERVICE, service({ scopes: [...SCOPES, 'okta.roles.read'] })],
  ])('%s %#', (_purpose, need, holder, access) => {
    expect(evaluateAccess(need, holder, access)).toEqual([]);
  });
});

test.each([
  [
    'a token whose role writes',
    {},
    token({ roles: ['APP_ADMIN', 'ORG_ADMIN'], canWrite: ['apps', 'trustedOrigins'] }),
    'it can write apps and trusted origins (by APP_ADMIN and ORG_ADMIN), but a plan must not; take a token of a user with READ_ONLY_ADMIN only',
  ],
  [
    'a service app with a scope that writes',
    SERVICE,
    service(),
    'it can write (the org grants it okta.apps.manage), but a plan must not; revoke these grants',
  ],
  [
    'such a scope, although no role uses it yet',
    SERVICE,
    service({ roles: ['READ_ONLY_ADMIN'], canWrite: [] }),
    'it can write (the org grants it okta.apps.manage), but a plan must not; revoke these grants',
  ],
])('too large for a plan: %s', (_what, holder, access, text) => {
  expect(evaluateAccess(PLAN, holder, access)).toEqual([wrong(text)]);
});

test('a plan whose token does not show its roles is not called safe', () => {
  const access = token({ roles: undefined, mayWrite: AREAS, unknown: [`its admin roles (${WHY})`] });
  expect(evaluateAccess(PLAN, {}, access)).toEqual([
    note('it could not be found out whether it can write; a plan needs no more than READ_ONLY_ADMIN'),
    note(`the org does not reveal its admin roles (${WHY})`),
  ]);
});

test.each([
  [
    'a token whose role only reads',
    {},
    token(),
    'it cannot write apps (it has READ_ONLY_ADMIN); assign APP_ADMIN to its user',
  ],
  [
    'a service app without a role',
    SERVICE,
    service({ roles: [], canRead: [], cannotRead: [{ area: 'apps', why: WHY }], canWrite: [] }),
    'it cannot write apps (it has no admin role); assign APP_ADMIN to the service app 0oa1',
  ],
  [
    'a service app that is refused, and does not show its roles',
    SERVICE,
    service({ roles: undefined, cannotRead: [{ area: 'apps', why: WHY }], canWrite: [], mayWrite: ['apps'] }),
    `it cannot read apps (${WHY}); assign APP_ADMIN to the service app 0oa1`,
  ],
  [
    'a scope that is listed and not granted',
    SERVICE,
    service({ scopes: ['okta.apps.read', 'okta.groups.read'], canWrite: [] }),
    'the org does not grant it okta.apps.manage; grant that to the service app 0oa1 (Okta API Scopes)',
  ],
])('too small for an apply: %s', (_what, holder, access, text) => {
  expect(evaluateAccess(APPLY, holder, access)).toEqual([wrong(text)]);
});

test('what a plan cannot read is wrong, what it needs not read is not', () => {
  const cannotRead = [
    { area: 'groups', why: WHY },
    { area: 'policies', why: WHY },
  ] as const;
  expect(evaluateAccess(PLAN, {}, token({ cannotRead }))).toEqual([
    wrong(`it cannot read groups (${WHY}); assign READ_ONLY_ADMIN to its user`),
  ]);
});

test.each([
  [
    'a role',
    {},
    token({ roles: ['SUPER_ADMIN'], canWrite: ['apps', 'roles'] }),
    'it can also write admin roles (by SUPER_ADMIN); APP_ADMIN would be enough',
  ],
  [
    'a scope',
    SERVICE,
    service({ scopes: [...SCOPES, 'okta.users.manage'] }),
    'the org grants it more than it needs: okta.users.manage',
  ],
])('an apply with %s that is not needed gets a note', (_what, holder, access, text) => {
  expect(evaluateAccess(APPLY, holder, access)).toEqual([note(text)]);
});

test('a scope that the configuration does not list is one finding, and no other speaks of it', () => {
  const holder = { clientId: '0oa1', scopes: ['okta.apps.manage'] };
  const access = service({ scopes: ['okta.apps.manage'], cannotRead: [{ area: 'groups', why: WHY }] });
  expect([...evaluateScopes(APPLY, holder), ...evaluateAccess(APPLY, holder, access)]).toEqual([
    wrong('its scopes in env/ lack okta.groups.read; add what is missing'),
  ]);
  expect(evaluateScopes(APPLY, SERVICE)).toEqual([]);
  expect(evaluateScopes(APPLY, {})).toEqual([]);
});

describe('client secrets, which Okta returns in plain text', () => {
  test.each([
    [
      {},
      token({ secrets: 'visible' }),
      wrong(
        'it can read client secrets (by READ_ONLY_ADMIN), which Okta returns in plain text, but a plan must not; give its user a role without the permission okta.apps.clientCredentials.read',
      ),
    ],
    [
      SERVICE,
      service({ scopes: ['okta.apps.read', 'okta.groups.read'], canWrite: [], roles: [], secrets: 'visible' }),
      wrong(
        'it can read client secrets, which Okta returns in plain text, but a plan must not; give the service app a role without the permission okta.apps.clientCredentials.read',
      ),
    ],
    [
      {},
      token({ secrets: 'no app' }),
      note('whether it can read client secrets could not be tried, because the org has no OIDC app yet'),
    ],
  ])('%#', (holder, access, expected) => {
    expect(evaluateAccess(PLAN, holder, access)).toEqual([expected]);
  });

  test('a refusal is as it should be', () => {
    expect(evaluateAccess(PLAN, {}, token({ secrets: 'hidden' }))).toEqual([]);
  });
});
