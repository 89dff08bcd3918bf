import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { localStack, plainProject, type PlainStack } from '../../../support/plain-project';
import { runCli } from '../../../support/run-cli';
import { orgCommands } from '../../../support/running-org';
import { temporaryFolder } from '../../../support/temporary-folder';
import { until } from '../../../support/until';

const folder = temporaryFolder();
const runOrg = orgCommands();

/** `okta-apps org --watch` after its first apply. */
const watching = async (cwd: string) =>
  await runOrg(cwd, ['--watch'], (stdout) => stdout.includes('Edits of the code are applied when they are saved.'));

const CALLBACK = 'http://localhost:3000/callback';
const OTHER = 'http://localhost:3000/other';

/** An app that is sent back to this URI. */
function shop(uri: string, label = 'shop'): Readonly<Record<string, PlainStack>> {
  const stack = localStack(['shop']);
  const { resource } = stack.terraform as { resource: { okta_app_oauth: { shop: object } } };
  const web = { ...resource.okta_app_oauth.shop, label, client_id: 'shop-local', redirect_uris: [uri] };
  return { 'shop-local': { ...stack, terraform: { ...stack.terraform, resource: { okta_app_oauth: { shop: web } } } } };
}

async function authorize(url: string, uri: string): Promise<number> {
  const query = new URLSearchParams({
    client_id: 'shop-local',
    response_type: 'code',
    scope: 'openid',
    state: 'state-1234',
    redirect_uri: uri,
  });
  const answer = await fetch(`${url}/oauth2/v1/authorize?${query.toString()}`, { redirect: 'manual' });
  await answer.arrayBuffer();
  return answer.status;
}

test('an edit works as soon as it is applied, a broken one changes nothing, and Ctrl-C ends it', async () => {
  const { folder: cwd, change } = plainProject(folder.path, shop(CALLBACK));
  const { org, printed, stop } = await watching(cwd);
  const { url } = org;
  expect(printed.stdout).toContain('\nnew app shop: created (');
  expect([await authorize(url, CALLBACK), await authorize(url, OTHER)]).toEqual([303, 400]);

  change(shop(OTHER));
  await until(() => printed.stdout.includes(`\nshop: redirect URIs: ${CALLBACK} → ${OTHER} (`));
  expect([await authorize(url, CALLBACK), await authorize(url, OTHER)]).toEqual([400, 303]);

  writeFileSync(join(cwd, 'stacks.json'), '{ broken');
  // Nothing is said on stdout, so the next good edit shows that the broken one was over.
  change(shop(OTHER, 'Shop of all'));
  for (let at = 1; at <= 5; at += 1) change(shop(OTHER, `Shop ${at}`));
  await until(() => printed.stdout.includes('Shop 5 ('));
  expect([await authorize(url, CALLBACK), await authorize(url, OTHER)]).toEqual([400, 303]);

  const { code, stdout } = await stop();
  expect(code).toBe(0);
  expect(stdout).toMatch(/\nStopped; the next start on the same folder continues from here\.\n$/);
  await expect(fetch(url)).rejects.toThrow();
}, 120_000);

test('an edit that does not synthesize prints its problems, and the org keeps what was applied', async () => {
  const { folder: cwd, change } = plainProject(folder.path, shop(CALLBACK));
  const { org, printed } = await watching(cwd);
  const { url } = org;
  const app = readFileSync(join(cwd, 'app.js'), 'utf8');
  writeFileSync(join(cwd, 'app.js'), 'console.error("error: label must be a text"); process.exitCode = 1;');
  await until(() =>
    printed.stderr.endsWith(
      'error: label must be a text\nSynth failed: "node app.js" ended with exit code 1\nNothing was applied; the org keeps what it has.\n',
    ),
  );
  expect([await authorize(url, CALLBACK), await authorize(url, OTHER)]).toEqual([303, 400]);
  change(shop(OTHER));
  writeFileSync(join(cwd, 'app.js'), app);
  await until(() => printed.stdout.includes(`\nshop: redirect URIs: ${CALLBACK} → ${OTHER} (`));
  expect([await authorize(url, CALLBACK), await authorize(url, OTHER)]).toEqual([400, 303]);
}, 120_000);

test('--watch with the folder of another org is refused', async () => {
  expect(await runCli(['org', '--watch', '--data', 'other'], { cwd: folder.path })).toEqual({
    code: 1,
    stdout: '',
    stderr: '--watch applies the stacks to the org of the project, not to that of --data; leave --data out\n',
  });
});
