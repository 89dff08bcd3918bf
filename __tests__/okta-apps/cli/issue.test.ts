import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCli } from '../../support/run-cli';
import { temporaryFolder } from '../../support/temporary-folder';
import { startGithub, GITHUB_TOKEN, ME as GITHUB_ME } from '../review/post/support/fake-github';
import { startGitlab, GITLAB_TOKEN, ME as GITLAB_ME } from '../review/post/support/fake-gitlab';
import { issuesApi, type KeptIssue } from '../review/post/support/fake-issues';
import type { Fake } from '../review/post/support/api-server';

const folder = temporaryFolder();
const COMMIT = 'c'.repeat(40);
const HASH = '0'.repeat(64);
const SYSTEMS = ['github', 'gitlab'] as const;

const fakes: Fake[] = [];
afterEach(async () => {
  for (const { close } of fakes.splice(0)) await close();
});

const digest = (stack: string, changes: readonly string[] | undefined, different: object = {}) => ({
  ...{ stack, environment: 'prod', rehearsal: false, outcome: 'planned', intent: HASH, meaning: HASH },
  ...(changes !== undefined && { changes }),
  ...different,
});

/** A job of a scheduled pipeline, with a tracker of issues that it reaches. */
async function job(where: (typeof SYSTEMS)[number]) {
  const fake = await (where === 'github' ? startGithub() : startGitlab());
  fakes.push(fake);
  const me = where === 'github' ? GITHUB_ME : GITLAB_ME;
  const issues: KeptIssue[] = [];
  fake.also.push(issuesApi(where, issues, me, fake));
  const cwd = mkdtempSync(join(folder.path, 'job-'));
  mkdirSync(join(cwd, 'plans'));
  const plan = (environment: string, ...digests: readonly object[]): void => {
    writeFileSync(join(cwd, 'plans', `${environment}.json`), JSON.stringify({ version: 2, digests }));
  };
  const env: Readonly<Record<string, string>> =
    where === 'github'
      ? {
          GITHUB_TOKEN,
          GITHUB_API_URL: fake.url,
          GITHUB_REPOSITORY: 'acme/apps',
          GITHUB_REF: 'refs/heads/main',
          GITHUB_SHA: COMMIT,
          GITHUB_SERVER_URL: 'https://ci.test',
          GITHUB_RUN_ID: '9',
        }
      : {
          GITLAB_TOKEN,
          CI_API_V4_URL: `${fake.url}/api/v4`,
          CI_PROJECT_ID: '5',
          CI_COMMIT_BRANCH: 'main',
          CI_COMMIT_SHA: COMMIT,
          CI_COMMIT_BEFORE_SHA: '0'.repeat(40),
          CI_PIPELINE_URL: 'https://ci.test/acme/apps/actions/runs/9',
        };
  const run = async (more: Readonly<Record<string, string>> = {}, argv = ['--env', 'prod']) => {
    const result = await runCli(['issue', 'plans', '--to', where, ...argv], { cwd, env: { ...env, ...more } });
    expect(result.stdout + result.stderr + JSON.stringify(issues)).not.toContain(
      env['GITHUB_TOKEN'] ?? env['GITLAB_TOKEN'],
    );
    return result;
  };
  return { fake, issues, me, cwd, plan, run };
}

const text = (...lines: readonly string[]): string =>
  [
    '<!-- okta-apps: not applied -->',
    `Planned: \`main\` at \`${COMMIT}\`. This issue is updated by every scheduled plan, and closed when everything is applied.`,
    ...lines,
    'Look at the last run of the pipeline that applies: it waits for a reviewer, failed, or was refused. Start it again, or merge another change.',
    'Run: https://ci.test/acme/apps/actions/runs/9\n',
  ].join('\n\n');

test.each(SYSTEMS)('%s: one issue is opened, left alone, updated and closed', async (where) => {
  const { issues, plan, run, fake } = await job(where);
  plan('prod', digest('shop-prod', []));
  const applied = 'Okta: everything that is merged is applied\n';
  expect(await run()).toEqual({ code: 0, stdout: `${applied}There is no issue to close.\n`, stderr: '' });
  expect(fake.requests.filter((line) => !line.startsWith('GET ') && !line.endsWith('/graphql'))).toEqual([]);

  plan(
    'prod',
    digest('shop-prod', ['change okta_app_oauth.web', 'create okta_app_oauth.`x` | @all']),
    digest('other-prod', []),
  );
  const waiting = 'Okta: merged changes are not applied to prod\n';
  expect(await run()).toEqual({ code: 0, stdout: `${waiting}Issue 101 was opened.\n`, stderr: '' });
  const first = text(
    '### `prod`\n\n- `shop-prod`: 2 changes: `change okta_app_oauth.web`, ``create okta_app_oauth.`x` \\u007c @all``',
  );
  expect(issues).toEqual([
    {
      number: 101,
      author: expect.any(Number) as number,
      state: 'open',
      title: waiting.trim(),
      body: first,
      isPull: false,
    },
  ]);
  expect((await run()).stdout).toBe(`${waiting}Issue 101 says so already.\n`);

  plan('prod', digest('shop-prod', undefined));
  expect((await run()).stdout).toBe(`${waiting}Issue 101 was updated.\n`);
  expect(issues[0]?.body).toBe(text('### `prod`\n\n- `shop-prod`: it changes, and its plan does not say what'));

  plan('prod', digest('shop-prod', []));
  expect((await run()).stdout).toBe(`${applied}Issue 101 was closed.\n`);
  expect(issues.map(({ state, body }) => ({ state, body }))).toEqual([
    {
      state: 'closed',
      body:
        `<!-- okta-apps: not applied -->\n\nEverything is applied: no plan of \`main\` at \`${COMMIT}\` changes anything.\n\n` +
        'Run: https://ci.test/acme/apps/actions/runs/9\n',
    },
  ]);
});

