// Builds and synthesizes N apps in one stack and prints `{"seconds", "mebibytes"}`: `raw` as cdktf's own bindings do
// it, `ours` with OidcWebApp, every rule and OktaStack. Loading the modules is not counted.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppOauth } from '@cdktf/provider-okta/lib/app-oauth';
import { OktaProvider } from '@cdktf/provider-okta/lib/provider';
import { App, LocalBackend, TerraformStack } from 'cdktf';
import { boundAttributes } from '../constructs/app/app-attributes';
import { OidcWebApp, type OidcWebAppProps } from '../constructs/oidc-web-app';
import { resolveProps } from '../constructs/app/resolve-props';
import type { Environment } from '../constructs/environment';
import { dev } from '../env/dev';
import { OktaStack } from '../constructs/okta-stack';
import { synthesize } from '../constructs/synthesize';

function props(n: number): OidcWebAppProps {
  const origin = `https://app-${n}.harborgoods.net`;
  return {
    label: `App ${n}`,
    clientId: `app-${n}-dev`,
    redirectUris: [`${origin}/callback`],
    postLogoutRedirectUris: [`${origin}/`],
    grantTypes: ['authorization_code', 'refresh_token'],
  };
}

function raw(count: number): void {
  const app = new App();
  const stack = new TerraformStack(app, 'scale-dev');
  new LocalBackend(stack, { path: 'terraform.tfstate' });
  new OktaProvider(stack, 'okta', { orgName: 'harborgoods-dev', baseUrl: 'oktapreview.com' });
  for (let n = 0; n < count; n++) new AppOauth(stack, `app-${n}`, boundAttributes(resolveProps(props(n), false)));
  app.synth();
}

function ours(count: number): void {
  const environment: Environment = { ...dev, backend: { type: 'local', path: 'terraform.tfstate' } };
  const build = (app: App, of: Environment) => {
    const stack = new OktaStack(app, 'scale', of);
    for (let n = 0; n < count; n++) new OidcWebApp(stack, `app-${n}`, props(n));
  };
  synthesize({ environments: [environment], wanted: undefined, build });
  if (process.exitCode !== undefined) throw new Error('the apps of the benchmark have problems');
}

const [kind, count] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'okta-apps-bench-'));
process.chdir(folder);
const begin = process.hrtime.bigint();
(kind === 'raw' ? raw : ours)(Number(count));
const seconds = Number(process.hrtime.bigint() - begin) / 1e9;
process.chdir(tmpdir());
rmSync(folder, { recursive: true });
process.stdout.write(JSON.stringify({ seconds, mebibytes: process.resourceUsage().maxRSS / 1024 }));
