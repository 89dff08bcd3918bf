import { digestOf, type StackDigest } from '../../../../okta-apps/review/digest';
import { checkOf, digestsOf, failedCheck, postCheck, type CheckRun } from '../../../../okta-apps/review/post/check-run';
import type { StackInput } from '../../../../okta-apps/review/review-input';
import { UserError } from '../../../../okta-apps/shared/errors';
import { appChange, newApp, rawChange, rawPlan, SOUND_APP } from '../support/plan-json';
import { planOf, reviewOf, stackOf } from '../support/reviews';
import { GITHUB_TOKEN, startGithub, type FakeGithub } from './support/fake-github';
import { HEAD, pullEvent } from './support/pull-event';
import { QUICK, TARGETS } from './support/targets';

function digestsFor(stacks: readonly StackInput[]): readonly StackDigest[] {
  return stacks.map(({ stack, environment, plan }) => {
    return digestOf({ stack, environment, rehearsal: true, plan, synthesized: {}, lock: '' });
  });
}

function checkFor(stacks: readonly StackInput[]) {
  return checkOf(reviewOf(stacks), digestsFor(stacks));
}

const RENAMED = stackOf(rawPlan([appChange({}, { label: 'New' })]));
const NOT_PLANNED: StackInput = {
  stack: 'storefront-prod',
  environment: 'prod',
  production: true,
  failure: 'no token',
};
/** Changes of a stack whose names take as much room as wanted. */
function large(stack: string, changes: number, length: number): StackInput {
  const apps = Array.from({ length: changes }, (_, at) => newApp({}, `okta_app_oauth.a${at}["${'x'.repeat(length)}"]`));
  return stackOf(rawPlan(apps), { stack });
}

test('its title is the headline, and its text gives back the digests it was made of', () => {
  const { check, problem } = checkFor([RENAMED]);
  const { text = '', ...said } = check;
  expect({ said, problem }).toEqual({
    said: {
      conclusion: 'success',
      title: 'Nothing needs a decision',
      summary: '1 stack reviewed. The comment of the pull request says what it means.',
    },
    problem: undefined,
  });
  expect(text.split('\n')).toEqual([
    'What this review means, for `okta-apps apply --reviewed`: hashes and addresses, no value.',
    '',
    '```json',
    '{"version":2,"digests":[',
    JSON.stringify(digestsFor([RENAMED])[0]),
    ']}',
    '```',
  ]);
  expect(digestsOf(text.replaceAll('\n', '\r\n'), 'it')).toEqual({ digests: digestsFor([RENAMED]) });
});

test.each([
  ['nothing changes', stackOf(rawPlan([])), 'success', 'No changes'],
  [
    'a block finding',
    stackOf(rawPlan([rawChange('okta_app_oauth.web', SOUND_APP, null)])),
    'failure',
    'Blocked: the app is deleted: users can no longer sign in to it',
  ],
  [
    'no plan',
    NOT_PLANNED,
    'failure',
    'Blocked: the plan failed, so its effect is unknown; this stack cannot be applied (storefront in prod)',
  ],
])('%s decides its conclusion and title', (_, stack, conclusion, title) => {
  const { check } = checkFor([stack]);
  expect(check.conclusion).toBe(conclusion);
  expect(check.title.slice(0, title.length)).toBe(title);
  expect(check.title.length).toBeLessThanOrEqual(200);
});

