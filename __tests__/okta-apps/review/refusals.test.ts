import { refusalFor, REFUSALS, type Why } from '../../../okta-apps/review/refusals';

const approvals = { environment: 'prod', needed: 2, approvedBy: ['mona'] };

/** Every refusal of the comparison with the review, and what a person does next. */
const EXAMPLES: Readonly<Record<keyof typeof REFUSALS, Why>> = {
  errored: REFUSALS.errored(),
  notListed: REFUSALS.notListed(),
  notPlanned: REFUSALS.notPlanned(),
  otherDocument: REFUSALS.otherDocument(),
  otherModule: REFUSALS.otherModule(),
  otherOpenings: REFUSALS.otherOpenings('now also okta_app_oauth.web login_uri var.uri'),
  otherAssets: REFUSALS.otherAssets(),
  otherLock: REFUSALS.otherLock(),
  blocked: REFUSALS.blocked(['app must be kept']),
  undecided: REFUSALS.undecided(['access was opened']),
  newFinding: REFUSALS.newFinding(['access was opened']),
  findingOfOrg: REFUSALS.findingOfOrg(['access was opened by hand']),
  otherThanShown: REFUSALS.otherThanShown(['access was opened by hand']),
  notReleased: REFUSALS.notReleased(['access was opened by hand'], { ...approvals, releasedBy: [], code: 'c0de' }),
  otherValues: REFUSALS.otherValues(),
  notKept: REFUSALS.notKept(),
  notRehearsable: REFUSALS.notRehearsable('', ['update aws_iam_role.deploy']),
  otherChanges: REFUSALS.otherChanges('now also update okta_app_oauth.web'),
  otherPlan: REFUSALS.otherPlan(''),
  otherOktaValues: REFUSALS.otherOktaValues(),
  otherDrift: REFUSALS.otherDrift('now also okta_app_oauth.web label'),
  notAsked: REFUSALS.notAsked({ ...approvals, approvedBy: undefined }),
  tooFew: REFUSALS.tooFew(approvals),
};

const TERMINAL = 'apply this stack at a terminal, without --reviewed';
const COMPARE =
  'synthesize this commit again and compare: where it differs from run to run, the code reads something that changes, ' +
  'such as the time or the environment; write that value into the code';
const WAYS = `accept it with a waiver in env/ and have that reviewed, or ${TERMINAL}`;
const PLAN = 'plan and review it once more: okta-apps plan, then okta-apps review --digests <file>';

test('every refusal says what a person does next', () => {
  const next = Object.fromEntries(Object.entries(EXAMPLES).map(([name, [, , todo]]) => [name, todo]));
  expect(next).toEqual({
    errored: 'correct what Terraform says above, and run this again',
    notListed: 'make the file of --reviewed for this stack too: okta-apps reviewed',
    notPlanned: 'correct what the review says of this stack, and merge that',
    otherDocument: COMPARE,
    otherModule: COMPARE,
    otherOpenings: COMPARE,
    otherAssets: COMPARE,
    otherLock: 'apply with the lock file of the reviewed commit',
    blocked: 'revert that, or accept it with a waiver in env/ and have that reviewed',
    undecided:
      'give --reviewed with the file of "okta-apps reviewed", accept each with a waiver in env/ that gives the reason, or ' +
      'run this at a terminal without --auto-approve and --json',
    newFinding: WAYS,
    findingOfOrg: WAYS,
    otherThanShown: `re-run all jobs of this run for a second look of this plan, and release it with its code; or ${WAYS}`,
    notReleased:
      're-run this job and let 2 reviewers who had no part in it and did not start the run release it (on GitLab: approve ' +
      `its deployment) with the comment c0de; or ${WAYS}`,
    otherValues: `find out what changes them, such as another provider or a state that was edited; if the plan is right, ${TERMINAL}`,
    notKept:
      'compare the plan above with the review; make the file of --reviewed with okta-apps reviewed, which keeps it',
    notRehearsable: TERMINAL,
    otherChanges:
      'compare the plan above with the review; where an apply was interrupted, or Okta or the state was changed since, ' +
      `no review of the code can show it: if the plan is right, ${TERMINAL}`,
    otherPlan: PLAN,
    otherOktaValues: PLAN,
    otherDrift: PLAN,
    notAsked: 'make the file of --reviewed with "okta-apps reviewed"',
    tooFew: `let 1 more approve it and re-run all jobs of this run, or ${TERMINAL}`,
  });
});

test('none tells to review again what another review would say too', () => {
  // Only where the digest is of a plan of the org does another one show the difference.
  const planned = ['otherPlan', 'otherOktaValues', 'otherDrift'];
  const texts = Object.entries(EXAMPLES).map(([name, why]) => ({ name, text: refusalFor('shop-prod', why).message }));
  expect(texts.filter(({ text }) => /review (?:it|this)/.test(text)).map(({ name }) => name)).toEqual(planned);
  for (const { text } of texts) expect(text).toMatch(/^shop-prod: [^\n]+; [a-z][^\n]+[^.]$/);
});
