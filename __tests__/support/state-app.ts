import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OidcWebApp } from '../../constructs/oidc-web-app';
import type { Backend, Environment } from '../../constructs/environment';
import { OktaStack } from '../../constructs/okta-stack';
import { synthesize } from '../../constructs/synthesize';

/** What `state-app.json` of the folder says. */
export interface StateApp {
  readonly backend: Backend;
  /** One stack for each, with two apps; the second is created after the gate. */
  readonly teams: readonly string[];
  /** Path at which an apply that creates the apps stops half way. */
  readonly gate: string;
}

/*
 * The program that the projects of the state tests synthesize with: stacks of an org on this machine whose state is
 * kept where the test says. The apply of `shop-local` creates the app shop-web, waits at a gate, and creates shop-desk.
 */
const { backend, teams, gate } = JSON.parse(readFileSync('state-app.json', 'utf8')) as StateApp;

const local: Environment = {
  name: 'local',
  production: false,
  local: true,
  org: { name: 'local', baseUrl: 'okta.test' },
  credentials: {
    plan: { type: 'api-token', tokenVariable: 'OKTA_API_TOKEN' },
    apply: { type: 'api-token', tokenVariable: 'OKTA_API_TOKEN' },
  },
  backend,
  providerVersion: '>= 6.9.0, != 6.14.0, < 7.0.0',
  preventDestroy: false,
  // The gate is a program that an apply runs.
  rules: {
    waivers: [
      { rule: 'document/runs-programs', address: 'terraform_data.gate', reason: 'a test', expires: '2999-12-31' },
    ],
  },
  apps: {},
};

synthesize({
  environments: [local],
  wanted: process.env['OKTA_ENV'],
  build: (app, environment) => {
    const command = `"${process.execPath}" "${join(__dirname, 'wait-at-gate.cjs')}" "${gate}"`;
    for (const team of teams) {
      const stack = new OktaStack(app, team, environment);
      for (const part of ['web', 'desk']) {
        const label = `${team}-${part}`;
        new OidcWebApp(stack, label, { label, redirectUris: [`http://localhost:3000/${label}/callback`] });
      }
      stack.addOverride('resource.terraform_data.gate', {
        depends_on: [`okta_app_oauth.${team}-web`],
        provisioner: [{ 'local-exec': { command } }],
      });
      stack.addOverride(`resource.okta_app_oauth.${team}-desk.depends_on`, ['terraform_data.gate']);
    }
  },
});
