import { startGithub, type FakeGithub } from '../okta-apps/review/post/support/fake-github';
import { HEAD } from '../okta-apps/review/post/support/pull-event';
import { approvals, commit, fillMerged, pull, push, reviewBy } from '../okta-apps/review/merged/support/merged-pull';
import type { RequestCommit } from '../../okta-apps/review/merged/server';

// threats.md §9: whose approval counts. Author and committer of a commit are free text.

let fake: FakeGithub;

beforeEach(async () => {
  fake = await startGithub();
});
afterEach(async () => {
  await fake.close();
});

const OLDER = 'c'.repeat(40);
const UPDATE = 'd'.repeat(40);
const BASE = 'e'.repeat(40);

interface Attack {
  readonly what: string;
  readonly prepare?: () => void;
  readonly commits?: readonly RequestCommit[];
  readonly signed?: readonly string[];
  readonly says: string;
}

const NOT_KNOWN = (address: string) =>
  `the commit aaaaaaaaaa by ${address} has an address of no account of GitHub; its author sets ` +
  '"git config user.email" to an address of their account and pushes it again';

const ATTACKS: readonly Attack[] = [
  {
    what: 'who opened the pull request',
    prepare: () => fake.pulls.splice(0, 1, pull({ user: { id: 2, login: 'eve', type: 'User' } })),
    says: 'eve opened it',
  },
  {
    what: 'who pushed the commits under the name of another',
    prepare: () => fake.pushes.splice(0, 1, push({ actor: { login: 'eve' } })),
    says: 'eve pushed to its branch',
  },
  {
    what: 'who pushed first, before another replaced that',
    prepare: () => {
      fake.pushes.splice(0, 1, push({ after: OLDER, actor: { login: 'eve' } }));
      fake.pushes.push(push({ before: OLDER, activity_type: 'force_push' }));
    },
    says: 'eve pushed to its branch',
  },
  {
    what: 'who pushed a branch that was deleted and created again at the same commit',
    prepare: () => fake.pushes.splice(0, 1, push({ actor: { login: 'eve' } }), push()),
    says: 'eve pushed to its branch',
  },
  {
    what: 'who pushed the commit to a branch of their own, which another took it from',
    prepare: () => fake.pushes.push(push({ ref: 'refs/heads/eve', actor: { login: 'eve' } })),
    says: 'eve pushed one of its commits',
  },
  {
    what: 'the author of a commit',
    commits: [commit({ author: 'eve@acme.dev' })],
    says: 'eve has a part in its commit aaaaaaaaaa',
  },
  {
    what: 'its committer',
    commits: [commit({ committer: 'eve@acme.dev' })],
    says: 'eve has a part in its commit aaaaaaaaaa',
  },
  {
    what: 'its co-author',
    commits: [commit({ coAuthors: ['eve@acme.dev'] })],
    says: 'eve has a part in its commit aaaaaaaaaa',
  },
  {
    what: 'an author by the address that GitHub gives',
    commits: [commit({ author: '77+eve@users.noreply.github.com' })],
    says: 'eve has a part in its commit aaaaaaaaaa',
  },
  {
    what: 'the author of the 300th commit',
    commits: [
      commit(),
      ...Array.from({ length: 299 }, (_, at) => commit({ commit: at.toString(16).padStart(40, '0') })),
      commit({ commit: OLDER, author: 'eve@acme.dev' }),
    ],
    says: 'eve has a part in its commit cccccccccc',
  },
  {
    what: 'who merged something else under the name of a merge of the base',
    prepare: () => {
      fake.pushes.splice(0, 1, push({ after: OLDER }));
      fake.pushes.push(push({ before: OLDER, activity_type: 'push', actor: { login: 'eve' } }));
    },
    commits: [commit({ committer: 'noreply@github.com', author: 'eve@acme.dev' }), commit({ commit: OLDER })],
    signed: [HEAD],
    says: 'eve pushed to its branch',
  },
  {
    what: 'who merges the base by hand: only what the platform merged is known to be a merge',
    commits: [commit(), commit({ commit: OLDER, mergesBase: true, author: 'eve@acme.dev', committer: 'eve@acme.dev' })],
    says: 'eve has a part in its commit cccccccccc',
  },
  {
    what: 'a co-author whom another than the author of the pull request added on the platform',
    commits: [commit({ author: 'mona@acme.dev', committer: 'noreply@github.com', coAuthors: ['eve@acme.dev'] })],
    signed: [HEAD],
    says: 'eve has a part in its commit aaaaaaaaaa',
  },
  {
    what: 'who may only read',
    prepare: () => fake.mayWrite.set('eve', 'read'),
    says: 'eve may not write to the repository',
  },
  { what: 'who left', prepare: () => fake.mayWrite.delete('eve'), says: 'eve may not write to the repository' },
  {
    what: 'who assigned a bot',
    prepare: () => {
      fake.pulls.splice(0, 1, pull({ user: { id: 3, login: 'copilot-swe-agent[bot]', type: 'Bot' } }));
      const assigned = { assigner: { login: 'eve' }, assignee: { login: 'Copilot' } };
      fake.events.push({ pull: 12, event: 'assigned', created_at: '2026-11-18T10:00:00Z', ...assigned });
    },
    says: 'eve asked a bot for it',
  },
  {
    what: 'to whom a pull request of a bot is assigned',
    prepare: () =>
      fake.pulls.splice(0, 1, pull({ user: { id: 3, login: 'Copilot', type: 'Bot' }, assignees: [{ login: 'eve' }] })),
    says: 'eve asked a bot for it',
  },
  {
    what: 'who asked a bot in a comment',
    prepare: () => {
      fake.pulls.splice(0, 1, pull({ user: { id: 3, login: 'dependabot[bot]', type: 'Bot' } }));
      fake.comments.push({ id: 1, author: 9, body: '@dependabot recreate' });
      fake.mayWrite.set('account-9', 'write');
      fake.reviews.splice(0, 1, reviewBy('account-9'));
    },
    says: 'account-9 asked a bot for it',
  },
];