test.each(SYSTEMS)('%s: what was not planned never counts as applied', async (where) => {
  const { issues, plan, run, cwd } = await job(where);
  const file = (name: string, content: string): void => {
    writeFileSync(join(cwd, 'plans', `${name}.json`), content);
  };
  plan('failed', digest('shop', [], { environment: 'failed', outcome: 'failed' }));
  plan('foreign', digest('shop', [], { environment: 'prod' }));
  plan('rehearsed', digest('shop', [], { environment: 'rehearsed', rehearsal: true }));
  plan('empty');
  file('broken', '{');
  symlinkSync('/etc/hostname', join(cwd, 'plans/link.json'));
  const names = ['failed', 'foreign', 'rehearsed', 'empty', 'broken', 'link', 'absent'];
  const { stdout } = await run({}, ['--env', names.join(',')]);
  expect(stdout).toBe(
    'Okta: failed, foreign, rehearsed, empty, broken, link and absent could not be planned\nIssue 101 was opened.\n',
  );
  const notPlanned = (name: string, why: string) => `### \`${name}\`\n\n- not planned: ${why}`;
  expect(issues[0]?.body).toBe(
    text(
      '### `failed`\n\n- `shop`: not planned; the log of the run says why',
      ...['foreign', 'rehearsed', 'empty'].map((name) => notPlanned(name, 'its file is of something else')),
      notPlanned('broken', 'its file is not JSON, or is truncated; look at the job that plans'),
      notPlanned('link', 'its file cannot be read (ELOOP)'),
      notPlanned('absent', 'the job that plans left nothing'),
    ),
  );
});

test.each(SYSTEMS)(
  '%s: issues of others, pull requests and other issues of ours are left alone; of two the oldest stays',
  async (where) => {
    const { issues, plan, run, me } = await job(where);
    const marked = '<!-- okta-apps: not applied -->\nold';
    const kept = (number: number, author: number, body: string, isPull = false): KeptIssue => ({
      ...{ number, author, state: 'open', title: 'x', body, isPull },
    });
    issues.push(
      kept(1, me + 1, marked),
      kept(2, me, 'mine'),
      kept(3, me, marked, true),
      kept(4, me, marked),
      kept(5, me, marked),
    );
    for (let number = 6; number < 130; number += 1) issues.unshift(kept(number, me, 'mine'));
    plan('prod', digest('shop-prod', ['change a.b']));
    expect((await run()).stdout).toContain('Issue 4 was updated.\n');
    const touched = issues.filter(({ title, state }) => title !== 'x' || state !== 'open');
    expect(touched.map(({ number, state }) => [number, state])).toEqual([
      [4, 'open'],
      [5, 'closed'],
    ]);
  },
);

test.each(SYSTEMS)('%s: a token that may not, a missing one, and no names are errors', async (where) => {
  const { fake, plan, run } = await job(where);
  plan('prod', digest('shop-prod', ['change a.b']));
  fake.instead.push({ on: /^POST .*\/issues$/, answer: { status: 403, json: { message: 'no' } } });
  expect(await run()).toEqual({
    code: 1,
    stdout: '',
    stderr:
      where === 'github'
        ? 'The issue was not written: GitHub answered 403 when asked to open an issue: no; the job needs the permission "issues: write"\n'
        : 'The issue was not written: GitLab answered 403 when asked to open an issue: no; the token needs the scope "api" and at least the role Reporter in the project\n',
  });
  const variable = where === 'github' ? 'GITHUB_TOKEN' : 'GITLAB_TOKEN';
  expect((await run({ [variable]: '' })).stderr).toBe(
    `${where === 'github' ? 'GITHUB_TOKEN or GH_TOKEN' : variable} is not set: okta-apps issue takes the token from it\n`,
  );
  expect((await run({}, [])).stderr).toBe(
    '--env must list all environments, separated by commas: an environment without a plan is part of the issue, too\n',
  );
});

test('a secret that a plan wrote into an address is masked in the issue and in the log', async () => {
  const { issues, plan, run } = await job('github');
  const secret = 'canary-Secret-0123456789-abcdef';
  plan('prod', digest('shop-prod', [`change okta_app_oauth["${secret}"]`]));
  const { stdout } = await run({ OKTA_PROD_TOKEN: secret });
  expect(stdout).toContain('Issue 101 was opened.');
  expect(JSON.stringify(issues) + stdout).not.toContain(secret);
  expect(issues[0]?.body).toContain('1 change: ');
});

test('many stacks and changes are counted', async () => {
  const { issues, plan, run } = await job('github');
  const changes = Array.from({ length: 12 }, (_, i) => `change a.b${i}`);
  plan('prod', ...Array.from({ length: 25 }, (_, i) => digest(`s${i}`, changes)));
  await run();
  const lines = (issues[0]?.body ?? '').split('\n').filter((line) => line.startsWith('- '));
  expect([lines.length, lines.at(-1)]).toEqual([21, '- and 5 more stacks']);
  expect(lines[0]).toMatch(/^- `s0`: 12 changes: .*`change a\.b9` and 2 more$/);
});
