import { connect } from 'node:net';
import fastify from 'fastify';
import type { OrgContext } from '../../../../../okta-apps/local/org/call';
import { Faults } from '../../../../../okta-apps/local/org/faults';
import { installRoutes, refuseMalformed, refuseUnreadable, RequestLog } from '../../../../../okta-apps/local/org/http';
import { SystemLog } from '../../../../../okta-apps/local/org/log/system-log';
import { RateLimiter } from '../../../../../okta-apps/local/org/rate-limits';
import { plant } from '../../../../../okta-apps/local/org/seed';
import { emptyState, newIdentity, stateText } from '../../../../../okta-apps/local/org/state-file';
import { signInOf } from '../../../../../okta-apps/local/org/sign-in/sign-in';
import { ask, idOf, webApp } from './client';

/** An org whose whole state a test can see. */
export interface VisibleOrg {
  readonly url: string;
  readonly token: string;
  /** All that it holds, as text. */
  snapshot(): string;
  /** The path of a route, with ids of things that exist where no parameter is given. */
  path(route: string, params: readonly (string | undefined)[]): string;
  /** Sends bytes as they are, and returns what comes back until the end. */
  raw(bytes: string): Promise<string>;
  close(): Promise<void>;
}

/** Starts one that holds an app, a group, a user, a secret and a trusted origin. */
export async function startVisibleOrg(): Promise<VisibleOrg> {
  const state = emptyState(newIdentity('2026-01-01T00:00:00.000Z'), () => undefined);
  let url = '';
  const org: OrgContext = {
    state,
    log: new SystemLog(() => new Date()),
    stored: (work) => Promise.resolve().then(work),
    customDomain: false,
    url: () => url,
    now: () => new Date(),
    useOnce: () => true,
  };
  const limiter = new RateLimiter(undefined);
  const http = fastify({
    forceCloseConnections: true,
    exposeHeadRoutes: false,
    clientErrorHandler: refuseUnreadable,
    frameworkErrors: (error, request, reply) => {
      refuseMalformed(error, request, reply, limiter.count('GET', '/', new Date()));
    },
  });
  plant(org, { groups: [{ name: 'Team' }], users: [{ login: 'ada@example.com' }] });
  installRoutes(http, org, { limiter, faults: new Faults(), log: new RequestLog(), signIn: signInOf(org) });
  url = await http.listen({ host: '127.0.0.1', port: 0 });
  const client = { url, token: state.identity.token };
  const appId = idOf(await ask(client, 'POST', '/api/v1/apps', webApp('Fuzz')));
  const scopes = [{ type: 'CORS' }];
  const origin = { name: 'first', origin: 'https://first.example.com', scopes };
  const ids: Readonly<Record<string, () => string | undefined>> = {
    appId: () => state.apps.get(appId)?.id ?? state.apps.all()[0]?.id,
    secretId: () => state.apps.get(appId)?.secrets[0]?.id,
    groupId: () => state.groups.all().at(-1)?.id,
    userId: () => 'me',
    policyId: () => 'rstdefault0000000001',
    trustedOriginId: () => state.trustedOrigins.all()[0]?.id,
  };
  await ask(client, 'POST', '/api/v1/trustedOrigins', origin);
  return {
    ...client,
    snapshot: () => [...stateText(state, '')].join(''),
    path: (route, params) => {
      const rest = [...params];
      return route.replace(/:(\w+)/g, (_, name: string) => encode(rest.shift() ?? ids[name]?.() ?? 'nothing'));
    },
    raw: (bytes) => exchange(Number(new URL(url).port), bytes),
    close: () => http.close(),
  };
}

function encode(param: string): string {
  return encodeURIComponent(Buffer.from(param).toString());
}

function exchange(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let heard = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(Buffer.from(bytes, 'latin1')));
    socket.setTimeout(5000, () => socket.destroy(new Error(`no answer to ${JSON.stringify(bytes)}`)));
    socket.on('data', (data) => (heard += data.toString('latin1')));
    socket.on('end', () => {
      socket.destroy();
      resolve(heard);
    });
    socket.on('error', reject);
  });
}
