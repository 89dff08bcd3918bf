import { startOrg, type LocalOrg } from '../../../../../okta-apps/local/org/server';
import { ask, idOf, webApp } from './client';

/** One answer of the org, with the route that it came from. */
export interface Answered {
  readonly method: string;
  /** As Okta's own description writes it, with `{appId}`. */
  readonly path: string;
  readonly status: number;
  readonly body: unknown;
}

const GROUP = '00gteam0000000000000';
const USER = '00uada00000000000001';

const FULL = {
  grant_types: ['authorization_code', 'refresh_token'],
  refresh_token: { rotation_type: 'ROTATE', leeway: 30 },
  post_logout_redirect_uris: ['https://app.example.com/'],
  client_uri: 'https://app.example.com',
  logo_uri: 'https://app.example.com/logo.png',
  policy_uri: 'https://app.example.com/privacy',
  tos_uri: 'https://app.example.com/tos',
  initiate_login_uri: 'https://app.example.com/login',
  idp_initiated_login: { mode: 'OKTA', default_scope: ['openid'] },
  participate_slo: true,
  frontchannel_logout_uri: 'https://app.example.com/logout',
  frontchannel_logout_session_required: true,
  network: { connection: 'ZONE', include: ['ALL_IP_ZONES'] },
  jwks: { keys: [{ kty: 'RSA', kid: 'k', e: 'AQAB', n: 'xyz', use: 'sig', alg: 'RS256' }] },
};

/** Asks a new org for one successful answer of every operation that it has. */
export async function everyAnswer(): Promise<readonly Answered[]> {
  const jwks = { keys: [] };
  const org = await startOrg({
    seed: {
      groups: [{ id: GROUP, name: 'Team' }],
      users: [{ id: USER, login: 'ada@example.com', groups: ['Team'] }],
      serviceApps: [{ clientId: 'pipeline', jwks, scopes: ['okta.apps.read'], role: 'APP_ADMIN' }],
    },
  });
  try {
    return await walk(org);
  } finally {
    await org.close();
  }
}

async function walk(org: LocalOrg): Promise<Answered[]> {
  const answers: Answered[] = [];
  const ids: Record<string, string> = {
    groupId: GROUP,
    userId: USER,
    policyId: 'rstdefault0000000001',
    clientId: 'pipeline',
  };
  const call = async (method: string, path: string, body?: unknown, query = '', headers = {}) => {
    const here = path.replace(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? '');
    const seen = await ask(org, method, here + query, body, headers);
    answers.push({ method, path, status: seen.status, body: seen.body });
    return seen;
  };
  const app = '/api/v1/apps/{appId}';
  ids['appId'] = idOf(await call('POST', '/api/v1/apps', webApp('Small')));
  await call('PUT', app, { ...webApp('Full', FULL), profile: { team: 'x' } });
  for (const path of [
    '/api/v1/users',
    '/api/v1/users/{userId}',
    '/api/v1/users/{userId}/roles',
    '/oauth2/v1/clients/{clientId}/roles',
  ])
    await call('GET', path);
  const bob = { login: 'bob@example.com', email: 'bob@example.com', firstName: 'Bob', lastName: 'Builder' };
  await call('POST', '/api/v1/users', { profile: bob });
  await call('POST', '/api/v1/users/{userId}', { profile: { lastName: 'Byron' } });
  await call('GET', '/.well-known/okta-organization');
  await call('GET', '/api/v1/policies', undefined, '?type=ACCESS_POLICY');
  await call('GET', '/api/v1/policies/{policyId}');
  await call('GET', '/api/v1/policies/{policyId}/rules');
  await call('PUT', `${app}/policies/{policyId}`);
  await call('GET', `/api/v1/internal/apps/{appId}/settings/oauth/idToken`);
  await call('POST', `/api/v1/internal/apps/{appId}/settings/oauth/idToken`, { issuerMode: 'ORG_URL' });
  await walkAssignments(call, app);
  ids['secretId'] = idOf(await call('POST', `${app}/credentials/secrets`, {}));
  await walkLifecycle(call, `${app}/credentials/secrets`, '{secretId}');
  await call('DELETE', `${app}/credentials/secrets/{secretId}`);
  const origin = {
    name: 'a',
    origin: 'https://a.example.com',
    scopes: [{ type: 'IFRAME_EMBED', allowedOktaApps: [] }],
  };
  ids['trustedOriginId'] = idOf(await call('POST', '/api/v1/trustedOrigins', origin));
  await call('PUT', '/api/v1/trustedOrigins/{trustedOriginId}', origin);
  await walkLifecycle(call, '/api/v1/trustedOrigins', '{trustedOriginId}');
  await call('DELETE', '/api/v1/trustedOrigins/{trustedOriginId}');
  await walkLifecycle(call, '/api/v1/apps', '{appId}');
  const [service] = (await ask(org, 'GET', '/api/v1/apps?q=pipeline')).body as { id: string }[];
  const own = { ...ids };
  ids['appId'] = service?.id ?? '';
  await call('GET', `${app}/grants`);
  ids['appId'] = own['appId'] ?? '';
  await call('DELETE', app);
  await call('GET', '/api/v1/logs', undefined, '?limit=1000');
  await call('DELETE', '/api/v1/groups/{groupId}');
  return answers;
}

type Walk = (method: string, path: string, body?: unknown, query?: string) => Promise<unknown>;

async function walkAssignments(call: Walk, app: string): Promise<void> {
  await call('PUT', `${app}/groups/{groupId}`, {});
  await call('GET', `${app}/groups`, undefined, '?expand=group');
  await call('GET', `${app}/groups/{groupId}`);
  await call('POST', `${app}/users`, { id: USER, scope: 'USER' });
  await call('POST', `${app}/users/{userId}`, { credentials: { userName: 'ada' } });
  await call('GET', `${app}/users`, undefined, '?expand=user');
  await call('GET', `${app}/users/{userId}`);
  await call('DELETE', `${app}/users/{userId}`);
  await call('DELETE', `${app}/groups/{groupId}`);
  await call('POST', '/api/v1/groups', { profile: { name: 'Other', description: 'x' } });
  await call('GET', '/api/v1/groups');
  await call('GET', '/api/v1/groups/{groupId}');
  await call('PUT', '/api/v1/groups/{groupId}', { profile: { name: 'Renamed' } });
  await call('GET', '/api/v1/groups/{groupId}/users');
  await call('DELETE', '/api/v1/groups/{groupId}/users/{userId}');
  await call('PUT', '/api/v1/groups/{groupId}/users/{userId}');
}

async function walkLifecycle(call: Walk, path: string, id: string): Promise<void> {
  await call('GET', path);
  await call('GET', `${path}/${id}`);
  await call('POST', `${path}/${id}/lifecycle/deactivate`);
  await call('GET', `${path}/${id}`);
  await call('POST', `${path}/${id}/lifecycle/activate`);
  await call('POST', `${path}/${id}/lifecycle/deactivate`);
}
