import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCli } from '../../support/run-cli';
import { temporaryFolder } from '../../support/temporary-folder';
import { appChange, rawPlan } from '../review/support/plan-json';
import type { Fake } from '../review/post/support/api-server';
import { TARGETS } from '../review/post/support/targets';

const folder = temporaryFolder();
const fakes: Fake[] = [];

afterEach(async () => {
  for (const fake of fakes.splice(0)) await fake.close();
});

async function job(where: 'github' | 'gitlab') {
  const fake = await TARGETS[where].start();
  fakes.push(fake);
  const cwd = mkdtempSync(join(folder.path, 'job-'));
  writeFileSync(join(cwd, 'shop-dev.json'), JSON.stringify(rawPlan([appChange({}, { label: '@everyone <b>' })])));
  const run = async (more: Readonly<Record<string, string>> = {}) => {
    const env = { ...TARGETS[where].env(fake.url), ...more };
    const result = await runCli(['review', 'shop-dev.json', '--post', where], { cwd, env });
    expect(result.stdout + result.stderr).not.toContain(TARGETS[where].token);
    return result;
  };
  return { fake, cwd, run };
}

const FORK = JSON.stringify({ pull_request: { number: 12, head: { repo: { full_name: 'stranger/apps' } } } });

test.each(['github', 'gitlab'] as const)(
  '%s: the comment is the markdown, and is changed by the next run',
  async (where) => {
    const { fake, run } = await job(where);
    const first = await run();
    expect({ code: first.code, stderr: first.stderr }).toEqual({ code: 2, stderr: 'The comment was created.\n' });
    expect((await run()).stderr).toBe('The comment was updated.\n');
    expect(fake.comments).toHaveLength(1);
    expect(fake.comments[0]?.body).toMatch(/^<!-- okta-apps: plan review -->\n### /);
    expect(fake.comments[0]?.body).toContain('\n```diff\n  label\n- Storefront\n+ @everyone <b>\n```\n');
  },
);

test('a review that cannot be made replaces the older comment and is an error all the same', async () => {
  const { fake, cwd, run } = await job('github');
  await run();
  writeFileSync(join(cwd, 'shop-dev.json'), '{"format_version": "1.2", "resource_ch');
  const message =
    'shop-dev.json: cannot review this plan: it is not JSON, or only the beginning or the end of it; make the file with "terraform show -json <saved plan>"';
  expect(await run()).toEqual({ code: 1, stdout: '', stderr: `The comment was updated.\n${message}\n` });
  expect(fake.comments.map(({ body }) => body)).toEqual([
    `<!-- okta-apps: plan review -->\n### ⛔ Not reviewed: nobody knows what would happen\n\n\`\`\`text\n${message}\n\`\`\`\n`,
  ]);
  expect((await run({ GITHUB_TOKEN: '' })).stderr).toBe(
    `GITHUB_TOKEN or GH_TOKEN is not set: --post github takes the token from it\n${message}\n`,
  );
});

test('a fork without a token: the review goes to the job summary, and that is said', async () => {
  const { fake, cwd, run } = await job('github');
  const [event, summary] = [join(cwd, 'event.json'), join(cwd, 'summary.md')];
  writeFileSync(event, FORK);
  writeFileSync(summary, 'from another step\n');
  const { code, stderr } = await run({ GITHUB_TOKEN: '', GITHUB_EVENT_PATH: event, GITHUB_STEP_SUMMARY: summary });
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr:
      'No comment was written (GITHUB_TOKEN or GH_TOKEN is not set, as is right for a fork): ' +
      'the review is in the job summary instead.\n',
  });
  expect(readFileSync(summary, 'utf8')).toMatch(/^from another step\n<!-- okta-apps: plan review -->\n### /);
  expect(fake.requests).toEqual([]);
});

test('a fork without a job summary: the comment is on stdout, and that is said', async () => {
  const { run } = await job('gitlab');
  const { code, stdout, stderr } = await run({
    GITLAB_TOKEN: '',
    CI_MERGE_REQUEST_PROJECT_ID: '5',
    CI_MERGE_REQUEST_SOURCE_PROJECT_ID: '900',
  });
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: 'No comment was written (GITLAB_TOKEN is not set, as is right for a fork): the review is above instead.\n',
  });
  expect(stdout).toContain('\n<!-- okta-apps: plan review -->\n### ');
});

test('without a token, or outside of a pull request: one message and exit code 1, after the review itself', async () => {
  const { fake, run } = await job('github');
  const without = await run({ GITHUB_TOKEN: '' });
  expect({ code: without.code, stderr: without.stderr }).toEqual({
    code: 1,
    stderr: 'GITHUB_TOKEN or GH_TOKEN is not set: --post github takes the token from it\n',
  });
  expect(without.stdout).toContain('shop-dev: planned');
  const outside = await run({ GITHUB_REF: 'refs/heads/main' });
  expect({ code: outside.code, stderr: outside.stderr }).toEqual({
    code: 1,
    stderr:
      'no pull request is known: neither the file of GITHUB_EVENT_PATH nor GITHUB_REF names one; ' +
      'run --post github in a workflow "on: pull_request"\n',
  });
  expect(fake.requests).toEqual([]);
});
