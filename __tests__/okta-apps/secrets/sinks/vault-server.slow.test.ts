import { exportSPKI, generateKeyPair, SignJWT } from 'jose';
import { openSink } from '../../../../okta-apps/secrets/sinks/open-sink';
import type { Sink } from '../../../../okta-apps/secrets/sinks/sink';
import { inner } from '../../../../okta-apps/shared/json';
import { neverStopped } from '../../../support/run-cli';
import { temporaryFolder } from '../../../support/temporary-folder';
import {
  documentWith,
  failureOf,
  INTENT,
  keepsClientsApart,
  keepsItsContract,
  OWNER,
  VALUE,
} from '../support/sink-contract';
import { vaultServer, type VaultServer } from '../support/vault-server';

const folder = temporaryFolder();
let server: VaultServer | string;
beforeAll(async () => {
  server = await vaultServer(folder.path);
}, 120_000);
afterAll(async () => {
  if (typeof server !== 'string') await server.close();
});

/** Where neither OpenBao nor Vault is installed, it says so and looks at nothing. */
const withServer = (name: string, work: (own: VaultServer) => Promise<void>): void => {
  test(name, async () => {
    if (typeof server === 'string') {
      process.stderr.write(`not looked at: ${name}: ${server}\n`);
      expect(server).toBe('neither bao nor vault is installed here');
      return;
    }
    await work(server);
  });
};

function open(env: Readonly<Record<string, string>>, address: string, path: string): Sink {
  const setting = { type: 'vault-kv-v2', address, mount: 'secret', path } as const;
  return openSink(setting, { folder: '.', io: { env, stop: neverStopped() } });
}

const rooted = ({ url, token }: VaultServer, path: string) => open({ VAULT_TOKEN: token }, url, path);

/** The token of a policy for `secret/data/{path}`. */
async function tokenFor({ ask }: VaultServer, name: string, capabilities: readonly string[]): Promise<string> {
  const policy = `path "secret/data/${name}/*" { capabilities = ${JSON.stringify(capabilities)} }`;
  await ask('PUT', `sys/policies/acl/${name}`, { policy });
  return String(inner(await ask('POST', 'auth/token/create', { policies: [name] }), 'auth', 'client_token'));
}

withServer('it keeps what it was given', async (own) => {
  process.stdout.write(`the Vault sink against ${own.version}\n`);
  await keepsItsContract(rooted(own, 'contract/{environment}/{app}'));
  await keepsClientsApart(rooted(own, 'clients/{environment}/{app}'));
});

withServer(
  'what others keep at the path stays; a deleted and a destroyed version can be written again',
  async (own) => {
    const sink = rooted(own, 'others/{app}');
    const data = async () => inner(await own.ask('GET', 'secret/data/others/billing'), 'data', 'data');
    await own.ask('POST', 'secret/data/others/billing', { data: { owner: 'identity team' } });
    expect(await sink.write(documentWith(VALUE))).toBe('verified');
    expect(await data()).toMatchObject({ owner: 'identity team', clientSecret: VALUE });
    await own.ask('DELETE', 'secret/data/others/billing');
    expect(await sink.read(OWNER)).toBe('empty');
    expect(await sink.write(documentWith(VALUE))).toBe('verified');
    const { version } = inner(await own.ask('GET', 'secret/data/others/billing'), 'data', 'metadata') as {
      version: number;
    };
    await own.ask('POST', 'secret/destroy/others/billing', { versions: [version] });
    expect(await sink.read(OWNER)).toBe('empty');
    expect(await sink.write(documentWith(VALUE))).toBe('verified');
    expect(await data()).not.toHaveProperty('owner');
  },
);

