import { spawn, type ChildProcess } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Browser } from '../okta-apps/local/party/browser';
import type { Client } from './bare-provider';
import { median, type Ratio } from './measure';

/** How many apps the servers have: few, and as many as an org may have. */
const FEW = 100;
const MANY = 10_000;
/** Sign-ins of one measurement, how many of them at once, and how often each server is measured. */
const SIGN_INS = 200;
const AT_ONCE = 4;
const ROUNDS = 7;
/** Rounds before that: the servers get faster for as long as code is being compiled. */
const WARM_UP = 3;

const REDIRECT_URI = 'https://shop.harborgoods.net/callback';

interface Server {
  readonly issuer: string;
  readonly clients: readonly Client[];
  readonly end: () => Promise<void>;
}

/**
 * Sign-ins, from the request of the app to userinfo, in turns: the local org beside `oidc-provider` with the same clients,
 * and the local org with many apps beside itself with few. The servers are processes of their own.
 */
export async function signIn(): Promise<Ratio[]> {
  const servers: Server[] = [];
  try {
    for (const [kind, count] of [
      ['bare', FEW],
      ['org', FEW],
      ['org', MANY],
    ] as const)
      servers.push(await started(kind, count));
    const [bare = NaN, few = NaN, many = NaN] = await inTurns(servers);
    const ratio = (name: string, value: number, baseline: number, limit: number): Ratio => ({
      name: `${name} (${(1000 / value).toFixed(0)} and ${(1000 / baseline).toFixed(0)} a second)`,
      value,
      baseline,
      unit: 'ms per sign-in',
      limit,
    });
    return [
      ratio('sign-ins to the local org beside oidc-provider alone', few, bare, 1.25),
      ratio(`sign-ins to an org of ${MANY} apps beside one of ${FEW}`, many, few, 1.1),
    ];
  } finally {
    await Promise.all(servers.map(({ end }) => end()));
  }
}

async function started(kind: string, count: number): Promise<Server> {
  const args = ['-r', 'okta-oidc-cdktf/register', join(__dirname, 'sign-in-child.ts'), kind, String(count)];
  const child = spawn(process.execPath, args, { cwd: join(__dirname, '..'), stdio: ['pipe', 'pipe', 'inherit'] });
  const line = await firstLine(child);
  const end = async () => {
    const ended = once(child, 'exit');
    child.stdin.end();
    await ended;
  };
  return { ...(JSON.parse(line) as Pick<Server, 'issuer' | 'clients'>), end };
}

async function firstLine({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) throw new Error('the server has no output');
  for await (const line of createInterface({ input: stdout })) return line;
  throw new Error('the server ended');
}

/** @returns median milliseconds per sign-in of each server */
async function inTurns(servers: readonly Server[]): Promise<number[]> {
  const taken = servers.map((): number[] => []);
  for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
    for (const [index, server] of servers.entries()) {
      const milliseconds = await measured(server);
      if (round >= WARM_UP) taken[index]?.push(milliseconds);
    }
  }
  return taken.map(median);
}

async function measured({ issuer, clients }: Server): Promise<number> {
  const endpoints = (await (await fetch(`${issuer}/.well-known/openid-configuration`)).json()) as Endpoints;
  // As many clients in each server, from all over its list: what is kept for a client that was there before is kept in all.
  const step = clients.length / FEW;
  const chosen = Array.from({ length: SIGN_INS }, (_, at) => clients[(at % FEW) * step] as Client);
  const begin = process.hrtime.bigint();
  const lanes = Array.from({ length: AT_ONCE }, async () => {
    for (let client = chosen.pop(); client !== undefined; client = chosen.pop())
      await signInOnce(issuer, endpoints, client);
  });
  await Promise.all(lanes);
  return Number(process.hrtime.bigint() - begin) / 1e6 / SIGN_INS;
}

interface Endpoints {
  readonly authorization_endpoint: string;
  readonly token_endpoint: string;
  readonly userinfo_endpoint: string;
}

/** One sign-in in a browser of its own. @throws Error when it gives no user */
async function signInOnce(issuer: string, endpoints: Endpoints, { clientId, secret }: Client): Promise<void> {
  const verifier = randomBytes(32).toString('base64url');
  const request = new URLSearchParams({
    client_id: clientId,
    redirect_uri: REDIRECT_URI,
    response_type: 'code',
    scope: 'openid profile email',
    state: 'state',
    nonce: 'nonce',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const browser = new Browser(issuer);
  const page = await browser.open(`${endpoints.authorization_endpoint}?${request.toString()}`);
  const back = await browser.submit(page, { identifier: 'bench@local.test', password: '' });
  const code = new URL(back.url).searchParams.get('code') ?? '';
  const tokens = await fetch(endpoints.token_endpoint, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}` },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      redirect_uri: REDIRECT_URI,
      code_verifier: verifier,
    }),
  });
  const { access_token: token } = (await tokens.json()) as { access_token?: string };
  const userinfo = await fetch(endpoints.userinfo_endpoint, { headers: { authorization: `Bearer ${token ?? ''}` } });
  const { sub } = (await userinfo.json()) as { sub?: string };
  if (sub === undefined) throw new Error(`no user: ${back.url} ${tokens.status} ${userinfo.status}`);
}