test.each(ATTACKS)('the approval of $what does not count', async ({ prepare, commits, signed, says }) => {
  fillMerged(fake, 'eve');
  prepare?.();
  expect(await approvals(fake, commits, signed)).toEqual({
    approvedBy: [],
    notCounted: [says],
    parts: expect.any(Array) as unknown,
  });
});

interface Unknown {
  readonly what: string;
  readonly prepare?: () => void;
  readonly commits?: readonly RequestCommit[];
  readonly says: string;
}

const UNKNOWN: readonly Unknown[] = [
  {
    what: 'a commit with an address of no account',
    commits: [commit({ author: 'else@else.net' })],
    says: NOT_KNOWN('else@else.net'),
  },
  {
    what: 'a commit that only claims to be made on the platform',
    commits: [commit({ committer: 'noreply@github.com' })],
    says: NOT_KNOWN('noreply@github.com'),
  },
  {
    what: 'a branch of a repository that is gone',
    prepare: () => fake.pulls.splice(0, 1, pull({ head: { ...pull().head, repo: null } })),
    says: 'the repository of its branch no longer exists, so who pushed to it is not known',
  },
  {
    what: 'a branch of a repository that the token may not read',
    prepare: () => fake.pulls.splice(0, 1, pull({ head: { ...pull().head, repo: { full_name: 'eve/fork' } } })),
    says:
      'who pushed to its branch is not known: GitHub answered 404 when asked who pushed: Not Found; ' +
      'the job needs the permission "contents: read"',
  },
  {
    what: 'a last commit that no push brought',
    prepare: () => fake.pushes.splice(0, 1),
    says: 'GitHub does not say who pushed aaaaaaaaaa to its branch',
  },
  {
    what: 'pushes that do not reach back to the creation of the branch',
    prepare: () => fake.pushes.splice(0, 1, push({ before: OLDER, activity_type: 'push' })),
    says: 'GitHub does not say who pushed cccccccccc to its branch',
  },
  {
    what: 'a push by an account that is gone',
    prepare: () => fake.pushes.splice(0, 1, push({ actor: null })),
    says: 'the account that pushed aaaaaaaaaa no longer exists',
  },
  {
    what: 'a push by a workflow, which anyone may have started',
    prepare: () => fake.pushes.splice(0, 1, push({ actor: { login: 'github-actions[bot]' } })),
    says: 'github-actions[bot] had a part in it, and who made that account act is not known',
  },
  {
    what: 'a pull request that a workflow opened',
    prepare: () => fake.pulls.splice(0, 1, pull({ user: { id: 3, login: 'github-actions[bot]', type: 'Bot' } })),
    says: 'github-actions[bot] had a part in it, and who made that account act is not known',
  },
];

