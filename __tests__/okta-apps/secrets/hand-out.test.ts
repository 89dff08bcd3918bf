import type { AppCredentials } from '../../../okta-apps/secrets/app-credentials';
import { handOut } from '../../../okta-apps/secrets/hand-out';
import type { Project } from '../../../okta-apps/project/find-project';
import type { Io } from '../../../okta-apps/shared/io';
import { neverStopped } from '../../support/run-cli';

function credentials(app: string, method: string): AppCredentials {
  const manifest = { environment: 'dev' };
  const client = { clientId: `${app}-dev`, method };
  return { app: { app, path: `shop-dev/${app}`, manifest }, client, secrets: [] } as unknown as AppCredentials;
}

const out = { write: () => undefined };
const io: Io = { stdout: out, stderr: out, env: {}, cwd: '.', stop: neverStopped() };
const refused = (...found: AppCredentials[]) =>
  handOut(found, 'sink', { project: { folder: '.' } as Project, environment: 'dev' }, io).catch(
    (error: unknown) => (error as Error).message,
  );

test('every app that has no active secret is named, and why', async () => {
  const own = credentials('desk', 'private_key_jwt');
  expect(
    await refused(credentials('billing', 'client_secret_basic'), own, credentials('shop', 'client_secret_post')),
  ).toBe(
    'shop-dev/billing has no active client secret to hand out. Generate or activate one in the Admin Console, and run this again.\n' +
      'shop-dev/shop has no active client secret to hand out. Generate or activate one in the Admin Console, and run this again.',
  );
  expect(await refused(own)).toBe(
    'shop-dev/desk authenticates with private_key_jwt, so it has no client secret to hand out; use --format for its other values',
  );
});
