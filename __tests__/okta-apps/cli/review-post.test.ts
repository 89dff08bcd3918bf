import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Interrupted } from '../../../okta-apps/shared/errors';
import { runCli } from '../../support/run-cli';
import { temporaryFolder } from '../../support/temporary-folder';
import { appChange, rawChange, rawPlan, SOUND_APP } from '../review/support/plan-json';
import { digestFile, parseDigests } from '../../../okta-apps/review/digest-file';
import { digestsOf } from '../../../okta-apps/review/post/check-run';
import type { Fake } from '../review/post/support/api-server';
import { startGithub } from '../review/post/support/fake-github';
import { startGitlab } from '../review/post/support/fake-gitlab';
import { HEAD, pullEvent, pullEventFile } from '../review/post/support/pull-event';
import { TARGETS } from '../review/post/support/targets';

const folder = temporaryFolder();
const fakes: Fake[] = [];

afterEach(async () => {
  for (const fake of fakes.splice(0)) await fake.close();
});

async function job<F extends Fake>(where: 'github' | 'gitlab', start: () => Promise<F>) {
  const fake = await start();
  fakes.push(fake);
  const cwd = mkdtempSync(join(folder.path, 'job-'));
  writeFileSync(join(cwd, 'shop-dev.json'), JSON.stringify(rawPlan([appChange({}, { label: '@everyone <b>' })])));
  const run = async (more: Readonly<Record<string, string>> = {}, files: readonly string[] = ['shop-dev.json']) => {
    const env = { ...TARGETS[where].env(fake.url), ...(where === 'github' && pullEventFile(cwd)), ...more };
    const result = await runCli(['review', ...files, '--post', where, '--digests', 'digests.json'], {
      cwd,
      env,
    });
    expect(result.stdout + result.stderr).not.toContain(TARGETS[where].token);
    return result;
  };
  return { fake, cwd, run };
}

const github = () => job('github', startGithub);
const FORK = pullEvent(HEAD, 'stranger/apps');
const CHECKED = 'The check run was written.\n';

test.each(['github', 'gitlab'] as const)(
  '%s: the comment is the markdown, and is changed by the next run',
  async (where) => {
    const { fake, run } = await job<Fake>(where, TARGETS[where].start);
    const checked = where === 'github' ? CHECKED : '';
    const first = await run();
    expect({ code: first.code, stderr: first.stderr }).toEqual({
      code: 2,
      stderr: `The comment was created.\n${checked}`,
    });
    expect((await run()).stderr).toBe(`The comment was updated.\n${checked}`);
    expect(fake.comments).toHaveLength(1);
    expect(fake.comments[0]?.body).toMatch(/^<!-- okta-apps: plan review -->\n### /);
    expect(fake.comments[0]?.body).toContain('\n```diff\n- label: Storefront\n+ label: @everyone <b>\n```\n');
  },
);

test('github: the check run of the head holds the digests that the file has', async () => {
  const { fake, cwd, run } = await github();
  await run();
  expect(fake.checks.map(({ name, head_sha: head, conclusion }) => [name, head, conclusion])).toEqual([
    ['okta-apps review', HEAD, 'success'],
  ]);
  const file = parseDigests(readFileSync(join(cwd, 'digests.json'), 'utf8'), digestFile('digests.json'));
  expect(digestsOf(fake.checks[0]?.output.text ?? '', 'it')).toEqual(file);
});

test.each(['github', 'gitlab'] as const)(
  '%s: an unexpected error is a comment and a check that say so, without its stack',
  async (where) => {
    const { fake, cwd, run } = await job<Fake>(where, TARGETS[where].start);
    await run();
    const { code, stderr } = await runCli(['review', 'shop-dev.json', '--post', where], {
      cwd,
      env: { ...TARGETS[where].env(fake.url), ...(where === 'github' && pullEventFile(cwd)), ACME_TOKEN: 'canary-3f' },
      onStdout: () => {
        throw new TypeError('cannot read canary-3f of undefined');
      },
    });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^TypeError: cannot read \(sensitive\) of undefined\n +at /m);
    expect(fake.comments).toHaveLength(1);
    const body = fake.comments[0]?.body ?? '';
    expect(body).toContain('Unexpected error in okta-apps: TypeError: cannot read (sensitive) of undefined\n');
    expect(body).not.toMatch(/ at |canary|\.ts:/);
    if (where === 'github') {
      expect('checks' in fake && fake.checks).toMatchObject([{ conclusion: 'success' }, { conclusion: 'failure' }]);
    }
  },
);

