import { reviewedOnGithub } from '../../../../okta-apps/review/merged/github';
import { ApiError } from '../../../../okta-apps/review/post/api-call';
import { UserError } from '../../../../okta-apps/shared/errors';
import { GITHUB_TOKEN, startGithub, type FakeGithub } from '../post/support/fake-github';
import { HEAD } from '../post/support/pull-event';
import { QUICK } from '../post/support/targets';
import { check, DIGEST, fillMerged, MERGE, pull, reviewBy, textOfCheck } from './support/merged-pull';

let fake: FakeGithub;

beforeEach(async () => {
  fake = await startGithub();
});
afterEach(async () => {
  await fake.close();
});

function get(token = GITHUB_TOKEN) {
  const push = { apiUrl: fake.url, owner: 'acme', repo: 'apps', commit: MERGE, before: HEAD, branch: 'main' };
  return reviewedOnGithub(push, token, QUICK);
}

async function refusal(): Promise<string> {
  const found = await get();
  return found.outcome === 'refused' ? found.why : 'found';
}

/** The approvers that were found. */
async function approvers(): Promise<readonly string[] | undefined> {
  const found = await get();
  return found.outcome === 'found' ? found.reviewed.approvedBy : undefined;
}

const PLACE = 'pull request 12 at aaaaaaaaaa';
const PUSHED = 'bbbbbbbbbb';

test('the digests of the check run, and who approved', async () => {
  fillMerged(fake, 'mona', 'ada');
  expect(await get()).toEqual({
    outcome: 'found',
    reviewed: { digests: [DIGEST], approvedBy: ['ada', 'mona'] },
    place: PLACE,
  });
});

describe('the pull request', () => {
  test.each([
    ['none', []],
    ['one that is not merged', [pull({ merged_at: null })]],
    ['one that has this commit, and was merged by another', [pull({ merge_commit_sha: HEAD, head: { sha: MERGE } })]],
    ['one that was merged into another branch', [pull({ base: { ref: 'next' } })]],
  ])('%s: nothing was reviewed', async (_, pulls) => {
    fillMerged(fake, 'mona');
    fake.pulls.splice(0, 1, ...pulls);
    expect(await refusal()).toBe(`${PUSHED} is not the merge of a pull request into main: nothing was reviewed`);
  });

  test('two of them: nothing is trusted; others of the commit do not matter', async () => {
    fillMerged(fake, 'mona');
    fake.pulls.push(pull({ number: 13, merged_at: null }), pull({ number: 14, base: { ref: 'next' } }));
    expect(await refusal()).toBe('found');
    fake.pulls.push(pull({ number: 15 }));
    expect(await refusal()).toBe(`${PUSHED} is the merge of more than one pull request (12, 15): nothing is trusted`);
  });
});

describe('the check run', () => {
  const only = (...checks: readonly ReturnType<typeof check>[]): void => {
    fillMerged(fake);
    fake.checks.splice(0, 1, ...checks);
  };
  const evil = { app: { slug: 'evil' } };

  test('none, or only of another name or commit: nothing was reviewed', async () => {
    only(check({ name: 'build' }), check({ head_sha: MERGE }));
    expect(await refusal()).toBe(`There is no check run "okta-apps review" on ${PLACE}: nothing was reviewed`);
  });

  test('written by another app, or by nobody known: not trusted, however new it is', async () => {
    only(check(evil), check({ id: 51, app: null }));
    expect(await refusal()).toBe(
      `On ${PLACE} the check run "okta-apps review" was written by evil, nobody known, not by github-actions: it is not trusted`,
    );
    const forged = { title: '', summary: '', text: textOfCheck().replace('storefront-prod', 'forged-prod') };
    fake.checks.splice(0, 2, check(), check({ ...evil, id: 99, output: forged }));
    expect(await get()).toMatchObject({ outcome: 'found', reviewed: { digests: [DIGEST] } });
  });

  test('of several the newest counts, whatever their order and on whichever page it is', async () => {
    const failed = { conclusion: 'failure', output: { title: 'Blocked', summary: '', text: null } };
    only(check({ id: 70 }), check({ id: 60, ...failed }));
    for (let id = 100; id < 250; id += 1) fake.checks.push(check({ ...evil, id }));
    expect(await refusal()).toBe('found');
    fake.checks.push(check({ id: 300, ...failed }));
    expect(await refusal()).toBe(
      `On ${PLACE} the newest check run "okta-apps review" says failure: it approves nothing`,
    );
    fake.checks.push(check({ id: 301, status: 'in_progress', conclusion: null }));
    expect(await refusal()).toBe(
      `On ${PLACE} the newest check run "okta-apps review" says in_progress: it approves nothing`,
    );
  });

  test.each([
    ['no text', null, 'holds no digests'],
    ['text that was cut', textOfCheck().slice(0, 300), 'holds no digests'],
    ['altered text', textOfCheck().replace('"intent":"', '"intent":"x'), 'has a digest that is not whole (number 1)'],
  ])('%s: one message', async (_, text, says) => {
    only(check({ output: { title: '', summary: '', text } }));
    await expect(get()).rejects.toThrow(
      new UserError(
        `the check run "okta-apps review" of ${PLACE} ${says}; review it again: okta-apps review --post github`,
      ),
    );
  });
});