test('names with fences, mentions, other letters and controls in them stay inside the block, as ASCII', () => {
  const address = 'okta_app_oauth.web["```\\n@all \u202e é <b>"]';
  const stack = stackOf(rawPlan([rawChange(address, SOUND_APP, { ...SOUND_APP, label: 'New' })]));
  const { text = '' } = checkFor([stack]).check;
  expect(text).toMatch(/^[\n -~]*$/);
  expect(text.match(/^`{4,}/gm)).toEqual(['````', '````']);
  const [digest] = digestsOf(text, 'it').digests;
  expect(digest?.changes).toEqual([`update ${address}`]);
});

test('above the limit the lists go, which only messages need; the hashes stay whole', () => {
  const stacks = [large('a-prod', 300, 300), stackOf(rawPlan([]), { stack: 'b-prod' })];
  const { check, problem } = checkFor(stacks);
  const { text = '' } = check;
  expect({ problem, conclusion: check.conclusion }).toEqual({ problem: undefined, conclusion: 'success' });
  expect(text).toContain('\nThe lists of what changes were left out, because there was no room for them.\n');
  const kept = digestsFor(stacks).map(({ stack, intent, meaning }) => ({ stack, intent, meaning }));
  expect(digestsOf(text, 'it').digests).toMatchObject(kept);
  expect(digestsOf(text, 'it').digests.map((digest) => 'changes' in digest || 'drift' in digest)).toEqual([
    false,
    false,
  ]);
});

test('then the stacks that the code does not change go', () => {
  const many = Array.from({ length: 300 }, (_, at) => stackOf(rawPlan([]), { stack: `team-${at}-prod` }));
  const unchanged = many.map(({ stack }) => ({ stack, environment: 'prod', production: true, unchanged: true }));
  const stacks = [RENAMED, ...unchanged];
  const digests = [RENAMED, ...many].map(({ stack, environment }) =>
    digestOf({ stack, environment, rehearsal: true, plan: planOf(rawPlan([])), synthesized: {}, lock: '' }),
  );
  const { check } = checkOf(reviewOf(stacks), digests);
  expect(check.text).toContain(
    '\nThey and the stacks that the code does not change were left out, because there was no room for them.\n',
  );
  expect(digestsOf(check.text ?? '', 'it').digests.map(({ stack }) => stack)).toEqual(['storefront-prod']);
});

test('what does not fit even then is one message, and a check run that approves nothing', () => {
  const stacks = Array.from({ length: 300 }, (_, at) => ({ ...RENAMED, stack: `team-${at}-prod` }));
  const { check, problem } = checkFor(stacks);
  expect(problem?.replace(/\d{5,} characters/, 'n characters')).toBe(
    'The digests of the stacks that change do not fit into a check run (n characters, 65535 are allowed), so nothing ' +
      'is approved by this review; change fewer stacks in one pull request',
  );
  expect(check).toEqual(failedCheck(problem ?? ''));
  expect(check).toMatchObject({ conclusion: 'failure', title: 'Not reviewed: the effect of this change is unknown' });
});

test.each([
  ['', 'holds no digests'],
  ['```json\n{"version":2', 'holds no digests'],
  ['```json\n{"version":2\n```', 'is not JSON, or is truncated'],
  ['```json\n{"version":3,"digests":[]}\n```', 'has a version that this okta-apps does not support'],
  ['```json\n{"version":2,"digests":[{}]}\n```', 'has a digest that is not whole (number 1)'],
])('the text %j is refused with one message', (text, says) => {
  expect(() => digestsOf(text, 'the check run')).toThrow(
    new UserError(`the check run ${says}; review it again: okta-apps review --post github`),
  );
});

describe('postCheck', () => {
  const fakes: FakeGithub[] = [];

  afterEach(async () => {
    for (const fake of fakes.splice(0)) await fake.close();
  });

  async function started(): Promise<FakeGithub> {
    const fake = await startGithub();
    fakes.push(fake);
    return fake;
  }

  const CHECK: CheckRun = { conclusion: 'success', title: 'No change', summary: '1 stack', text: 'digests' };

  function post(
    { url }: FakeGithub,
    { check = CHECK, event = pullEvent(), env = {} }: { check?: CheckRun; event?: string; env?: object } = {},
  ) {
    return postCheck(check, { env: { ...TARGETS.github.env(url), ...env }, event, patience: QUICK });
  }

  async function messageOf(posting: Promise<unknown>): Promise<string> {
    const error: unknown = await posting.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UserError);
    const { message } = error as UserError;
    expect(message).not.toContain(GITHUB_TOKEN);
    return message;
  }

  test('it is written on the head commit of the event, finished, under the name that is looked for', async () => {
    const fake = await started();
    expect(await post(fake)).toEqual({ outcome: 'written' });
    expect(fake.checks).toEqual([
      {
        id: 100,
        name: 'okta-apps review',
        head_sha: HEAD,
        status: 'completed',
        conclusion: 'success',
        output: { title: 'No change', summary: '1 stack', text: 'digests' },
        app: { slug: 'github-actions' },
      },
    ]);
    expect(await post(fake, { check: { ...CHECK, conclusion: 'failure' } })).toEqual({ outcome: 'written' });
    expect(fake.checks.map(({ conclusion }) => conclusion)).toEqual(['success', 'failure']);
  });

  test.each(['{}', JSON.stringify({ issue: { number: 12 } }), pullEvent('main')])(
    'without a head commit in the event nothing is asked: %j',
    async (event) => {
      const fake = await started();
      expect(await messageOf(post(fake, { event }))).toBe(
        'the file of GITHUB_EVENT_PATH names no head commit of a pull request, which a check run needs; ' +
          'run --post github in a workflow "on: pull_request"',
      );
      expect(fake.requests).toEqual([]);
    },
  );

  test('errors of the server and secondary rate limits are tried again; a server that stays down ends', async () => {
    const fake = await started();
    const limited = { status: 403, json: { message: 'secondary rate limit' }, headers: { 'retry-after': '0' } };
    fake.instead.push({ on: /check-runs/, answer: { status: 502, json: {} } });
    fake.instead.push({ on: /check-runs/, answer: limited });
    expect(await post(fake)).toEqual({ outcome: 'written' });
    const down = { status: 500, json: { message: `down, ${GITHUB_TOKEN}` } };
    for (let i = 0; i < 10; i += 1) fake.instead.push({ on: /check-runs/, answer: down });
    expect(await messageOf(post(fake))).toBe(
      'The check run was not written: GitHub answered 500 when asked to write a check run: down, (sensitive)',
    );
    expect(fake.requests).toHaveLength(3 + 4);
  });

  test('a token that may not: an error in a branch of this repository, said but no error in a fork', async () => {
    const fake = await started();
    const forbidden = { status: 403, json: { message: 'Resource not accessible by integration' } };
    const message =
      'GitHub answered 403 when asked to write a check run: Resource not accessible by integration; ' +
      'the job needs the permission "checks: write"';
    fake.instead.push({ on: /check-runs/, answer: forbidden });
    expect(await messageOf(post(fake))).toBe(`The check run was not written: ${message}`);
    fake.instead.push({ on: /check-runs/, answer: forbidden });
    const fork = pullEvent(HEAD, 'stranger/apps');
    expect(await post(fake, { event: fork })).toEqual({ outcome: 'forked', why: message });
    expect(await post(fake, { event: fork, env: { GITHUB_TOKEN: '' } })).toEqual({
      outcome: 'forked',
      why: 'GITHUB_TOKEN or GH_TOKEN is not set, as is right for a fork',
    });
    expect(await messageOf(post(fake, { env: { GITHUB_TOKEN: '' } }))).toBe(
      'GITHUB_TOKEN or GH_TOKEN is not set: --post github takes the token from it',
    );
  });
});
