import { routes } from '../../../../okta-apps/local/org/routes';
import { everyAnswer, type Answered } from './support/answers';
import { strangersTo } from './support/models';

/** The SDK's model of each operation's body; null where the SDK has none, because the operation is not public. */
const MODELS: Readonly<Record<string, string | null>> = {
  'GET /.well-known/okta-organization': 'WellKnownOrgMetadata',
  'GET /api/v1/users': 'Array<User>',
  'POST /api/v1/users': 'User',
  'GET /api/v1/users/{userId}': 'UserGetSingleton',
  'POST /api/v1/users/{userId}': 'User',
  'GET /api/v1/users/{userId}/roles': 'Array<ListGroupAssignedRoles200ResponseInner>',
  'GET /oauth2/v1/clients/{clientId}/roles': 'Array<ListGroupAssignedRoles200ResponseInner>',
  'GET /api/v1/groups': 'Array<Group>',
  'POST /api/v1/groups': 'Group',
  'GET /api/v1/groups/{groupId}': 'Group',
  'PUT /api/v1/groups/{groupId}': 'Group',
  'GET /api/v1/groups/{groupId}/users': 'Array<User>',
  'GET /api/v1/policies': 'Array<Policy>',
  'GET /api/v1/policies/{policyId}': 'Policy',
  'GET /api/v1/policies/{policyId}/rules': 'Array<PolicyRule>',
  'GET /api/v1/trustedOrigins': 'Array<TrustedOrigin>',
  'POST /api/v1/trustedOrigins': 'TrustedOrigin',
  'GET /api/v1/trustedOrigins/{trustedOriginId}': 'TrustedOrigin',
  'PUT /api/v1/trustedOrigins/{trustedOriginId}': 'TrustedOrigin',
  'POST /api/v1/trustedOrigins/{trustedOriginId}/lifecycle/activate': 'TrustedOrigin',
  'POST /api/v1/trustedOrigins/{trustedOriginId}/lifecycle/deactivate': 'TrustedOrigin',
  'GET /api/v1/apps': 'Array<Application>',
  'POST /api/v1/apps': 'Application',
  'GET /api/v1/apps/{appId}': 'Application',
  'PUT /api/v1/apps/{appId}': 'Application',
  'POST /api/v1/apps/{appId}/lifecycle/activate': 'any',
  'POST /api/v1/apps/{appId}/lifecycle/deactivate': 'any',
  'GET /api/v1/apps/{appId}/credentials/secrets': 'Array<OAuth2ClientSecret>',
  'POST /api/v1/apps/{appId}/credentials/secrets': 'OAuth2ClientSecret',
  'GET /api/v1/apps/{appId}/credentials/secrets/{secretId}': 'OAuth2ClientSecret',
  'POST /api/v1/apps/{appId}/credentials/secrets/{secretId}/lifecycle/activate': 'OAuth2ClientSecret',
  'POST /api/v1/apps/{appId}/credentials/secrets/{secretId}/lifecycle/deactivate': 'OAuth2ClientSecret',
  'GET /api/v1/apps/{appId}/groups': 'Array<ApplicationGroupAssignment>',
  'GET /api/v1/apps/{appId}/groups/{groupId}': 'ApplicationGroupAssignment',
  'PUT /api/v1/apps/{appId}/groups/{groupId}': 'ApplicationGroupAssignment',
  'GET /api/v1/apps/{appId}/users': 'Array<AppUser>',
  'POST /api/v1/apps/{appId}/users': 'AppUser',
  'GET /api/v1/apps/{appId}/users/{userId}': 'AppUser',
  'POST /api/v1/apps/{appId}/users/{userId}': 'AppUser',
  'GET /api/v1/apps/{appId}/grants': 'Array<OAuth2ScopeConsentGrant>',
  'GET /api/v1/logs': 'Array<LogEvent>',
  'GET /api/v1/internal/apps/{appId}/settings/oauth/idToken': null,
  'POST /api/v1/internal/apps/{appId}/settings/oauth/idToken': null,
};

/** Operations that another test has: they need a form or a file. */
const ELSEWHERE = ['POST /oauth2/v1/token', 'POST /api/v1/apps/{appId}/logo'];

/** What Okta orgs answer and the models do not have. */
const ACCEPTED = [
  /^(\[\]\.)?_links\.(uploadLogo|profileEnrollment|policies|clientCredentials): unknown to ApplicationLinks$/,
  /settings\.oauthClient\.jwks\.keys\[\]\.(use|alg): unknown to OAuth2ClientJsonWebKeyRsaResponse$/,
  /^(\[\]\.)?settings\.(app|manualProvisioning): unknown to OpenIdConnectApplicationSettings$/,
];

const key = ({ method, path }: Pick<Answered, 'method' | 'path'>) => `${method} ${path}`;
let answers: readonly Answered[];

beforeAll(async () => {
  answers = await everyAnswer();
});

test('there is a successful answer of every operation', () => {
  const all = routes.map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
  const good = answers.filter(({ status }) => status < 300).map(key);
  expect(answers.filter(({ status }) => status >= 300)).toEqual([]);
  expect(all.filter((operation) => !good.includes(operation)).sort()).toEqual([...ELSEWHERE].sort());
});

test('every field of every answer is known to the models of the official SDK and has the right type', () => {
  const found = answers.flatMap((answer) => {
    const model = MODELS[key(answer)];
    if (answer.body === undefined || model === null) return [];
    if (model === undefined) return [`${key(answer)}: no model named`];
    return strangersTo(model, answer.body)
      .filter((line) => !ACCEPTED.some((pattern) => pattern.test(line)))
      .map((line) => `${key(answer)} ${line}`);
  });
  expect(found).toEqual([]);
});

test('the check sees a field that is not there and a value of the wrong type', () => {
  expect(strangersTo('TrustedOrigin', { id: 1, colour: 'red', scopes: [{ type: 'CORS', more: true }] })).toEqual([
    'id: not a string',
    'colour: unknown to TrustedOrigin',
    'scopes[].more: unknown to TrustedOriginScope',
  ]);
});
