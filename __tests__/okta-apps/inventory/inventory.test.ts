import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { placesText } from '../../../okta-apps/shared/source-places';
import { runGit } from '../../support/git-project';
import { plainProject, writeAssembly, type PlainStack } from '../../support/plain-project';
import { runCli } from '../../support/run-cli';
import { temporaryFolder } from '../../support/temporary-folder';

const { path: parent } = temporaryFolder();
const places = (address: string, line: number) => ({
  'okta-apps.places.json': placesText({ resources: { [address]: { file: 'stacks/shop stack.ts', line } } }),
});

const SHOP: PlainStack = {
  manifest: { environment: 'prod', production: true },
  terraform: {
    data: { okta_policy: { two: { name: 'Any two factors', type: 'ACCESS_POLICY' } } },
    resource: {
      okta_app_oauth: {
        web: {
          label: 'Shop <b>& co</b> $${x}',
          status: 'INACTIVE',
          client_id: 'shop-prod',
          redirect_uris: ['https://shop.acme.com/cb'],
          grant_types: ['authorization_code', 'refresh_token'],
          authentication_policy: '${data.okta_policy.two.id}',
          profile: '{"okta-apps":{"owner":"Payments","contact":"#payments","criticality":"critical"}}',
        },
        later: {
          label: '${var.label}',
          client_id: '${var.id}',
          redirect_uris: '${var.uris}',
          grant_types: ['authorization_code'],
          profile: '${jsonencode({"team" = var.team})}',
        },
      },
    },
  },
  files: places('okta_app_oauth.web', 14),
};

function project(stacks: Readonly<Record<string, PlainStack>> = { 'shop-prod': SHOP }): string {
  const { folder } = plainProject(parent, stacks);
  writeAssembly(join(folder, 'cdktf.out'), stacks);
  return folder;
}

/** The texts of the cells of each row of a page. */
function rowsOf(page: string): readonly (readonly string[])[] {
  const [, body = ''] = /<tbody>\n([^]*)<\/tbody>/.exec(page) ?? [];
  return body
    .split('</tr>\n')
    .filter((row) => row !== '')
    .map((row) => [...row.matchAll(/<t[hd][^>]*>([^]*?)<\/t[hd]>/g)].map(([, cell = '']) => cell));
}

test('the page has what the code declares, a link to its line, and nothing but its own style and script', async () => {
  const folder = project();
  const done = await runCli(['inventory', '--skip-synth'], { cwd: folder });
  expect(done).toEqual({ code: 0, stdout: 'inventory.html: 2 apps of 1 stack\n', stderr: '' });
  const page = readFileSync(join(folder, 'inventory.html'), 'utf8');
  expect(rowsOf(page)).toEqual([
    [
      '<div>Shop &#60;b&#62;&#38; co&#60;/b&#62; ${x}</div>\n<div class="minor">web</div>\n<div class="warn">inactive</div>',
      '<div>prod</div>',
      '<div>shop-prod</div>',
      '<div>Payments</div>\n<div class="minor">#payments</div>',
      '<div class="bad">critical</div>',
      '<div>shop-prod</div>',
      '<div>https://shop.acme.com/cb</div>',
      '<div>authorization_code</div>\n<div>refresh_token</div>',
      '<div>Any two factors</div>',
      '<div><a href="stacks/shop%20stack.ts">stacks/shop stack.ts:14</a></div>',
    ],
    [
      '<div>later</div>',
      '<div>prod</div>',
      '<div>shop-prod</div>',
      ...Array<string>(1).fill('<div class="minor">only Terraform knows it</div>'),
      '<div class="minor">not set</div>',
      ...Array<string>(2).fill('<div class="minor">only Terraform knows it</div>'),
      '<div>authorization_code</div>',
      '<div class="minor">as Okta has it</div>',
      '<div class="minor">not known</div>',
    ],
  ]);
  expect(page).toMatch(
    /content="default-src 'none'; style-src 'sha256-[\w+/]{43}='; script-src 'sha256-[\w+/]{43}='; base-uri 'none'; form-action 'none'"/,
  );
  expect(page).not.toMatch(/\ssrc=|<link|@import|url\(/);
});

test('in a CI job a line is a link to the commit', async () => {
  const folder = project();
  runGit(folder, ['init', '--quiet']);
  const commit = 'a'.repeat(40);
  const env = { GITHUB_REPOSITORY: 'acme/okta', GITHUB_SERVER_URL: 'https://github.com', GITHUB_SHA: commit };
  await runCli(['inventory', '--skip-synth', '--out', 'apps.html'], { cwd: folder, env });
  expect(rowsOf(readFileSync(join(folder, 'apps.html'), 'utf8'))[0]?.[9]).toBe(
    `<div><a href="https://github.com/acme/okta/blob/${commit}/stacks/shop%20stack.ts#L14">stacks/shop stack.ts:14</a></div>`,
  );
});

test('an environment is chosen, and an unknown one lists those that exist', async () => {
  const folder = project({ 'shop-prod': SHOP, 'shop-dev': { ...SHOP, manifest: {} } });
  expect(await runCli(['inventory', '--skip-synth', '--env', 'dev'], { cwd: folder })).toMatchObject({
    code: 0,
    stdout: 'inventory.html: 2 apps of 1 stack\n',
  });
  expect(await runCli(['inventory', '--skip-synth', '--env', 'test'], { cwd: folder })).toEqual({
    code: 1,
    stdout: '',
    stderr: 'There are no stacks of test; known environments are dev and prod\n',
  });
});

test('a file that cannot be written is named, and nothing is left behind', async () => {
  const folder = project();
  mkdirSync(join(folder, 'apps.html'));
  const into = (out: string) => runCli(['inventory', '--skip-synth', '--out', out], { cwd: folder });
  expect(await into('missing/apps.html')).toMatchObject({
    code: 1,
    stderr: 'missing/apps.html cannot be written (ENOENT); create its folder first\n',
  });
  expect(await into('apps.html')).toMatchObject({
    code: 1,
    stderr: 'apps.html cannot be written (EISDIR); it is a folder: name a file in it\n',
  });
  expect(readdirSync(folder).sort()).toEqual(['app.js', 'apps.html', 'cdktf.json', 'cdktf.out', 'stacks.json']);
});

test('a stack without apps gives a page without rows', async () => {
  const folder = project({ 'shop-prod': { terraform: {} } });
  expect(await runCli(['inventory', '--skip-synth'], { cwd: folder })).toMatchObject({
    code: 0,
    stdout: 'inventory.html: 0 apps of 1 stack\n',
  });
  expect(rowsOf(readFileSync(join(folder, 'inventory.html'), 'utf8'))).toEqual([]);
});
