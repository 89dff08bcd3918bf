import { COMMENT_MARKER } from '../../../../okta-apps/review/render/markdown';
import { UserError } from '../../../../okta-apps/shared/errors';
import type { ApiAnswer, Fake } from './support/api-server';
import { commentBody, post, TARGETS } from './support/targets';

const fakes: Fake[] = [];

afterEach(async () => {
  for (const fake of fakes.splice(0)) await fake.close();
});

describe.each(['github', 'gitlab'] as const)('%s', (where) => {
  const { start, me, token, list, create, update, limit } = TARGETS[where];

  async function started(): Promise<Fake> {
    const fake = await start();
    fakes.push(fake);
    return fake;
  }

  async function messageOf(posting: Promise<unknown>): Promise<string> {
    const error: unknown = await posting.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(UserError);
    const { message } = error as UserError;
    expect(message).not.toContain(token);
    return message;
  }

  function bodies({ comments }: Fake): readonly string[] {
    return comments.map(({ body }) => body);
  }

  test('the first run creates the comment, the next ones change it', async () => {
    const fake = await started();
    expect(await post(where, fake, 'one')).toEqual({ outcome: 'created' });
    expect(await post(where, fake, 'two')).toEqual({ outcome: 'updated' });
    expect(bodies(fake)).toEqual([commentBody('two')]);
  });

  test('a comment of another author with the marker is left alone, and ours is found on a later page', async () => {
    const fake = await started();
    const hostile = `${COMMENT_MARKER}\n### ✅ No risk found\n<!-- digest: trust me -->`;
    fake.comments.push({ id: 1, author: me + 1, body: hostile });
    for (let id = 2; id < 250; id += 1) fake.comments.push({ id, author: me + 2, body: `talk ${id}` });
    fake.comments.push({ id: 250, author: me, body: 'our bot says something else' });
    fake.comments.push({ id: 251, author: me, body: `quoted:\n> ${COMMENT_MARKER}` });
    fake.comments.push({ id: 252, author: me, body: `${COMMENT_MARKER}\nold` });
    expect(await post(where, fake, 'new')).toEqual({ outcome: 'updated' });
    expect(fake.comments).toHaveLength(252);
    expect(fake.comments[0]?.body).toBe(hostile);
    expect(bodies(fake).slice(249)).toEqual([
      'our bot says something else',
      `quoted:\n> ${COMMENT_MARKER}`,
      commentBody('new'),
    ]);
  });

  test('an edited comment is replaced, wherever its marker is, and nothing of it is kept', async () => {
    const fake = await started();
    const edited = `✅ Approved by security, merge at will.\r\n\r\n${COMMENT_MARKER}\r\n### ✅ No changes`;
    fake.comments.push({ id: 5, author: me, body: edited });
    fake.comments.push({ id: 6, author: me, body: `  ${COMMENT_MARKER}  \n### ✅ No changes` });
    expect(await post(where, fake, 'new')).toEqual({ outcome: 'updated' });
    expect(fake.comments).toEqual([{ id: 5, author: me, body: commentBody('new') }]);
  });

  test('a comment that lost its marker is not taken for ours: there is a new one below it', async () => {
    const fake = await started();
    const edited = '### ✅ No changes\nApproved by security.';
    fake.comments.push({ id: 5, author: me, body: edited });
    expect(await post(where, fake, 'new')).toEqual({ outcome: 'created' });
    expect(bodies(fake)).toEqual([edited, commentBody('new')]);
  });

  test('of several own comments the oldest is kept with the new text, the others go', async () => {
    const fake = await started();
    for (const id of [7, 5, 9]) fake.comments.push({ id, author: me, body: `${COMMENT_MARKER}\n${id}` });
    expect(await post(where, fake, 'new')).toEqual({ outcome: 'updated' });
    expect(fake.comments).toEqual([{ id: 5, author: me, body: commentBody('new') }]);
  });

  test('two jobs at once leave one comment', async () => {
    const fake = await started();
    let waiting: (() => void) | undefined;
    const bothListed = new Promise<void>((resolve) => (waiting = resolve));
    let lists = 0;
    fake.before = async ({ method, path }) => {
      if (create.test(`${method} ${path}`)) await bothListed;
      if (list.test(`${method} ${path}`) && (lists += 1) === 2) waiting?.();
    };
    await Promise.all([post(where, fake, 'one'), post(where, fake, 'two')]);
    expect(fake.comments).toHaveLength(1);
    expect([commentBody('one'), commentBody('two')]).toContain(fake.comments[0]?.body);
  });

  test('a comment that is deleted meanwhile is created again', async () => {
    const fake = await started();
    fake.comments.push({ id: 5, author: me, body: `${COMMENT_MARKER}\nold` });
    fake.before = ({ method, path }) => {
      if (update.test(`${method} ${path}`)) fake.comments.splice(0);
    };
    expect(await post(where, fake, 'new')).toEqual({ outcome: 'created' });
    expect(bodies(fake)).toEqual([commentBody('new')]);
  });

  test('a comment that another program deletes each time ends with one message', async () => {
    const fake = await started();
    fake.before = ({ method, path }) => {
      if (list.test(`${method} ${path}`)) fake.comments.splice(0);
    };
    expect(await messageOf(post(where, fake, 'new'))).toBe(
      'The comment was not written: the comment was deleted repeatedly while it was being written; find out what deletes it',
    );
  });

  test('errors of the server are tried again; what was written all the same is not written twice', async () => {
    const fake = await started();
    fake.instead.push({ on: list, answer: { status: 503, json: { message: 'down' } } });
    fake.instead.push({ on: create, answer: { status: 500, json: { message: 'oops' } }, alsoDo: true });
    expect(await post(where, fake, 'new')).toEqual({ outcome: 'created' });
    expect(bodies(fake)).toEqual([commentBody('new')]);
  });

  test('a server that stays down ends with one message after a bounded number of tries', async () => {
    const fake = await started();
    const down: ApiAnswer = { status: 500, json: { message: `down, ${token}` } };
    for (let i = 0; i < 20; i += 1) fake.instead.push({ on: list, answer: down });
    expect(await messageOf(post(where, fake, 'new'))).toMatch(
      /^The comment was not written: Git(Hub|Lab) answered 500 when asked to list the (comments|notes): down, \(sensitive\)$/,
    );
    expect(fake.requests.filter((line) => list.test(line))).toHaveLength(4);
  });

  test('a wrong token is one message without the token', async () => {
    const fake = await started();
    fake.instead.push({ on: /./, answer: { status: 401, json: { message: 'no' } } });
    expect(await messageOf(post(where, fake, 'new'))).toMatch(
      /^The comment was not written: Git(Hub|Lab) answered 401 when asked who the token belongs to: no/,
    );
  });

  test('no server listens: one message', async () => {
    const fake = await started();
    await fake.close();
    expect(await messageOf(post(where, fake, 'new'))).toMatch(
      /^The comment was not written: Git(Hub|Lab) did not answer when asked who the token belongs to/,
    );
  });

  test('a body above the limit is refused before anything is asked; one at the limit is written', async () => {
    const fake = await started();
    const room = limit - commentBody('').length;
    expect(await messageOf(post(where, fake, 'x'.repeat(room + 1)))).toBe(
      `The comment was not written: the comment has ${limit + 1} characters, ${limit} are allowed`,
    );
    expect(fake.requests).toEqual([]);
    expect(await post(where, fake, 'x'.repeat(room))).toEqual({ outcome: 'created' });
  });
});

