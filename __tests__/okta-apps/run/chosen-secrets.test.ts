import { withChosenSecrets } from '../../../okta-apps/run/chosen-secrets';
import type { Io } from '../../../okta-apps/shared/io';
import { KnownSecrets } from '../../../okta-apps/shared/known-secrets';
import type { StackManifest } from '../../../okta-apps/shared/stack-manifest';

const birthSecrets = [
  { variable: 'web_secret', address: 'okta_app_oauth.web' },
  { variable: 'secrets', address: 'okta_app_oauth.desk', key: 'desk' },
  { variable: 'secrets', address: 'okta_app_oauth.wiki', key: 'wiki' },
];

test('apps of this machine get a random secret where none is set, also by key, and each is masked', () => {
  const secrets = new KnownSecrets([], () => undefined);
  const io = { env: { TF_VAR_secrets: '{"desk":"kP3-vT9_xW2qLm7RzYb5"}', OTHER: 'x' }, secrets } as unknown as Io;
  const { env } = withChosenSecrets([{ manifest: { birthSecrets } as unknown as StackManifest }], io);
  const RANDOM = expect.stringMatching(/^[\w-]{32}$/) as string;
  const { wiki, ...set } = JSON.parse(env['TF_VAR_secrets'] ?? '') as Record<string, string>;
  expect({ ...env, wiki, set }).toMatchObject({
    OTHER: 'x',
    TF_VAR_web_secret: RANDOM,
    wiki: RANDOM,
    set: { desk: 'kP3-vT9_xW2qLm7RzYb5' },
  });
  expect(secrets.mask(`${wiki} ${env['TF_VAR_web_secret']} ${set['desk']}`)).toBe(
    '(sensitive) (sensitive) (sensitive)',
  );
});
