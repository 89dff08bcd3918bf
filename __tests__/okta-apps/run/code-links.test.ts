import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { placesText } from '../../../okta-apps/shared/source-places';
import { runGit } from '../../support/git-project';
import { dataStack, plainProject, stackManifest } from '../../support/plain-project';
import { runCli } from '../../support/run-cli';
import { temporaryFolder } from '../../support/temporary-folder';
import type { Fake } from '../review/post/support/api-server';
import { HEAD, pullEventFile } from '../review/post/support/pull-event';
import { TARGETS } from '../review/post/support/targets';
import { appChange, rawPlan } from '../review/support/plan-json';

const folder = temporaryFolder();
const fakes: Fake[] = [];

afterEach(async () => {
  for (const fake of fakes.splice(0)) await fake.close();
});

const SERVERS = {
  github: {
    env: { GITHUB_SERVER_URL: 'https://github.com', GITHUB_REPOSITORY: 'acme/apps' },
    files: '/acme/apps/blob',
  },
  gitlab: {
    env: { CI_PROJECT_URL: 'https://gitlab.acme.dev/acme/apps', CI_COMMIT_SHA: HEAD },
    files: '/acme/apps/-/blob',
  },
};
const WHERE = ['github', 'gitlab'] as const;
const LINE = 'stacks/shop.ts:7';
const linkTo = (where: (typeof WHERE)[number], commit = HEAD, inRepository = 'infra/okta/') =>
  `[\`${LINE}\`](https://${where === 'github' ? 'github.com' : 'gitlab.acme.dev'}${SERVERS[where].files}/${commit}/${inRepository}stacks/shop.ts#L7)`;

/** A plan with its code, as `terraform show -json` and a synth leave them, in `infra/okta` of a repository. */
function planned(): string {
  const root = mkdtempSync(join(folder.path, 'repository-'));
  const own = join(root, 'infra/okta/plans/shop-dev');
  mkdirSync(own, { recursive: true });
  runGit(root, ['init', '--quiet']);
  const places = { resources: { 'okta_app_oauth.web': { file: 'stacks/shop.ts', line: 7 } } };
  const files = {
    'plan.json': JSON.stringify(rawPlan([appChange({}, { pkce_required: false })])),
    'cdk.tf.json': JSON.stringify({ resource: { okta_app_oauth: { web: { label: 'Storefront' } } } }),
    'okta-apps.json': JSON.stringify(stackManifest('shop-dev')),
    'okta-apps.places.json': placesText(places),
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(own, name), text);
  return join(root, 'infra/okta');
}

const PLAN = 'plans/shop-dev/plan.json';

test.each(WHERE)('%s: the comment of a plan links to the line in the code', async (where) => {
  const fake = await TARGETS[where].start();
  fakes.push(fake);
  const cwd = planned();
  const env = { ...TARGETS[where].env(fake.url), ...SERVERS[where].env, ...(where === 'github' && pullEventFile(cwd)) };
  expect((await runCli(['review', PLAN, '--post', where], { cwd, env })).code).toBe(3);
  expect(fake.comments[0]?.body).toContain(linkTo(where));
});

test.each(WHERE)('%s: markdown on stdout has the same links, of the commit that the job checked out', async (where) => {
  const commit = 'b'.repeat(40);
  const env = { ...SERVERS[where].env, ...(where === 'github' ? { GITHUB_SHA: commit } : { CI_COMMIT_SHA: commit }) };
  const { stdout } = await runCli(['review', PLAN, '--format', 'markdown'], { cwd: planned(), env });
  expect(stdout).toContain(linkTo(where, commit));
});

test('outside of a CI job, and outside of a repository, lines are no links', async () => {
  const cwd = planned();
  const { stdout } = await runCli(['review', PLAN, '--format', 'markdown'], { cwd });
  expect(stdout).toContain(`(\`${LINE}\`)`);
  const copy = mkdtempSync(join(folder.path, 'copy-'));
  const own = join(copy, 'shop-dev');
  mkdirSync(own);
  for (const name of ['plan.json', 'cdk.tf.json', 'okta-apps.json', 'okta-apps.places.json']) {
    writeFileSync(join(own, name), readFileSync(join(cwd, 'plans/shop-dev', name)));
  }
  const env = { ...SERVERS.github.env, GITHUB_SHA: HEAD };
  const outside = await runCli(['review', 'shop-dev/plan.json', '--format', 'markdown'], { cwd: copy, env });
  expect(outside.stdout).toContain(`(\`${LINE}\`)`);
});

test('the summary of a job that plans links to the lines, too', async () => {
  const { folder: cwd } = plainProject(folder.path, {
    'shop-dev': { terraform: dataStack({ web: '${tonumber("a")}' }) },
  });
  const app = readFileSync(join(cwd, 'app.js'), 'utf8');
  const places = placesText({ stack: { file: 'stacks/shop.ts', line: 7 }, resources: {} });
  const write = `require('node:fs').writeFileSync('cdktf.out/stacks/shop-dev/okta-apps.places.json', ${JSON.stringify(places)});`;
  writeFileSync(join(cwd, 'app.js'), `${app}\n${write}\n`);
  runGit(cwd, ['init', '--quiet']);
  const summary = join(cwd, 'summary.md');
  const env = { ...SERVERS.github.env, GITHUB_SHA: HEAD, GITHUB_STEP_SUMMARY: summary, ACME_PLAN: 'plan-token-81fe' };
  await runCli(['plan'], { cwd, env });
  expect(readFileSync(summary, 'utf8')).toContain(linkTo('github', HEAD, ''));
});
