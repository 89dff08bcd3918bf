import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DriftReport } from '../../../okta-apps/drift/report';
import { runCli } from '../../support/run-cli';
import { temporaryFolder } from '../../support/temporary-folder';
import type { Fake } from '../review/post/support/api-server';
import { GITHUB_TOKEN, ME as GITHUB_ME, startGithub } from '../review/post/support/fake-github';
import { GITLAB_TOKEN, ME as GITLAB_ME, startGitlab } from '../review/post/support/fake-gitlab';
import { issuesApi, type KeptIssue } from '../review/post/support/fake-issues';

const folder = temporaryFolder();
const SYSTEMS = ['github', 'gitlab'] as const;
const COMMIT = 'c'.repeat(40);

const fakes: Fake[] = [];
afterEach(async () => {
  for (const { close } of fakes.splice(0)) await close();
});

function report(environment: string, different: Partial<DriftReport> = {}): DriftReport {
  return {
    kind: 'okta-apps drift',
    version: 1,
    environment,
    org: 'https://acme.okta.com',
    at: '2026-11-27T08:00:00Z',
    verdict: 'same',
    headline: `No drift in ${environment}: 2 apps as declared.`,
    deep: false,
    requests: 3,
    ...{ apps: [], extra: [], origins: [], notCompared: [], notLookedAt: [], unreadStates: [] },
    ...different,
  };
}

const extra = (label: string) => ({
  ...{ id: '0oa1', label, clientId: '0oa1', type: 'web', status: 'ACTIVE' },
  ...{ created: '2026-01-01T00:00:00Z', lastUpdated: '2026-01-01T00:00:00Z' },
});
const drifted = (environment: string, label = 'Shadow') =>
  report(environment, {
    verdict: 'drift',
    headline: `Drift in ${environment}: 1 app in no stack.`,
    extra: [extra(label)],
  });

/** The job of a scheduled pipeline, with a tracker of issues that it reaches. */
async function job(where: (typeof SYSTEMS)[number]) {
  const fake = await (where === 'github' ? startGithub() : startGitlab());
  fakes.push(fake);
  const me = where === 'github' ? GITHUB_ME : GITLAB_ME;
  const issues: KeptIssue[] = [];
  fake.also.push(issuesApi(where, issues, me, fake));
  const cwd = mkdtempSync(join(folder.path, 'job-'));
  mkdirSync(join(cwd, 'drift'));
  const left = (environment: string, content: unknown): void => {
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    writeFileSync(join(cwd, 'drift', `${environment}.json`), text);
  };
  const env: Readonly<Record<string, string>> =
    where === 'github'
      ? {
          ...{ GITHUB_TOKEN, GITHUB_API_URL: fake.url, GITHUB_REPOSITORY: 'acme/apps', GITHUB_REF: 'refs/heads/main' },
          ...{ GITHUB_SHA: COMMIT, GITHUB_SERVER_URL: 'https://ci.test', GITHUB_RUN_ID: '9' },
        }
      : {
          ...{ GITLAB_TOKEN, CI_API_V4_URL: `${fake.url}/api/v4`, CI_PROJECT_ID: '5', CI_COMMIT_BRANCH: 'main' },
          ...{ CI_COMMIT_SHA: COMMIT, CI_PIPELINE_URL: 'https://ci.test/acme/apps/actions/runs/9' },
        };
  const run = (names = 'prod') =>
    runCli(['issue', 'drift', '--about', 'drift', '--to', where, '--env', names], { cwd, env });
  return { issues, me, left, run };
}

test.each(SYSTEMS)('%s: one issue is opened, left alone, updated, closed, and opened again', async (where) => {
  const { issues, left, run } = await job(where);
  left('prod', report('prod'));
  expect(await run()).toEqual({ code: 0, stdout: 'Okta: no drift\nThere is no issue to close.\n', stderr: '' });
  left('prod', drifted('prod'));
  expect((await run()).stdout).toBe('Okta: drift in prod\nIssue 101 was opened.\n');
  expect(issues[0]?.body.split('\n').slice(0, 7)).toEqual([
    '<!-- okta-apps: drift -->',
    '',
    `Compared with \`main\` at \`${COMMIT}\`. Every scheduled run updates this issue. It is closed when all environments could be compared and are as declared.`,
    '',
    '## `prod`',
    '',
    '**Drift in prod: 1 app in no stack.**',
  ]);
  expect(issues[0]?.body).toMatch(/Shadow[\s\S]*\n\nRun: https:\/\/ci\.test\/acme\/apps\/actions\/runs\/9\n$/);
  expect((await run()).stdout).toBe('Okta: drift in prod\nIssue 101 says so already.\n');
  left('prod', drifted('prod', 'Other'));
  expect((await run()).stdout).toBe('Okta: drift in prod\nIssue 101 was updated.\n');
  left('prod', report('prod'));
  expect((await run()).stdout).toBe('Okta: no drift\nIssue 101 was closed.\n');
  expect(issues[0]).toMatchObject({
    state: 'closed',
    title: 'Okta: no drift',
    body:
      `<!-- okta-apps: drift -->\n\nCompared with \`main\` at \`${COMMIT}\`:\n\n- No drift in prod: 2 apps as declared.\n\n` +
      'Run: https://ci.test/acme/apps/actions/runs/9\n',
  });
  left('prod', drifted('prod'));
  expect((await run()).stdout).toBe('Okta: drift in prod\nIssue 101 was opened again.\n');
  expect(issues.map(({ number, state, title }) => [number, state, title])).toEqual([
    [101, 'open', 'Okta: drift in prod'],
  ]);
});