describe('approvals', () => {
  test('nobody reviewed, or only the author, a bot, or somebody who may not write', async () => {
    fillMerged(fake);
    expect(await approvers()).toEqual([]);
    fake.reviews.push(reviewBy('author', { user: { id: 1, login: 'author', type: 'User' } }));
    fake.reviews.push(reviewBy('x', { user: { id: 9, login: 'github-actions[bot]', type: 'Bot' } }));
    fake.reviews.push(reviewBy('reader'), reviewBy('stranger'), reviewBy('nobody'));
    fake.mayWrite.set('author', 'admin').set('reader', 'read').set('nobody', 'none');
    expect(await approvers()).toEqual([]);
  });

  test('of an older commit or dismissed is none; who may write or administer counts, on every page', async () => {
    fillMerged(fake, 'mona');
    fake.reviews.splice(0, 1, reviewBy('mona', { commit_id: MERGE }), reviewBy('ada', { state: 'DISMISSED' }));
    expect(await approvers()).toEqual([]);
    for (let at = 0; at < 120; at += 1) fake.reviews.push(reviewBy('chatty', { state: 'COMMENTED' }));
    fake.reviews.push(reviewBy('mona'), reviewBy('root'));
    fake.mayWrite.set('root', 'admin');
    expect(await approvers()).toEqual(['mona', 'root']);
  });

  test('those of another pull request do not count', async () => {
    fillMerged(fake, 'mona');
    fake.reviews.splice(0, 1, reviewBy('mona', { pull: 13 }));
    expect(await approvers()).toEqual([]);
  });
});

describe('the API', () => {
  async function messageOf(getting: Promise<unknown>): Promise<string> {
    const error: unknown = await getting.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ApiError);
    const { message } = error as ApiError;
    expect(message).not.toContain(GITHUB_TOKEN);
    return message;
  }

  test('errors of the server and secondary rate limits are tried again', async () => {
    fillMerged(fake, 'mona');
    const limited = { status: 429, json: { message: 'secondary rate limit' }, headers: { 'retry-after': '0' } };
    for (const on of [/pulls$/, /check-runs$/, /reviews$/, /permission$/]) {
      fake.instead.push({ on, answer: { status: 502, json: {} } }, { on, answer: limited });
    }
    expect(await approvers()).toEqual(['mona']);
    expect(fake.requests).toHaveLength(4 * 3);
  });

  test('a server that stays down, a token that may not read and a wrong one are one message each', async () => {
    fillMerged(fake, 'mona');
    const down = { on: /pulls$/, answer: { status: 500, json: { message: `down, ${GITHUB_TOKEN}` } } };
    for (let at = 0; at < 4; at += 1) fake.instead.push(down);
    expect(await messageOf(get())).toBe(
      'GitHub answered 500 when asked for the pull request of a commit: down, (sensitive)',
    );
    const forbidden = { status: 403, json: { message: 'Resource not accessible by integration' } };
    fake.instead.push({ on: /check-runs$/, answer: forbidden });
    expect(await messageOf(get())).toBe(
      'GitHub answered 403 when asked for the check runs of a commit: Resource not accessible by integration; ' +
        'the job needs the permission "checks: read"',
    );
    expect(await messageOf(get('ghs_wrong'))).toBe(
      'GitHub answered 401 when asked for the pull request of a commit: Bad credentials',
    );
  });

  test('what a reviewer may do cannot be read: that is an error, and no approval', async () => {
    fillMerged(fake, 'mona');
    fake.instead.push({ on: /permission$/, answer: { status: 403, json: { message: 'no' } } });
    expect(await messageOf(get())).toBe(
      'GitHub answered 403 when asked what a reviewer may do: no; the job needs the permission "metadata: read"',
    );
  });
});