test.each(['github', 'gitlab'] as const)('%s: a review that is interrupted replaces an older one', async (where) => {
  const { fake, cwd, run } = await job<Fake>(where, TARGETS[where].start);
  await run();
  const { code, stderr } = await runCli(['review', 'shop-dev.json', '--post', where], {
    cwd,
    env: { ...TARGETS[where].env(fake.url), ...(where === 'github' && pullEventFile(cwd)) },
    onStdout: () => {
      throw new Interrupted('interrupted during synth');
    },
  });
  expect({ code, last: stderr.trimEnd().split('\n').at(-1) }).toEqual({ code: 1, last: 'interrupted during synth' });
  expect(fake.comments.map(({ body }) => body)).toEqual([
    expect.stringContaining('\nThe job was told to end: interrupted during synth\n'),
  ]);
  if (where === 'github') {
    expect('checks' in fake && fake.checks).toMatchObject([{ conclusion: 'success' }, { conclusion: 'failure' }]);
  }
});

test('github: a comment that cannot be written makes a failure of the check run', async () => {
  const { fake, run } = await github();
  fake.instead.push({ on: TARGETS.github.create, answer: { status: 403, json: { message: 'no' } } });
  expect((await run()).code).toBe(1);
  expect(fake.checks.map(({ conclusion }) => conclusion)).toEqual(['failure']);
});

test('a secret of the environment is in neither comment, check run nor file, even as the key of a resource', async () => {
  const { fake, cwd, run } = await github();
  const secret = 'canary-4711-secret';
  const change = rawChange(`okta_app_oauth.web["${secret}"]`, SOUND_APP, { ...SOUND_APP, label: secret });
  writeFileSync(join(cwd, 'shop-dev.json'), JSON.stringify(rawPlan([change])));
  const { code, stdout, stderr } = await run({ SHOP_SECRET: secret });
  expect(code).toBe(2);
  const written = [stdout, stderr, JSON.stringify([fake.comments, fake.checks])];
  expect(written.join('\n') + readFileSync(join(cwd, 'digests.json'), 'utf8')).not.toContain('canary');
  expect(fake.checks[0]?.output.text).toContain('update okta_app_oauth.web');
});

test('github: digests without room are one error after the comment, and the check run fails', async () => {
  const { fake, cwd, run } = await github();
  const plan = JSON.stringify(rawPlan([appChange({}, { label: 'New' })]));
  const names = Array.from({ length: 300 }, (_, at) => `team${at}-dev.json`);
  for (const name of names) writeFileSync(join(cwd, name), plan);
  const { code, stderr } = await run({}, names);
  expect({ code, stderr: stderr.replace(/\(\d+ characters/, '(n characters') }).toEqual({
    code: 1,
    stderr:
      `The comment was created.\n${CHECKED}The digests of the stacks that change do not fit into a check run ` +
      '(n characters, 65535 are allowed), so nothing is approved by this review; change fewer stacks in one pull request\n',
  });
  expect(fake.checks.map(({ conclusion }) => conclusion)).toEqual(['failure']);
  expect(fake.comments).toHaveLength(1);
});

test('a review that cannot be made replaces comment and check run and is an error all the same', async () => {
  const { fake, cwd, run } = await github();
  await run();
  writeFileSync(join(cwd, 'shop-dev.json'), '{"format_version": "1.2", "resource_ch');
  const message =
    'shop-dev.json: cannot review this plan: it is not JSON, or it is truncated; make the file with "terraform show -json <saved plan>"';
  expect(await run()).toEqual({ code: 1, stdout: '', stderr: `The comment was updated.\n${CHECKED}${message}\n` });
  expect(fake.checks.map(({ conclusion }) => conclusion)).toEqual(['success', 'failure']);
  expect(fake.checks[1]?.output).toEqual({
    title: 'Not reviewed: the effect of this change is unknown',
    summary: `\`\`\`text\n${message}\n\`\`\``,
    text: null,
  });
  expect(fake.comments.map(({ body }) => body)).toEqual([
    `<!-- okta-apps: plan review -->\n### ⛔ Not reviewed: the effect of this change is unknown\n\n\`\`\`text\n${message}\n\`\`\`\n`,
  ]);
});

test('a fork without a token: the review goes to the job summary, and that is said', async () => {
  const { fake, cwd, run } = await github();
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
  const { run } = await job('gitlab', startGitlab);
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
