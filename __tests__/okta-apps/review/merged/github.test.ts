import type { AskingJob } from '../../../../okta-apps/review/merged/server';
import { ApiError } from '../../../../okta-apps/review/post/api-call';
import { startGithub, type FakeGithub } from '../post/support/fake-github';
import { HEAD } from '../post/support/pull-event';
import { fillMerged, MERGE, pull, server } from './support/merged-pull';

let fake: FakeGithub;

beforeEach(async () => {
  fake = await startGithub();
});
afterEach(async () => {
  await fake.close();
});

describe('the branch', () => {
  test('its last commit and whether it is protected', async () => {
    fake.branches.set('main', { sha: MERGE, protected: true });
    fake.branches.set('team/next', { sha: HEAD, protected: false });
    expect(await server(fake).tip('main')).toEqual({ commit: MERGE, isProtected: true });
    expect(await server(fake).tip('team/next')).toEqual({ commit: HEAD, isProtected: false });
  });

  test('one that is missing is an error with the permission that the job needs', async () => {
    await expect(server(fake).tip('main')).rejects.toThrow(
      new ApiError(
        'GitHub answered 404 when asked for the branch: Not Found; the job needs the permission "contents: read"',
      ),
    );
  });
});

describe('the last applied commit', () => {
  const deployed = (id: number, sha: string, states: readonly string[], environment = 'prod'): void => {
    fake.deployments.push({ id, sha, states, environment });
  };

  test('that of the newest deployment that succeeded, also when a later one made it inactive', async () => {
    deployed(1, 'a'.repeat(40), ['in_progress', 'success', 'inactive']);
    deployed(2, 'b'.repeat(40), ['in_progress', 'success', 'inactive']);
    deployed(3, 'c'.repeat(40), ['in_progress', 'failure']);
    deployed(4, 'd'.repeat(40), []);
    deployed(5, 'e'.repeat(40), ['success'], 'dev');
    expect(await server(fake).lastApplied('prod')).toBe('b'.repeat(40));
    expect(await server(fake).lastApplied('dev')).toBe('e'.repeat(40));
    expect(await server(fake).lastApplied('staging')).toBeUndefined();
  });

  test('too many without success are an error: nothing was applied is another answer', async () => {
    for (let id = 1; id <= 30; id += 1) deployed(id, HEAD, ['error']);
    await expect(server(fake).lastApplied('prod')).rejects.toThrow(
      new ApiError('None of the last 30 deployments to prod succeeded'),
    );
  });

  test('one that names no commit is an error', async () => {
    deployed(1, 'main', ['success']);
    await expect(server(fake).lastApplied('prod')).rejects.toThrow(
      new ApiError('The last deployment to prod names no commit'),
    );
  });
});

describe('who released an environment', () => {
  const NONE = { given: [], startedBy: [], afterOneLook: false };
  const releases = (environment: string, job: Partial<AskingJob> = {}) =>
    server(fake).releases(environment, { run: '7', job: 'apply', attempt: 1, ...job });
  const released = (login: string, more: Partial<FakeGithub['releases'][number]> = {}): void => {
    fake.releases.push({ run: 7, state: 'approved', login, environments: ['prod'], ...more });
  };

  test('those who let this run use it, not another run and not another environment', async () => {
    for (const login of ['mona', 'ada', 'mona']) released(login);
    released('eve', { run: 6 });
    released('joe', { environments: ['prod-plan', 'dev'], comment: 'seen' });
    const given = ['mona', 'ada', 'mona'].map((by) => ({ by, comment: '' }));
    expect(await releases('prod')).toEqual({ given, startedBy: [], afterOneLook: true });
    expect(await releases('dev')).toEqual({
      ...{ startedBy: [], afterOneLook: true },
      given: [{ by: 'joe', comment: 'seen' }],
    });
    expect(await releases('prod', { run: undefined })).toEqual(NONE);
  });

  test('none of them once one said no', async () => {
    released('mona');
    released('ada', { state: 'rejected' });
    expect(await releases('prod')).toEqual(NONE);
  });

  test('in a run that was started again: also who started the earlier attempts', async () => {
    released('mona');
    fake.attempts.push({ run: 7, attempt: 1, actor: 'pusher', starter: 'pusher' });
    fake.attempts.push({ run: 7, attempt: 2, actor: 'pusher', starter: 'joe' });
    expect(await releases('prod', { attempt: 3 })).toEqual({
      given: [{ by: 'mona', comment: '' }],
      startedBy: ['pusher', 'joe'],
      afterOneLook: false,
    });
  });

  test.each([
    ['an earlier attempt was started by an account that no longer exists', 2],
    ['the job does not say which attempt it is', NaN],
  ])('none of them where %s', async (_, attempt) => {
    released('mona');
    fake.attempts.push({ run: 7, attempt: 1, actor: 'pusher', starter: null });
    expect(await releases('prod', { attempt })).toEqual(NONE);
  });
});

test('whether a commit comes before another', async () => {
  fake.git = { ...fake.git, isAncestor: (older, newer) => older === HEAD && newer === MERGE };
  const { isAncestor } = server(fake);
  expect([await isAncestor(HEAD, MERGE), await isAncestor(MERGE, HEAD), await isAncestor(HEAD, HEAD)]).toEqual([
    true,
    false,
    true,
  ]);
});

describe('the pull request of a commit', () => {
  test.each([
    ['one that is not merged', pull({ merged_at: null })],
    [
      'one that has this commit, and was merged by another',
      pull({ merge_commit_sha: HEAD, head: { ...pull().head, sha: MERGE } }),
    ],
    ['one of the same commits into a branch of an attacker', pull({ base: { ref: 'attack' } })],
  ])('%s is none', async (_, other) => {
    fillMerged(fake, 'mona');
    fake.pulls.splice(0, 1, other);
    expect(await server(fake).mergedAs(MERGE, 'main')).toEqual([]);
  });

  test('all that were merged as it', async () => {
    fillMerged(fake);
    fake.pulls.push(pull({ number: 13, merged_at: null }), pull({ number: 15 }));
    expect(await server(fake).mergedAs(MERGE, 'main')).toEqual([
      { number: 12, name: 'pull request 12', head: HEAD },
      { number: 15, name: 'pull request 15', head: HEAD },
    ]);
  });
});

test('an answer that it does not give is an error, without the token', async () => {
  const failing = server(fake, 'ghs_otherCanary');
  const error = await failing.tip('main').catch((one: unknown) => one);
  expect(String(error)).toBe('ApiError: GitHub answered 401 when asked for the branch: Bad credentials');
});
