import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { localStack, plainProject } from '../../../support/plain-project';
import { startCli } from '../../../support/cli-process';
import { runCli } from '../../../support/run-cli';
import { temporaryFolder } from '../../../support/temporary-folder';

const folder = temporaryFolder();
const BIRTH = [{ variable: 'desk_secret', address: 'okta_app_oauth.desk' }];

const SYNTH = `1. Declared in stacks/, checked by rules/, written for Terraform
   $ okta-apps synth --env local
cdktf.out/stacks/shop-local/cdk.tf.json

2. Planned against an Okta org on this machine
   $ okta-apps plan --env local
Planned with Terraform, local provider in place of okta/okta 6.12.0
`;
const NEXT = `
Next:
  change an app in stacks/, then          npx okta-apps plan --env local
  see the org while it runs               npx okta-apps org
  start over                              npm start -- --reset
  what your machine lacks for Okta orgs   npx okta-apps doctor
`;

/** The apps of `localStack` are assigned to no user. */
function useOfOrg(step: number): string {
  return `
${step}. What the owner of an app needs
   $ okta-apps credentials shop --env local --verify
shop-local/shop  shop
  client ID         0oa
  app ID            0oa
  status            ACTIVE
  issuer            http://127.0.0.1
  discovery         http://127.0.0.1/.well-known/openid-configuration
  authorization     http://127.0.0.1/oauth2/v1/authorize
  token             http://127.0.0.1/oauth2/v1/token
  userinfo          http://127.0.0.1/oauth2/v1/userinfo
  keys              http://127.0.0.1/oauth2/v1/keys
  introspection     http://127.0.0.1/oauth2/v1/introspect
  revocation        http://127.0.0.1/oauth2/v1/revoke
  sign-out          http://127.0.0.1/oauth2/v1/logout
  authentication    client_secret_basic
  redirect URIs     http://localhost:3000/callback
  secrets           ocs  ACTIVE  less than a day old  (sensitive)  proven: Okta accepts it

${step + 1}. Signed in to an app of this org, as its users will
   $ okta-apps org
  No active app with a client secret is assigned to a user of this org, so there is no sign-in to show.
`;
}

/** What the review says of an app of `localStack`. */
function created(name: string, ...secret: readonly (readonly [string, string])[]): string {
  const attributes = [
    ['label', name],
    ['redirect URIs', 'http://localhost:3000/callback'],
    ['grant types', 'authorization_code'],
    ['response types', 'code'],
    ...secret,
    ['client secret kept out of the state', 'true'],
    ['policy left alone', 'true'],
    ['application type', 'web'],
  ] as const;
  const lines = attributes.map(([attribute, value]) => `    + ${attribute}: ${value}\n`);
  return `create · ${name} in local · okta_app_oauth.${name}\n${lines.join('')}`;
}

function isNew(name: string, more: number): string {
  return `new app ${name}
  created (${more} more settings below)
  redirect URIs: + http://localhost:3000/callback
  grant types: + authorization_code
`;
}

const FIRST = `${SYNTH}
Nothing needs a decision

2 apps are new in local.

${isNew('desk', 6)}${isNew('shop', 5)}
Findings: none

All changes
${created('desk', ['version of the client secret', '1'])}${created('shop')}
3. Applied: the plan above, and no other
   $ okta-apps apply --env local
shop-local: applied (2 created)

4. Planned again: what was applied is what was meant
   $ okta-apps plan --env local
Nothing to change in shop-local
${useOfOrg(5)}${NEXT}`;
const SECOND = `${SYNTH}
No changes

The plan changes nothing.

Findings: none

Unchanged: 1 stack (shop-local).

There is nothing to change: the org already has what the stacks declare.
${useOfOrg(3)}${NEXT}`;

test('the second time there is nothing to change; --reset starts over', async () => {
  const { folder: cwd } = plainProject(folder.path, { 'shop-local': localStack(['shop', 'desk'], BIRTH) });
  const quickstart = async (...argv: string[]) => {
    const { code, stdout } = await runCli(['quickstart', ...argv], { cwd });
    const shown = stdout
      .replace(/(Terraform|OpenTofu) \d+\.\d+\.\d+/g, 'Terraform')
      .replace(/\b(0oa|ocs)\w{17}\b/g, '$1')
      .replace(/(http:\/\/127\.0\.0\.1):\d+/g, '$1');
    return { code, stdout: shown };
  };
  expect(await quickstart()).toEqual({ code: 0, stdout: FIRST });
  expect(await quickstart()).toEqual({ code: 0, stdout: SECOND });
  expect(await quickstart('--reset')).toEqual({
    code: 0,
    stdout: `Starting over: .okta-local is deleted.\n\n${FIRST}`,
  });
  const [org, state] = ['org/org.json', 'state/shop-local.tfstate'].map((file) =>
    readFileSync(join(cwd, '.okta-local', file), 'utf8'),
  );
  expect(org).not.toContain('okta-apps-placeholder');
  expect(state).not.toContain('secret_wo":"');
});

test('with --keep the org stays up, other commands find it, and Ctrl-C ends it', async () => {
  const { folder: cwd } = plainProject(folder.path, { 'shop-local': localStack(['shop', 'desk'], BIRTH) });
  const kept = startCli(['quickstart', '--keep'], { cwd });
  await kept.says('Ctrl-C ends it.');
  const { code, stdout } = await runCli(['plan', '--env', 'local'], { cwd });
  expect({ code, changed: !stdout.includes('The plan changes nothing.') }).toEqual({ code: 0, changed: false });
  kept.child.kill('SIGINT');
  const ended = await kept.ended;
  expect(ended.code).toBe(0);
  const [, url = ''] = /\nA local Okta org answers at (http:\/\/127\.0\.0\.1:\d+) /.exec(ended.stdout) ?? [];
  await expect(fetch(url)).rejects.toThrow('fetch failed');
});

test('its first name still works, and the help does not list it', async () => {
  const { folder: cwd } = plainProject(folder.path, {}, "console.error('error: no'); process.exitCode = 1;");
  expect(await runCli(['story'], { cwd })).toEqual(await runCli(['quickstart'], { cwd }));
  expect((await runCli(['--help'], { cwd })).stdout).not.toContain('story');
});

test('what apply would refuse ends it', async () => {
  const { folder: cwd, change } = plainProject(folder.path, { 'shop-local': localStack(['shop', 'desk']) });
  expect(await runCli(['quickstart'], { cwd })).toMatchObject({ code: 0 });
  change({ 'shop-local': localStack(['shop']) });
  const { code, stdout } = await runCli(['quickstart'], { cwd });
  expect(code).toBe(1);
  expect(stdout).toMatch(
    /\n\nshop-local: a finding stops it that no waiver accepts: okta_app_oauth\.desk: [^\n]+ \[app\/deleted\]; [^\n]+\n$/,
  );
});

test('a step that fails ends it', async () => {
  const { folder: cwd } = plainProject(folder.path, {}, "console.error('error: no'); process.exitCode = 1;");
  expect(await runCli(['quickstart'], { cwd })).toEqual({
    code: 1,
    stdout: '1. Declared in stacks/, checked by rules/, written for Terraform\n   $ okta-apps synth --env local\n',
    stderr: 'error: no\n',
  });
});
