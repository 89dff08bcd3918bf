import { openSink } from '../../../../okta-apps/secrets/sinks/open-sink';
import type { SecretSink } from '../../../../okta-apps/shared/secret-settings';
import { neverStopped } from '../../../support/run-cli';
import { temporaryFolder } from '../../../support/temporary-folder';

const folder = temporaryFolder();

test.each<[sink: SecretSink, needs: readonly string[]]>([
  [
    { type: 'aws-secrets-manager', region: 'eu-central-1', name: '{app}' },
    [
      '@aws-sdk/client-secrets-manager is not installed, and the sink needs it; ' +
        'run: npm install --save-dev @aws-sdk/client-secrets-manager',
    ],
  ],
  [
    { type: 'github-actions', repository: 'acme/shop' },
    [
      'libsodium-wrappers is not installed, and the sink needs it; run: npm install --save-dev libsodium-wrappers',
      'GITHUB_TOKEN is not set; the sink needs a token that may write secrets and variables of acme/shop',
    ],
  ],
])('a package that only one sink needs is named with its command: %j', async (setting, needs) => {
  const place = { folder: folder.path, io: { env: {}, stop: neverStopped() } };
  expect(await openSink(setting, place).needs()).toEqual(needs);
});
