import { generateKeyPairSync, verify, type KeyObject } from 'node:crypto';
import { Agent, createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Credentials } from '../../../../okta-apps/local/provider/credentials';
import { OktaClient, OktaError } from '../../../../okta-apps/local/provider/okta-client';

type Answer = (request: IncomingMessage, response: ServerResponse, body: string) => void;

describe('a client of an org', () => {
  let server: Server;
  let org: string;
  let answer: Answer;
  let seen: string[];
  const agent = new Agent({ keepAlive: true });

  const client = (credentials: Credentials = { kind: 'apiToken', token: 't' }): OktaClient =>
    new OktaClient({ org, credentials, maxRetries: 2, maxWaitSeconds: 0.01 }, agent, new AbortController().signal);

  beforeAll(async () => {
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        seen.push(`${request.method ?? ''} ${request.url ?? ''} ${request.headers.authorization ?? ''}`.trim());
        answer(request, response, body);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    org = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  beforeEach(() => {
    seen = [];
  });
  afterAll(async () => {
    agent.destroy();
    await new Promise((resolve) => server.close(resolve));
  });

  it('follows the pages of a list on its own host', async () => {
    answer = ({ url }, response) => {
      const next =
        url === '/a?limit=1' ? { link: '<http://elsewhere/a?after=x>; rel="next", <http://x/a>; rel="self"' } : {};
      response.writeHead(200, next).end(JSON.stringify([url]));
    };
    expect(await client().list('/a?limit=1', 'body')).toEqual(['/a?limit=1', '/a?after=x']);
  });

  it('asks once what kind of org it is, also when two want to know at the same time', async () => {
    answer = (_, response) => response.end('{"pipeline":"v1"}');
    const okta = client();
    expect(await Promise.all([okta.isClassic(), okta.isClassic()])).toEqual([true, true]);
    expect(seen).toEqual(['GET /.well-known/okta-organization SSWS t']);
  });

  it.each([
    ['a reset and a date', { 'x-rate-limit-reset': '1', date: 'Thu, 01 Jan 1970 00:00:00 GMT' }, 3],
    ['no reset', { date: 'Thu, 01 Jan 1970 00:00:00 GMT' }, 1],
  ])('tries again after a 429 with %s, but not for ever', async (_, headers, times) => {
    answer = (__, response) => response.writeHead(429, headers).end('{}');
    await expect(client().call('GET', '/x', { wording: 'status' })).rejects.toThrow('429 Too Many Requests');
    expect(seen).toHaveLength(times);
  });

  it.each([
    ['status', '403 Forbidden'],
    ['body', 'the API returned an error: You may not. Causes: errorSummary: because, errorSummary: really'],
  ] as const)('words a refusal by %s', async (wording, message) => {
    const error = {
      errorCode: 'E6',
      errorSummary: 'You may not',
      errorCauses: [{ errorSummary: 'because' }, { errorSummary: 'really' }],
    };
    answer = (_, response) => response.writeHead(403).end(JSON.stringify(error));
    const refused = await client()
      .call('GET', '/x', { wording })
      .catch((caught: unknown) => caught);
    expect(refused).toBeInstanceOf(OktaError);
    expect(refused).toMatchObject({ message, status: 403, detail: 'Okta said E6: You may not\n- because\n- really' });
  });

  it('does not repeat a secret that Okta repeats', async () => {
    answer = (_, response) => response.writeHead(400).end('{"errorSummary":"client_secret birth-secret is bad"}');
    const body = { credentials: { oauthClient: { client_secret: 'birth-secret' } } };
    await expect(client().call('POST', '/x', { body, wording: 'body' })).rejects.toMatchObject({
      message: 'the API returned an error: client_secret (sensitive) is bad',
      detail: 'Okta said: client_secret (sensitive) is bad',
    });
  });

  it('reads a missing scope from the header, as the body is empty', async () => {
    const header = 'Bearer error="insufficient_scope", error_description="Not these scopes."';
    answer = (_, response) => response.writeHead(403, { 'www-authenticate': header }).end();
    await expect(client().call('GET', '/x', { wording: 'body' })).rejects.toMatchObject({
      message: 'the API returned an error: Not these scopes.',
      detail: 'Okta said insufficient_scope: Not these scopes.',
    });
  });

  it('says which org does not answer', async () => {
    answer = (_, response) => response.destroy();
    await expect(client().call('GET', '/x', { wording: 'body' })).rejects.toThrow(
      `no answer from ${org}: socket hang up`,
    );
  });

  describe('as a service app', () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const asApp = (key: KeyObject): Credentials => ({
      kind: 'privateKey',
      clientId: '0oaservice',
      keyId: 'k1',
      // As in an environment variable.
      privateKey: key.export({ type: 'pkcs8', format: 'pem' }).toString().replaceAll('\n', '\\n'),
      scopes: ['okta.apps.read', 'okta.groups.read'],
    });

    it.each([
      ['RS256', rsa],
      ['ES256', ec],
    ])('gets one token with an assertion signed %s', async (alg, { privateKey, publicKey }) => {
      let form = new URLSearchParams();
      answer = ({ url }, response, body) => {
        if (url === '/oauth2/v1/token') form = new URLSearchParams(body);
        response.end(url === '/oauth2/v1/token' ? '{"access_token":"a","token_type":"Bearer"}' : '{}');
      };
      const okta = client(asApp(privateKey));
      await Promise.all([okta.call('GET', '/x', { wording: 'body' }), okta.call('GET', '/x', { wording: 'body' })]);
      expect(seen).toEqual(['POST /oauth2/v1/token', 'GET /x Bearer a', 'GET /x Bearer a']);
      expect(form.get('scope')).toBe('okta.apps.read okta.groups.read');
      const [header = '', claims = '', signature = ''] = (form.get('client_assertion') ?? '').split('.');
      const decoded = [header, claims].map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()) as object);
      expect(decoded).toEqual([
        { alg, typ: 'JWT', kid: 'k1' },
        expect.objectContaining({ iss: '0oaservice', sub: '0oaservice', aud: `${org}/oauth2/v1/token` }),
      ]);
      const key = { key: publicKey, dsaEncoding: 'ieee-p1363' } as const;
      const signed = Buffer.from(`${header}.${claims}`);
      expect(verify('sha256', signed, key, Buffer.from(signature, 'base64url'))).toBe(true);
    });

    it('says that its key cannot be read, and not the key', async () => {
      const credentials = { ...asApp(rsa.privateKey), privateKey: 'not a key' } as Credentials;
      await expect(client(credentials).call('GET', '/x', { wording: 'body' })).rejects.toMatchObject({
        message: 'private_key cannot be read',
        detail: 'It must be an RSA or EC key in PEM form without a passphrase.',
      });
    });

    it('says why it gets none', async () => {
      const refusal = '{"error":"invalid_scope","error_description":"One or more scopes are not configured."}';
      answer = (_, response) => response.writeHead(400).end(refusal);
      await expect(client(asApp(rsa.privateKey)).call('GET', '/x', { wording: 'body' })).rejects.toMatchObject({
        message: 'Empty access token',
        detail: '/oauth2/v1/token said: One or more scopes are not configured.',
      });
    });
  });
});
