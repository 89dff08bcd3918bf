import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startOrg, type LocalOrg } from '../../../../../okta-apps/local/org/server';
import { openPage, textOf } from '../home/support/page';
import { CALLBACK, makeApp, partyOf, PEOPLE, ROTATE, signIn, tokensOf, type Made } from './support/relying-party';

/**
 * What attackers and broken clients send: Okta's error, one line on the page of the app, and no secret in either.
 * Other tests have: redirect URIs, rotation and forms of other pages (`sessions`), tokens of the other server
 * (`wrong-tokens`), what is too large and hosts (`hostile-requests`), logout URIs (`front-channel-logout`), starts of sign-ins (`initiate`), keys elsewhere (`fetch-keys`).
 */

let org: LocalOrg;
const servers: Server[] = [];

beforeAll(async () => {
  // Under jest, oidc-provider cannot find the dispatcher that it would give, which is not used anyway, and says so.
  jest.spyOn(console, 'warn').mockReturnValue();
  org = await startOrg({ seed: PEOPLE });
});

afterEach(() => {
  jest.useRealTimers();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

afterAll(() => org.close());

const CANARY = 'canary-7d1e5b2f90aa41c3-canary-7d1e5b2f90aa41c3';
const BASIC = ({ clientId, secret }: Made) => `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}`;

interface Sent {
  readonly status: number;
  readonly error: string;
  readonly description: string;
  readonly text: string;
}

async function send(
  app: Made,
  form: string | Record<string, string>,
  authorization = BASIC(app),
  path = 'token',
): Promise<Sent> {
  const answer = await fetch(`${org.url}/oauth2/v1/${path}`, {
    method: 'POST',
    headers: { ...(authorization !== '' && { authorization }), 'content-type': 'application/x-www-form-urlencoded' },
    body: typeof form === 'string' ? form : new URLSearchParams(form).toString(),
  });
  const text = await answer.text();
  const { error = '', error_description = '' } = JSON.parse(text) as Record<string, string>;
  return { status: answer.status, error, description: error_description, text };
}

/** A code of an app, with the form that exchanges it. */
async function codeOf(app: Made): Promise<Record<string, string>> {
  const { page, verifier } = await signIn(await partyOf(org, app));
  const code = new URL(page.url).searchParams.get('code') ?? '';
  return { grant_type: 'authorization_code', code, code_verifier: verifier, redirect_uri: CALLBACK };
}

/** From now on it is later; timers stay. */
function later(seconds: number): void {
  jest.useFakeTimers({
    now: Date.now() + seconds * 1000,
    doNotFake: [
      'hrtime',
      'nextTick',
      'performance',
      'queueMicrotask',
      'setImmediate',
      'clearImmediate',
      'setInterval',
      'clearInterval',
      'setTimeout',
      'clearTimeout',
    ],
  });
}

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`;
}

/** A client assertion with these claims, signed with the secret. */
async function assertion({ clientId }: Made, claims: object, secret: string): Promise<Record<string, string>> {
  const { SignJWT } = await import('jose');
  const now = Math.floor(Date.now() / 1000);
  const all = {
    iss: clientId,
    sub: clientId,
    aud: `${org.url}/oauth2/v1/token`,
    jti: CANARY,
    exp: now + 60,
    ...claims,
  };
  return {
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: await new SignJWT(all).setProtectedHeader({ alg: 'HS256' }).sign(Buffer.from(secret)),
  };
}

const EXCHANGE = { grant_type: 'authorization_code', code: CANARY, redirect_uri: CALLBACK };
const ASSERTIONS = { token_endpoint_auth_method: 'client_secret_jwt' };
const ERRORS = 'https://developer.okta.com/docs/reference/error-codes/#openid-connect-and-okta-oauth-2-0-api';
const NO_CODE = 'The authorization code is invalid or has expired.';
const NO_CLIENT = 'Client authentication failed. Either the client or the client credentials are invalid.';

interface Row {
  readonly name: string;
  /** Where Okta's error is described; the words of the others are those of oidc-provider. */
  readonly see: string;
  readonly app?: readonly [oauth?: object, client?: object];
  readonly attempt: (app: Made) => Promise<Sent>;
  readonly answer: readonly [status: number, error: string, description: string];
}

const ROWS: readonly Row[] = [
  {
    name: 'a wrong client secret',
    see: ERRORS,
    attempt: async (app) => await send(app, await codeOf(app), BASIC({ ...app, secret: CANARY })),
    answer: [401, 'invalid_client', 'The client secret supplied for a confidential client is invalid.'],
  },
  {
    name: 'an expired code',
    see: ERRORS,
    attempt: async (app) => {
      const form = await codeOf(app);
      later(61);
      return await send(app, form);
    },
    answer: [400, 'invalid_grant', NO_CODE],
  },
  {
    name: 'a code that was used',
    see: ERRORS,
    attempt: async (app) => {
      const form = await codeOf(app);
      await send(app, form);
      return await send(app, form);
    },
    answer: [400, 'invalid_grant', NO_CODE],
  },
  {
    name: 'a code that was guessed',
    see: ERRORS,
    attempt: async (app) => await send(app, { ...(await codeOf(app)), code: CANARY }),
    answer: [400, 'invalid_grant', NO_CODE],
  },
  {
    name: 'a wrong PKCE verifier',
    see: ERRORS,
    attempt: async (app) => await send(app, { ...(await codeOf(app)), code_verifier: CANARY }),
    answer: [400, 'invalid_grant', 'PKCE verification failed.'],
  },
  {
    name: 'a code with another redirect URI',
    see: ERRORS,
    attempt: async (app) => await send(app, { ...(await codeOf(app)), redirect_uri: `${CALLBACK}/` }),
    answer: [
      400,
      'invalid_grant',
      "The 'redirect_uri' does not match the redirection URI used in the authorization request.",
    ],
  },
  {
    name: 'a code of another app',
    see: ERRORS,
    attempt: async (app) => await send(app, await codeOf(await makeApp(org))),
    answer: [400, 'invalid_grant', NO_CODE],
  },
  {
    name: 'a refresh token of another app',
    see: ERRORS,
    app: [ROTATE],
    attempt: async (app) => {
      const { tokens } = await tokensOf(await partyOf(org, await makeApp(org, ROTATE)));
      return await send(app, { grant_type: 'refresh_token', refresh_token: tokens.refresh_token ?? '' });
    },
    answer: [400, 'invalid_grant', 'The refresh token is invalid or expired.'],
  },
  {
    name: 'a parameter that is sent twice',
    see: 'https://www.rfc-editor.org/rfc/rfc6749#section-3.2',
    attempt: async (app) => await send(app, `grant_type=authorization_code&code=${CANARY}&code=${CANARY}`),
    answer: [400, 'invalid_request', "'code' parameter must not be provided twice"],
  },
  {
    name: 'an assertion from a clock that is behind',
    see: 'https://developer.okta.com/docs/api/openapi/okta-oauth/guides/client-auth/',
    app: [{}, ASSERTIONS],
    attempt: async (app) => {
      const old = await assertion(app, { exp: Math.floor(Date.now() / 1000) - 300 }, app.secret);
      return await send(app, { ...EXCHANGE, ...old }, '');
    },
    answer: [401, 'invalid_client', 'The client_assertion token is expired.'],
  },
  {
    name: 'an assertion that another key signed',
    see: ERRORS,
    app: [{}, ASSERTIONS],
    attempt: async (app) => await send(app, { ...EXCHANGE, ...(await assertion(app, {}, CANARY)) }, ''),
    answer: [401, 'invalid_client', 'The client_assertion signature is invalid.'],
  },
  {
    name: 'no authentication',
    see: ERRORS,
    attempt: async (app) =>
      await send(app, { grant_type: 'authorization_code', client_id: app.clientId, code: CANARY }, ''),
    answer: [401, 'invalid_client', NO_CLIENT],
  },
  ...(
    [
      ['hangs', ''],
      ['redirects', ': the address redirects, which is not followed'],
    ] as const
  ).map(([does, why]): Row => ({
    name: `keys at an address that ${does}`,
    see: ERRORS,
    app: [{ jwks_uri: 'http://127.0.0.1:1/' }, { token_endpoint_auth_method: 'private_key_jwt' }],
    attempt: async ({ id: _id, ...given }) => {
      const jwks_uri = await serve((_request, response) => {
        if (does === 'redirects') response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end();
      });
      const app = await makeApp(org, { jwks_uri }, { token_endpoint_auth_method: 'private_key_jwt' });
      moved.set(given.clientId, app);
      const { SignJWT, generateKeyPair } = await import('jose');
      const { privateKey } = await generateKeyPair('RS256');
      const claims = { iss: app.clientId, sub: app.clientId, aud: `${org.url}/oauth2/v1/token`, jti: CANARY };
      const token = new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'one' }).setExpirationTime('1m');
      const client_assertion = await token.sign(privateKey);
      const client_assertion_type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
      return await send(
        app,
        { grant_type: 'authorization_code', code: CANARY, client_assertion_type, client_assertion },
        '',
      );
    },
    answer: [401, 'invalid_client', `The keys of the client could not be read at its jwks_uri${why}.`],
  })),
];

/** Apps that a row made in place of its own. */
const moved = new Map<string, Made>();

test.each(ROWS)('$name', async ({ app: settings = [], attempt, answer, see }) => {
  const made = await makeApp(org, ...settings);
  const { status, error, description, text } = await attempt(made);
  expect([status, error, description, see]).toEqual([...answer, expect.stringMatching(/^https:/)]);
  const app = moved.get(made.clientId) ?? made;
  const page = await openPage(`${org.url}/apps/${app.id}`);
  expect(textOf(page).split(`Refused (${status}): ${error}`)).toHaveLength(2);
  for (const secret of [CANARY, app.secret].filter((one) => one !== ''))
    expect([text.includes(secret), page.includes(secret)]).toEqual([false, false]);
});
