import type { LogEvent } from '../../../../../okta-apps/local/org/log/system-log';
import { secretHash } from '../../../../../okta-apps/local/org/apps/secrets';
import { refreshWith, signInTo, type Party } from '../../../../../okta-apps/local/party/sign-in';
import { verifySecret } from '../../../../../okta-apps/secrets/verify-secret';
import { Secret } from '../../../../../okta-apps/shared/secret';
import { ask } from '../support/client';
import { CALLBACK, makeApp, peopleOrg, ROTATE, type Made } from '../sign-in/support/relying-party';

const org = peopleOrg();

const partyOf = ({ clientId, secret }: Made, method: string, server = ''): Party => ({
  issuer: `${org.url}${server}`,
  clientId,
  method,
  secret,
  redirectUri: CALLBACK,
  scope: 'openid offline_access',
});

async function eventsOf({ clientId }: Made): Promise<readonly LogEvent[]> {
  const filter = encodeURIComponent(`client.id eq "${clientId}"`);
  return (await ask(org, 'GET', `/api/v1/logs?filter=${filter}`)).body as LogEvent[];
}

test.each([
  ['client_secret_basic', '', 'app.oauth2.token.grant'],
  ['client_secret_post', '/oauth2/default', 'app.oauth2.as.token.grant'],
])('%s at the server "%s": grants and failures, with a hash in place of the secret', async (method, server, type) => {
  const app = await makeApp(org, ROTATE, { token_endpoint_auth_method: method });
  const party = partyOf(app, method, server);
  const { refreshToken = '' } = await signInTo(party, 'ada@local.test');
  const wrong = { ...party, secret: 'a-wrong-secret-canary' };
  await expect(refreshWith(wrong, refreshToken)).rejects.toThrow('invalid_client');
  const events = await eventsOf(app);
  expect(events.map(({ eventType, outcome }) => [eventType, outcome.result, outcome.reason])).toEqual([
    [`${type}.access_token`, 'SUCCESS', null],
    [`${type}.id_token`, 'SUCCESS', null],
    [`${type}.refresh_token`, 'SUCCESS', null],
    [type, 'FAILURE', 'invalid_client'],
  ]);
  expect(events[0]).toMatchObject({
    actor: { id: app.clientId, type: 'PublicClientApp', displayName: app.label },
    target: [{ type: 'User', alternateId: 'ada@local.test', displayName: 'Ada Lovelace' }],
    debugContext: { debugData: { clientAuthType: method, clientSecret: secretHash(app.secret) } },
  });
  expect(events.at(-1)?.debugContext.debugData['clientSecret']).toBe(secretHash('a-wrong-secret-canary'));
  const text = JSON.stringify(events);
  for (const secret of [app.secret, 'a-wrong-secret-canary', refreshToken]) expect(text).not.toContain(secret);
});

test('a signed assertion leaves no hash, and an introspection no event', async () => {
  const method = 'client_secret_jwt';
  const app = await makeApp(org, ROTATE, { token_endpoint_auth_method: method });
  await signInTo(partyOf(app, method), 'ada@local.test');
  const before = await eventsOf(app);
  expect(before[0]?.debugContext.debugData).toEqual({
    clientAuthType: method,
    grantType: 'authorization_code',
    grantedScopes: 'openid, offline_access',
    requestUri: '/oauth2/v1/token',
  });
  const { clientId } = app;
  const proof = await verifySecret({ orgUrl: org.url, clientId, method, secret: new Secret(app.secret) });
  expect(proof).toEqual({ outcome: 'proven' });
  expect(await eventsOf(app)).toHaveLength(before.length);
});