withServer('a run that wrote in between is not overwritten, also with writes side by side', async (own) => {
  await own.ask('POST', 'secret/metadata/raced/billing', { cas_required: true });
  const sinks = Array.from({ length: 8 }, () => rooted(own, 'raced/{app}'));
  const results = await Promise.allSettled(
    sinks.map((sink, i) => sink.write({ ...OWNER, clientId: '0oabilling', intent: { ...INTENT, run: `run-${i}` } })),
  );
  const refused = results.flatMap((one) => (one.status === 'rejected' ? [one.reason as Error] : []));
  expect(results.length - refused.length).toBeGreaterThan(0);
  expect(refused.length).toBeGreaterThan(0);
  const place = `secret secret/raced/billing of Vault at ${own.url}`;
  for (const one of refused)
    expect([one.message, `${place} was written and holds something else now`]).toContain(one.message);
  expect(new Set(refused.map(({ message }) => message))).toContain(
    `${place}: Vault answered 400: check-and-set parameter did not match the current version`,
  );
});

withServer('a wrong token, one that may not write, and one that may do no more than needed', async (own) => {
  const place = (path: string) => `secret secret/${path}/billing of Vault at ${own.url}`;
  expect(await failureOf(open({ VAULT_TOKEN: 'wrong' }, own.url, 'x/{app}').read(OWNER))).toMatch(
    /^denied: secret secret\/x\/billing of Vault at \S+: Vault answered 403: .*permission denied/s,
  );
  const reader = open({ VAULT_TOKEN: await tokenFor(own, 'reader', ['read']) }, own.url, 'reader/{app}');
  expect(await reader.read(OWNER)).toBe('empty');
  expect(await failureOf(reader.write(documentWith(VALUE)))).toMatch(
    new RegExp(`^denied: ${place('reader')}: Vault answered 403: .*permission denied`, 's'),
  );
  const writer = { VAULT_TOKEN: await tokenFor(own, 'writer', ['create', 'read', 'update']) };
  await keepsItsContract(open(writer, own.url, 'writer/{environment}/{app}'));
});

withServer('the identity token of a CI job, of the right and of another environment', async (own) => {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  await own.ask('POST', 'sys/auth/jwt', { type: 'jwt' });
  await own.ask('POST', 'auth/jwt/config', { jwt_validation_pubkeys: [await exportSPKI(publicKey)] });
  await tokenFor(own, 'rotate', ['create', 'read', 'update']);
  await own.ask('POST', 'auth/jwt/role/rotate-prod', {
    role_type: 'jwt',
    user_claim: 'sub',
    bound_audiences: [own.url],
    bound_claims: { environment: 'prod-rotate' },
    token_policies: ['rotate'],
  });
  const sinkOf = async (environment: string) => {
    const jwt = new SignJWT({ environment }).setSubject('repo:acme/apps').setAudience(own.url);
    const VAULT_JWT = await jwt
      .setProtectedHeader({ alg: 'RS256' })
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(privateKey);
    return open({ VAULT_JWT, VAULT_ROLE: 'rotate-prod' }, own.url, 'rotate/{environment}/{app}');
  };
  await keepsItsContract(await sinkOf('prod-rotate'));
  expect(await failureOf((await sinkOf('dev-rotate')).read(OWNER))).toMatch(
    /^denied: login at auth\/jwt of Vault at \S+: Vault answered 40[03]: .*environment/s,
  );
  const absent = open({ VAULT_JWT: 'x', VAULT_ROLE: 'rotate-prod', VAULT_AUTH_PATH: 'absent' }, own.url, '{app}');
  expect(await failureOf(absent.read(OWNER))).toMatch(/^denied: login at auth\/absent of Vault at /);
});

withServer('a sealed server', async () => {
  const sealed = (await vaultServer(folder.path)) as VaultServer;
  try {
    await sealed.ask('PUT', 'sys/seal');
    expect(await failureOf(rooted(sealed, '{app}').write(documentWith(VALUE)))).toBe(
      `busy: secret secret/billing of Vault at ${sealed.url}: Vault answered 503: Vault is sealed`,
    );
  } finally {
    await sealed.close();
  }
});