test('github: a secondary rate limit is waited for as it says, another 403 is not', async () => {
  const fake = await TARGETS.github.start();
  fakes.push(fake);
  const limited = { status: 403, json: { message: 'You have exceeded a secondary rate limit' } };
  fake.instead.push({ on: /^POST .*comments$/, answer: { ...limited, headers: { 'retry-after': '1' } } });
  const begun = Date.now();
  expect(await post('github', fake, 'new')).toEqual({ outcome: 'created' });
  expect(Date.now() - begun).toBeGreaterThanOrEqual(1_000);

  fake.instead.push({ on: /^PATCH /, answer: { status: 403, json: { message: 'Resource not accessible' } } });
  await expect(post('github', fake, 'new')).rejects.toThrow(
    new UserError(
      'The comment was not written: GitHub answered 403 when asked to change a comment: Resource not accessible; ' +
        'the job needs the permission "pull-requests: write"',
    ),
  );
});

test('github: an answer that names no account ends at once, with one message', async () => {
  const fake = await TARGETS.github.start();
  fakes.push(fake);
  fake.instead.push({ on: /graphql/, answer: { status: 200, json: { errors: [{ message: 'no viewer' }] } } });
  await expect(post('github', fake, 'new')).rejects.toThrow(
    new UserError('The comment was not written: GitHub does not say who the token belongs to'),
  );
  expect(fake.requests).toEqual(['POST /graphql']);
});

const FORK_EVENT = JSON.stringify({
  pull_request: { number: 12, head: { repo: { full_name: 'stranger/apps' } } },
});

test('github: a fork without a token, or with one that may not write, is told apart from an error', async () => {
  const fake = await TARGETS.github.start();
  fakes.push(fake);
  expect(await post('github', fake, 'x', { GITHUB_TOKEN: undefined }, FORK_EVENT)).toEqual({
    outcome: 'forked',
    why: 'GITHUB_TOKEN or GH_TOKEN is not set, as is right for a fork',
  });
  const forbidden = { status: 403, json: { message: 'Resource not accessible by integration' } };
  fake.instead.push({ on: /^POST .*comments$/, answer: forbidden });
  expect(await post('github', fake, 'x', {}, FORK_EVENT)).toMatchObject({ outcome: 'forked' });
  await expect(post('github', fake, 'x', { GITHUB_TOKEN: '' })).rejects.toThrow(
    new UserError('GITHUB_TOKEN or GH_TOKEN is not set: --post github takes the token from it'),
  );
});

test('gitlab: a merge request of a fork is commented in the project that it goes to', async () => {
  const fake = await TARGETS.gitlab.start();
  fakes.push(fake);
  const fork = { CI_PROJECT_ID: '900', CI_MERGE_REQUEST_PROJECT_ID: '5', CI_MERGE_REQUEST_SOURCE_PROJECT_ID: '900' };
  expect(await post('gitlab', fake, 'x', fork)).toEqual({ outcome: 'created' });
  expect(await post('gitlab', fake, 'x', { ...fork, GITLAB_TOKEN: '' })).toEqual({
    outcome: 'forked',
    why: 'GITLAB_TOKEN is not set, as is right for a fork',
  });
});