test.each(UNKNOWN)('with $what, who took part is not known', async ({ prepare, commits, says }) => {
  fillMerged(fake, 'mona');
  prepare?.();
  expect(await approvals(fake, commits)).toEqual({
    approvedBy: ['mona'],
    notCounted: [],
    unknown: says,
    parts: expect.any(Array) as unknown,
  });
});

test('accounts with a part in it are known without any approval, too', async () => {
  fillMerged(fake);
  const created = push({ after: UPDATE, actor: { login: 'eve' } });
  fake.pushes.splice(0, 1, created, push({ before: UPDATE, activity_type: 'push' }));
  const parts = ['ada', 'author', 'eve'];
  const commits = [commit({ coAuthors: ['ada@acme.dev'] })];
  expect(await approvals(fake, commits)).toEqual({ approvedBy: [], notCounted: [], parts });
});

test('an approval that was given while the pull request had another base does not count', async () => {
  fillMerged(fake, 'mona');
  fake.events.push({ pull: 12, event: 'base_ref_changed', created_at: '2026-11-19T11:00:00Z' });
  expect(await approvals(fake)).toEqual({ approvedBy: [], notCounted: [], parts: ['author'] });
  fake.reviews.push(reviewBy('ada', { submitted_at: '2026-11-19T12:00:00Z' }));
  expect(await approvals(fake)).toEqual({ approvedBy: ['ada'], notCounted: [], parts: ['author'] });
});

describe('everyday', () => {
  test('two people who had no part in it', async () => {
    fillMerged(fake, 'mona', 'ada');
    expect(await approvals(fake)).toEqual({ approvedBy: ['ada', 'mona'], notCounted: [], parts: ['author'] });
  });

  test('who merged the base into it with the button still counts', async () => {
    fillMerged(fake, 'mona');
    fake.pulls.splice(0, 1, pull({ head: { ...pull().head, sha: UPDATE } }));
    fake.reviews.splice(0, 1, reviewBy('mona', { commit_id: UPDATE }));
    fake.pushes.push(push({ before: HEAD, after: UPDATE, activity_type: 'push', actor: { login: 'mona' } }));
    const update = { commit: UPDATE, firstParent: HEAD, mergesBase: true, committer: 'noreply@github.com' };
    const commits = [commit({ ...update, author: 'mona@acme.dev' }), commit({ firstParent: BASE })];
    expect(await approvals(fake, commits, [UPDATE])).toEqual({
      approvedBy: ['mona'],
      notCounted: [],
      parts: ['author'],
    });
  });

  test('whose suggestion the author applied still counts', async () => {
    fillMerged(fake, 'mona');
    const suggestion = commit({ committer: 'noreply@github.com', coAuthors: ['mona@acme.dev'] });
    expect(await approvals(fake, [suggestion], [HEAD])).toEqual({
      approvedBy: ['mona'],
      notCounted: [],
      parts: ['author'],
    });
  });

  test('a pull request of dependabot, which no person asked for', async () => {
    fillMerged(fake, 'mona');
    const bot = { login: 'dependabot[bot]' };
    fake.pulls.splice(0, 1, pull({ user: { ...bot, id: 3, type: 'Bot' } }));
    fake.pushes.splice(0, 1, push({ actor: bot }));
    const address = '49699333+dependabot[bot]@users.noreply.github.com';
    const own = commit({ author: address, committer: 'noreply@github.com' });
    const parts = ['dependabot[bot]'];
    expect(await approvals(fake, [own], [HEAD])).toEqual({ approvedBy: ['mona'], notCounted: [], parts });
  });
});
