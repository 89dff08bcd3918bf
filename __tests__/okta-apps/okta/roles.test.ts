import { AREAS, type Area } from '../../../okta-apps/resources/areas';
import { smallestRoles, writesOf, writesOfPermission } from '../../../okta-apps/okta/roles';

test.each<[readonly Area[], readonly string[]]>([
  [[], ['READ_ONLY_ADMIN']],
  [['apps'], ['APP_ADMIN']],
  [['trustedOrigins'], ['ORG_ADMIN']],
  [
    ['apps', 'trustedOrigins'],
    ['APP_ADMIN', 'ORG_ADMIN'],
  ],
  [['groups'], ['USER_ADMIN']],
  [['groups', 'trustedOrigins'], ['ORG_ADMIN']],
  [['apps', 'trustedOrigins', 'appGrants'], ['SUPER_ADMIN']],
])('to write %j takes %j', (areas, roles) => {
  expect(smallestRoles(areas)).toEqual(roles);
});

test('the smallest roles of every area can write in it', () => {
  for (const area of AREAS) expect(smallestRoles([area]).flatMap((role) => writesOf(role) ?? [])).toContain(area);
});

test('a role that is not known is not taken for one that writes nothing', () => {
  expect(writesOf('WORKFLOWS_ADMIN')).toBeUndefined();
  expect(writesOf('toString')).toBeUndefined();
  expect(writesOf('READ_ONLY_ADMIN')).toEqual([]);
});

test.each([
  ['okta.apps.manage', ['apps']],
  ['okta.apps.assignment.manage', ['apps']],
  ['okta.apps.read', []],
  ['okta.apps.clientCredentials.read', []],
  ['okta.groups.create', ['groups']],
  ['okta.users.credentials.resetPassword', ['users']],
  ['okta.devices.manage', []],
  ['', []],
])('the permission %s writes %j', (permission, areas) => {
  expect(writesOfPermission(permission)).toEqual(areas);
});
