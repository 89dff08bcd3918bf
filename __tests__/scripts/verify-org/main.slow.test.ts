import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { startOrg, type LocalOrg } from '../../../okta-apps/local/org/server';
import { newKeys } from '../../okta-apps/okta/support/keys';
import { proxyOf } from './support/proxy';

const ROOT = path.resolve(__dirname, '../../..');
const keys = newKeys();
let org: LocalOrg;

beforeAll(async () => {
  const scopes = ['okta.apps.manage', 'okta.apps.read', 'okta.trustedOrigins.manage', 'okta.trustedOrigins.read'];
  const role = ['APP_ADMIN', 'ORG_ADMIN'] as const;
  org = await startOrg({ seed: { serviceApps: [{ clientId: 'verify', jwks: keys.jwks, scopes, role }] } });
});

afterAll(() => org.close());

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the script as `npm run verify:org` does, with these variables and PATH. */
async function script(env: Readonly<Record<string, string>>): Promise<Ended> {
  const argv = ['-r', 'okta-oidc-cdktf/register', 'scripts/verify-org/main.ts'];
  const options = { cwd: ROOT, env: { PATH: process.env['PATH'] ?? '', ...env }, timeout: 60_000 };
  try {
    return { code: 0, ...(await promisify(execFile)(process.execPath, argv, options)) };
  } catch (error) {
    const { code, stdout, stderr } = error as Ended;
    return { code, stdout, stderr };
  }
}

test.each([
  ['an API token', () => ({ OKTA_VERIFY_API_TOKEN: org.token })],
  [
    'a service app',
    () => ({
      OKTA_VERIFY_CLIENT_ID: 'verify',
      OKTA_VERIFY_PRIVATE_KEY: keys.privateKey,
      OKTA_VERIFY_PRIVATE_KEY_ID: 'k1',
    }),
  ],
])(
  'with %s: exit code 0 and no difference',
  async (_what, variables) => {
    const { code, stdout, stderr } = await script({ OKTA_VERIFY_ORG_URL: org.url, ...variables() });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/\n40 steps, 0 not the same\. All that was made is deleted\.\n$/);
  },
  60_000,
);

test('with a difference: exit code 1, and which', async () => {
  const proxy = await proxyOf(org.url, (answer) => {
    if (answer.method === 'DELETE' && answer.path.startsWith('/api/v1/trustedOrigins') && answer.status === 204)
      answer.status = 202;
    return undefined;
  });
  try {
    const { code, stdout } = await script({ OKTA_VERIFY_ORG_URL: proxy.url, OKTA_VERIFY_API_TOKEN: org.token });
    expect(code).toBe(1);
    expect(stdout).toContain(
      'different  delete the trusted origin\n             status 202 where the local org has 204\n',
    );
    expect(stdout).not.toContain(org.token);
  } finally {
    await proxy.close();
  }
}, 60_000);

test.each([
  ['without variables', () => ({}), /^Compares what the local org answers with what an org of Okta answers\./],
  [
    'with an address that is none',
    () => ({ OKTA_VERIFY_ORG_URL: 'acme', OKTA_VERIFY_API_TOKEN: 'canary' }),
    /^acme is not the address of an org, such as https:\/\/acme\.okta\.com\n$/,
  ],
])(
  '%s it says what to do and sends no request',
  async (_what, variables, message) => {
    const { code, stdout, stderr } = await script(variables());
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain('canary');
  },
  60_000,
);
