import { mkdirSync, symlinkSync, truncateSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderJson } from '../../../okta-apps/review/render/json';
import { COMMENT_MARKER } from '../../../okta-apps/review/render/markdown';
import { failureComment } from '../../../okta-apps/review/post/post-review';
import { TARGETS } from '../review/post/support/targets';
import { proseOf } from '../review/support/markdown-prose';
import { temporaryFolder } from '../../support/temporary-folder';
import { HEAD } from '../review/post/support/pull-event';
import { closeFakes, github as githubIn, made } from './support/post-job';

const folder = temporaryFolder();
const github = () => githubIn(folder.path);

afterEach(closeFakes);

const [, NOT_REVIEWED = ''] = failureComment('').split('\n');

const FORBIDDEN = { status: 403, json: { message: 'Resource not accessible by integration' } };

test('github: where the comments cannot be listed, the check run says that there is no review', async () => {
  const { fake, run } = await github();
  await run();
  fake.instead.push(...[1, 2].map(() => ({ on: TARGETS.github.list, answer: FORBIDDEN })));
  expect((await run()).stderr).toBe(
    'GitHub answered 403 when asked to list the comments: Resource not accessible by integration; the job needs the permission "pull-requests: write"\n',
  );
  expect(fake.checks.map(({ conclusion }) => conclusion)).toEqual(['success', 'failure']);
});

const BROKEN = { status: 422, json: { message: 'Validation Failed' } };

test.each<[string, RegExp, string]>([
  ['a check run', /^POST .*\/check-runs$/, 'to write a check run'],
  ['the comment', /^POST .*\/comments$/, 'to write a comment'],
])('github: %s that cannot be written makes a failure of the other', async (_, on, what) => {
  const { fake, run } = await github();
  // The first request only asks for the permission, and is refused in this way.
  fake.instead.push(...[1, 2, 3].map(() => ({ on, answer: BROKEN })));
  const { code, stderr } = await run();
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: `GitHub answered 422 when asked ${what}: Validation Failed\n`,
  });
  const [comment] = fake.comments;
  const last = fake.checks.at(-1);
  expect(what.endsWith('comment') ? last?.conclusion : comment?.body.split('\n')[1]).toBe(
    what.endsWith('comment') ? 'failure' : NOT_REVIEWED,
  );
});

const RUN = `Head: ${HEAD}\nRun: https://github.test/acme/apps/actions/runs/77`;

test.each<[string, (file: string) => void, string]>([
  ['that is missing', () => undefined, 'review.json does not exist, so the run left no review; look at its log'],
  [
    'that is a folder',
    (file) => {
      mkdirSync(file);
    },
    'review.json is no regular file',
  ],
  [
    'that is a link',
    (file) => {
      symlinkSync('/dev/zero', file);
    },
    'review.json is a symbolic link, which is not followed',
  ],
  [
    'that never ends',
    (file) => {
      writeFileSync(file, '{');
      truncateSync(file, 65 * 1024 * 1024);
    },
    'review.json is larger than 64 MiB, which no review is',
  ],
  [
    'that is no JSON',
    (file) => {
      writeFileSync(file, '{"version": 1,');
    },
    'review.json is not JSON, or is truncated; make it with "okta-apps review --format json"',
  ],
])('github: a file %s replaces the older comment and check run by a failure', async (_, arrange, message) => {
  const { fake, cwd, run } = await github();
  await run();
  unlinkSync(join(cwd, 'review.json'));
  arrange(join(cwd, 'review.json'));
  expect(await run()).toEqual({ code: 1, stdout: '', stderr: `${message}\n` });
  expect(fake.comments.map(({ body }) => body)).toEqual([
    `${COMMENT_MARKER}\n${NOT_REVIEWED}\n\n\`\`\`text\n${message}\n${RUN}\n\`\`\`\n`,
  ]);
  expect(fake.checks.map(({ conclusion }) => conclusion)).toEqual(['success', 'failure']);
  expect(fake.checks[1]).toMatchObject({
    head_sha: HEAD,
    external_id: `12 refs/heads/main unknown ${HEAD}`,
    output: { summary: `\`\`\`text\n${message}\n${RUN}\n\`\`\`` },
  });
});

test('what a hostile job wrote links to nothing, mentions no one, and shows no secret of this job', async () => {
  const { fake, cwd, run } = await github();
  const review = made();
  const means = '</b> all fine, see https://evil.test/login www.evil.test @everyone #1 canary-4711-secret';
  const findings = [
    {
      rule: 'x/y',
      severity: 'high' as const,
      production: true,
      title: means,
      impact: `${means}.`,
      fix: `run {command} ${means}`,
      slots: { command: means },
      notes: [means],
      means,
      prop: 'p',
      must: 'm',
      value: '1',
      todo: 't',
      message: means,
    },
  ];
  writeFileSync(join(cwd, 'review.json'), renderJson({ ...review, findings }));
  expect((await run({ SHOP_SECRET: 'canary-4711-secret' })).code).toBe(0);
  const posted = JSON.stringify([fake.comments, fake.checks]);
  expect(posted).not.toContain('canary');
  const prose = proseOf(fake.comments[0]?.body ?? '');
  expect(prose).toContain('all fine');
  // A line end in a cell of the table is the review's own.
  expect(prose.replaceAll('<!-- -->', '|').replaceAll('<br>', '')).not.toMatch(/:\/\/|www\.|@\w|#\d|[^\\]<b|[^\\]<\/b/);
});