test.each(SYSTEMS)('%s: what could not be looked at closes no issue, and is said', async (where) => {
  const { issues, left, run } = await job(where);
  left('prod', drifted('prod'));
  await run();
  const failures: readonly (readonly [content: unknown, says: string])[] = [
    [
      { error: 'prod: the apps of the org could not be read (401)' },
      'prod: the apps of the org could not be read (401)',
    ],
    ['{', 'its file is no JSON'],
    [report('dev'), 'its file is of something else'],
    [{ ...report('prod'), apps: undefined }, 'apps'],
    [{ ...report('prod'), verdict: 'drift', apps: [{}] }, 'its file is no report'],
  ];
  for (const [content] of failures) {
    left('prod', content);
    const { code, stdout } = await run();
    expect([code, stdout.split('\n')[0]]).toEqual([0, 'Okta: prod could not be compared']);
    expect(issues).toHaveLength(1);
    expect(issues[0]).toMatchObject({ state: 'open', title: 'Okta: prod could not be compared' });
    expect(issues[0]?.body).toMatch(/\n## `prod`\n\nNot compared: .+\. What earlier runs found may still be so\.\n/);
  }
  // No report at all, and one that lists what it could not read although it says "same".
  expect((await run('prod,absent')).stdout).toContain('Okta: prod and absent could not be compared\n');
  expect(issues[0]?.body).toContain('## `absent`\n\nNot compared: the job that looks left nothing. ');
  left('prod', report('prod', { notLookedAt: [{ what: 'trusted origins', where: 'prod', why: '403' }] }));
  expect((await run()).stdout).toContain('Okta: prod could not be compared\n');
  left('prod', drifted('prod'));
  left('dev', report('dev'));
  expect((await run('dev,prod,absent')).stdout).toContain('Okta: drift in prod; absent could not be compared\n');
  expect(issues[0]?.body).toContain('\n\n1 environment is as declared.\n\n');
});

test.each(SYSTEMS)('%s: issues of others are left alone, open and closed', async (where) => {
  const { issues, me, left, run } = await job(where);
  const marked = '<!-- okta-apps: drift -->\nold';
  const kept = (number: number, author: number, body: string, state: KeptIssue['state']): KeptIssue => ({
    ...{ number, author, state, title: 'x', body, isPull: false },
  });
  issues.push(kept(1, me + 1, marked, 'open'), kept(2, me + 1, marked, 'closed'), kept(3, me, 'mine', 'closed'));
  left('prod', drifted('prod'));
  expect((await run()).stdout).toBe('Okta: drift in prod\nIssue 101 was opened.\n');
  expect(issues.slice(0, 3).map(({ title, body }) => [title, body])).toEqual([
    ['x', marked],
    ['x', marked],
    ['x', 'mine'],
  ]);
});

test('hostile names, and a report longer than an issue', async () => {
  const { issues, left, run } = await job('github');
  const label = '<!-- x --> @all [a](https://evil.test) `code`\n## title';
  left('prod', { ...drifted('prod', label), extra: Array.from({ length: 3000 }, (_, i) => extra(`${label} ${i}`)) });
  left('dev', drifted('dev', label));
  expect((await run('dev,prod')).code).toBe(0);
  const body = issues[0]?.body ?? '';
  expect(body.length).toBeLessThan(60_000);
  // Names are code, which Markdown takes as it is.
  const outside = body.replace(/``.*?``/g, '');
  expect(outside).not.toMatch(/@all|evil|title/);
  expect(outside.match(/<!--/g)).toHaveLength(1);
});
