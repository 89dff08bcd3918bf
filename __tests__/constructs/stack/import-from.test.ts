import childProcess from 'node:child_process';
import type { App } from 'cdktf';
import { dev } from '../../../env/dev';
import type { Environment } from '../../../constructs/environment';
import { OidcWebApp } from '../../../constructs/oidc-web-app';
import { OktaStack } from '../../../constructs/okta-stack';
import { OriginsStack } from '../../../constructs/origins-stack';
import { TrustedOrigins } from '../../../constructs/trusted-origins';
import { runSynthesize } from '../../support/project';
import { MINIMAL } from '../../support/synth-stack';

afterEach(() => jest.restoreAllMocks());

test('imports of apps and origins are written, and no process is started for them', () => {
  const exec = jest.spyOn(childProcess, 'execSync');
  const build = (root: App, of: Environment) => {
    const stack = new OktaStack(root, 'team', of);
    for (const id of ['one', 'two'])
      new OidcWebApp(stack, id, { ...MINIMAL, label: id, clientId: `${id}-client` }).importFrom(`0oa${id}`);
    const origins = [{ origin: 'https://shop.example', scopes: ['CORS'], importFrom: 'tos1' }] as const;
    new TrustedOrigins(stack, 'origins', { origins });
    OriginsStack.addTo(root, of);
  };
  const { files } = runSynthesize({ environments: [dev], build });
  const imports = (name: string): unknown =>
    (JSON.parse(files[`stacks/${name}/cdk.tf.json`] ?? '{}') as { import?: unknown }).import;
  expect(imports('team-dev')).toEqual([
    { id: '0oaone', to: 'okta_app_oauth.one' },
    { id: '0oatwo', to: 'okta_app_oauth.two' },
  ]);
  expect(imports('origins-dev')).toEqual([{ id: 'tos1', to: 'okta_trusted_origin.https-shop-example-66809430' }]);
  expect(exec).not.toHaveBeenCalled();
});
