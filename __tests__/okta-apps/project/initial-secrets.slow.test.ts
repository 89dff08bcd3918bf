import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ClientSecret, OidcWebApp } from '../../../constructs/oidc-web-app';
import { dataStack, localStack, plainProject } from '../../support/plain-project';
import { runCli } from '../../support/run-cli';
import { bareStack, MINIMAL, synthesized } from '../../support/synth-stack';
import { temporaryFolder } from '../../support/temporary-folder';

const folder = temporaryFolder();
const CANARIES = { web: 'kP3-vT9_xW2qLm7RzYb5', desk: 'hN8wQ4_sFd-6JcXeVu2Z' };

/** The files below a folder that have one of the canaries. */
function filesWithCanaries(cwd: string): readonly string[] {
  const files = readdirSync(cwd, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => Object.values(CANARIES).some((canary) => readFileSync(file).includes(canary)))
    .map((file) => relative(cwd, file));
}

test('the apps of one JSON object get its values, which are in nothing that is written but the local org', async () => {
  const keyed = ['web', 'desk'].map((key) => ({ variable: 'secrets', address: `okta_app_oauth.${key}`, key }));
  const { folder: cwd } = plainProject(folder.path, { 'shop-local': localStack(['web', 'desk'], keyed) });
  const run = (argv: readonly string[], value?: object) =>
    runCli(argv, { cwd, env: value === undefined ? {} : { TF_VAR_secrets: JSON.stringify(value) } });
  expect(await run(['plan'])).toMatchObject({ code: 2 });
  const refused = await run(['apply', '--auto-approve'], { web: CANARIES.web });
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain(
    '"desk" of TF_VAR_secrets is not set to a client secret of your own: shop-local creates okta_app_oauth.desk with it. ',
  );
  const applied = await run(['apply', '--auto-approve'], CANARIES);
  expect(applied).toMatchObject({ code: 0 });
  const again = await run(['plan'], { web: CANARIES.web });
  expect(again).toMatchObject({ code: 0 });
  for (const { stdout, stderr } of [refused, applied, again]) {
    for (const canary of Object.values(CANARIES)) expect(stdout + stderr).not.toContain(canary);
  }
  const found = filesWithCanaries(cwd);
  expect(found).not.toEqual([]);
  expect(found.filter((file) => !file.startsWith('.okta-local/org'))).toEqual([]);
});

describe('Terraform checks the key of each app', () => {
  const synth = bareStack();
  new OidcWebApp(synth, 'shop', { ...MINIMAL, clientSecret: ClientSecret.fromJsonVariable('secrets', 'shop') });
  const terraform = { ...dataStack({ shop: 1 }), variable: synthesized(synth).variable };
  const manifest = { birthSecrets: [{ variable: 'secrets', address: 'terraform_data.shop', key: 'shop' }] };

  test.each([
    ['a short one', 'Zq7_Xw2-Lp9+v', 1],
    ['a long one', CANARIES.web.repeat(5).concat('x'), 1],
    ['a number', 12_345_678_901_234, 1],
    ['a good one', CANARIES.web, 2],
  ])('%s', async (_, shop, code) => {
    const { folder: cwd } = plainProject(folder.path, { 'shop-dev': { terraform, manifest } });
    const env = { ACME_PLAN: 'x', TF_VAR_secrets: JSON.stringify({ shop }) };
    const planned = await runCli(['plan'], { cwd, env });
    expect(planned.code).toBe(code);
    const says =
      'TF_VAR_secrets must be a JSON object that has 14 to 100 printable ASCII characters for the key "shop".';
    expect(planned.stdout.replace(/\s+/g, ' ').includes(says)).toBe(code === 1);
    expect(planned.stdout + planned.stderr).not.toContain(String(shop));
  });
});
