import { readAssembly } from '../../../../okta-apps/project/assembly';
import { rotatorChecks } from '../../../../okta-apps/run/doctor/rotator-checks';
import { writeAssembly } from '../../../support/plain-project';
import { temporaryFolder } from '../../../support/temporary-folder';

const folder = temporaryFolder();
const ROLE =
  '- no administrator role is assigned to the app: Okta refuses changes of its secrets then (Admin roles of the app)';

test('what another rotator needs is said once for its apps, and an administrator role in the code is wrong', () => {
  const apps = Object.fromEntries(
    ['billing', 'desk', 'portal', 'admin'].map((name) => [name, { client_id: `${name}-prod` }]),
  );
  const roles = {
    literal: { client_id: 'admin-prod', type: 'HELP_DESK_ADMIN' },
    other: { client_id: '${okta_app_oauth.robot.client_id}', type: 'ORG_ADMIN' },
  };
  writeAssembly(folder.path, {
    'shop-prod': {
      manifest: {
        environment: 'prod',
        rotatedBy: {
          'okta_app_oauth.admin': 'other',
          'okta_app_oauth.billing': 'aws-secrets-manager',
          'okta_app_oauth.desk': 'aws-secrets-manager',
          'okta_app_oauth.portal': 'infisical',
        },
      },
      terraform: { resource: { okta_app_oauth: apps, okta_app_oauth_role_assignment: roles } },
    },
    'team-prod': {
      manifest: { environment: 'prod', rotatedBy: { 'okta_app_oauth.robot': 'infisical' } },
      terraform: { resource: { okta_app_oauth: { robot: {} }, okta_app_oauth_role_assignment: { one: roles.other } } },
    },
    'none-prod': { manifest: { environment: 'prod' } },
  });
  const unknown = '(rotatedBy), with a credential that is not known here. Check in Okta that';
  const wrong =
    'and its stack assigns an administrator role to it (okta_app_oauth_role_assignment). Okta refuses changes of its secrets then; remove one of both';
  expect(rotatorChecks(readAssembly(folder.path, 'cdktf.out'))).toEqual([
    { status: 'wrong', text: `shop-prod/admin: another tool rotates the secret, ${wrong}` },
    { status: 'wrong', text: `team-prod/robot: Infisical rotates the secret, ${wrong}` },
    {
      status: 'note',
      text: [
        `shop-prod/admin: another tool rotates the secret ${unknown}`,
        '- its credential has the scope okta.apps.manage, or is an API token, with a role that edits the app (Admin Console, Admin roles)',
        ROLE,
      ].join('\n'),
    },
    {
      status: 'note',
      text: [
        `shop-prod/billing and shop-prod/desk: AWS Secrets Manager rotates the secret ${unknown}`,
        '- the service app of the rotation has the scope okta.apps.manage (its page in the Admin Console, Okta API Scopes) and a role that edits the app (Admin roles)',
        '- the secret in Secrets Manager holds the current client secret: AWS signs in with it before it rotates',
        ROLE,
      ].join('\n'),
    },
    {
      status: 'note',
      text: [
        `shop-prod/portal and team-prod/robot: Infisical rotates the secret ${unknown}`,
        '- its API token (Admin Console, Security > API > Tokens) is of a user with a role that edits the app; a service app does not do, because Infisical takes an SSWS token',
        '- the app has exactly one client secret when the rotation is set up (the page of the app, Client Credentials): with two, Okta answers E0000001',
        ROLE,
      ].join('\n'),
    },
  ]);
});
