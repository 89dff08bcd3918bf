// Starts a server to sign in to, prints `{"issuer", "token", "clients"}`, and runs until its stdin ends:
// `bare COUNT` is oidc-provider alone with COUNT clients, `org COUNT` the local org with COUNT apps.
import { randomBytes } from 'node:crypto';
import { startOrg } from '../okta-apps/local/org/server';
import { appBody } from './app-body';
import { startBareProvider, type Client } from './bare-provider';

const SIDE_BY_SIDE = 20;
const REDIRECT_URI = 'https://shop.harborgoods.net/callback';

async function main(kind: string, count: number): Promise<void> {
  const clients = Array.from({ length: count }, (_, at) => ({
    clientId: `bench-client-${at}`,
    secret: randomBytes(32).toString('base64url'),
  }));
  const issuer = kind === 'bare' ? await startBareProvider(clients, REDIRECT_URI) : await orgWith(clients);
  process.stdout.write(`${JSON.stringify({ issuer, clients })}\n`);
  process.stdin.resume().on('end', () => process.exit());
}

async function orgWith(clients: readonly Client[]): Promise<string> {
  const org = await startOrg({ seed: { users: [{ login: 'bench@local.test' }] } });
  const headers = { authorization: `SSWS ${org.token}`, 'content-type': 'application/json' };
  const create = async ({ clientId, secret }: Client) => {
    const body = appBody(`App ${clientId}`, { client_id: clientId, client_secret: secret });
    const answer = await fetch(`${org.url}/api/v1/apps`, { method: 'POST', headers, body: JSON.stringify(body) });
    if (answer.status !== 200) throw new Error(`the org answered ${answer.status}: ${await answer.text()}`);
    await answer.arrayBuffer();
  };
  for (let first = 0; first < clients.length; first += SIDE_BY_SIDE)
    await Promise.all(clients.slice(first, first + SIDE_BY_SIDE).map(create));
  return org.url;
}

void main(process.argv[2] ?? '', Number(process.argv[3]));
