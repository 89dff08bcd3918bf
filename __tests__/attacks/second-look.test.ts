import { approve, type FreshPlan, type GatedFinding } from '../../okta-apps/review/approval';
import { digestOf, type SecondLook } from '../../okta-apps/review/digest';
import { readPlan } from '../../okta-apps/resources/read-plan';
import { appChange, rawPlan } from '../okta-apps/review/support/plan-json';

// threats.md, section 14: what only the org shows is accepted by those who released the environment after they saw it.

const KEY = 'drift/opened okta_app_oauth.web';
const finding: GatedFinding = {
  keys: [KEY],
  message: 'access was opened by hand',
  severity: 'high',
  needsOrg: true,
  shown: 'hash of that text',
};
const planned = (label: string) =>
  digestOf({
    stack: 'shop-prod',
    environment: 'prod',
    rehearsal: false,
    plan: readPlan(rawPlan([appChange({}, { label })]), { secrets: [] }),
  });
const now = planned('new');
const reviewed = { ...now, rehearsal: true, findings: [] };

function refusals(secondLook: SecondLook | undefined, more: Partial<FreshPlan> = {}): readonly string[] {
  const fresh = { digest: now, blocking: [], findings: [finding], approvals: 0, ...more };
  const given = { digests: [reviewed], approvedBy: ['ada', 'joe'], ...(secondLook && { secondLook }) };
  return approve([fresh], given).refusals.map(({ message }) => message);
}

const seen = { ...now, shown: [finding.shown] };
const by = (...logins: readonly string[]) => ({ prod: logins });

const WAYS =
  'accept it with a waiver in env/ and have that reviewed, or apply this stack at a terminal, without --reviewed';
const OF_ORG = 'shop-prod: the plan of the org shows what no review of the code can show: access was opened by hand; ';
const OTHER = `shop-prod: the plan is not the one of the second look, and has findings that only the org shows: access was \
opened by hand; ${WAYS}`;
const NOT_RELEASED =
  `${OF_ORG}a reviewer must release the CI environment prod after the second look, and none that counts did; let a ` +
  `reviewer who had no part in it release the run of the next merge; for this one ${WAYS}`;
const ONE_OF_TWO = `${OF_ORG}prod asks for 2 approvals, and one reviewer alone releases a CI environment; ${WAYS}`;

test.each<readonly [string, SecondLook | undefined, Partial<FreshPlan>, string]>([
  ['there was no second look', undefined, {}, OF_ORG + WAYS],
  ['it was of another stack', { digests: [{ ...seen, stack: 'other' }], releasedBy: by('mona') }, {}, OF_ORG + WAYS],
  [
    'it was of another environment',
    { digests: [{ ...seen, environment: 'dev' }], releasedBy: by('mona') },
    {},
    OF_ORG + WAYS,
  ],
  ['the org changed since', { digests: [{ ...seen, ...planned('other') }], releasedBy: by('mona') }, {}, OTHER],
  ['its plan was of another document', { digests: [{ ...seen, synthesized: 'e' }], releasedBy: by('mona') }, {}, OTHER],
  ['its plan stopped half way', { digests: [{ ...seen, outcome: 'stopped' }], releasedBy: by('mona') }, {}, OTHER],
  [
    'it said something else of the same address',
    { digests: [{ ...now, findings: [KEY], shown: ['hash of another text'] }], releasedBy: by('mona') },
    {},
    OTHER,
  ],
  ['its file lists no findings', { digests: [now], releasedBy: by('mona') }, {}, OTHER],
  ['no reviewer released the environment', { digests: [seen], releasedBy: by() }, {}, NOT_RELEASED],
  ['another environment was released', { digests: [seen], releasedBy: { dev: ['mona'] } }, {}, NOT_RELEASED],
  [
    'fewer did than the environment asks for',
    { digests: [seen], releasedBy: by('mona') },
    { approvals: 2 },
    ONE_OF_TWO,
  ],
])('attack: %s', (_, secondLook, more, message) => {
  expect(refusals(secondLook, more)).toEqual([message]);
});

test('attack: a block stays one, and a finding of the code is none that a second look accepts', () => {
  const secondLook = { digests: [seen], releasedBy: by('mona') };
  const ofCode = { ...finding, needsOrg: false };
  expect(refusals(secondLook, { blocking: ['app must be kept'] })).toEqual([
    'shop-prod: a finding stops it that no waiver accepts: app must be kept; revert that, or accept it with a waiver in ' +
      'env/ and have that reviewed',
  ]);
  expect(refusals(secondLook, { findings: [ofCode] })).toEqual([
    `shop-prod: the plan has a finding that the review did not have: access was opened by hand; ${WAYS}`,
  ]);
});

test.each<readonly [string, SecondLook, Partial<FreshPlan>]>([
  ['one reviewer released this very plan', { digests: [seen], releasedBy: by('mona') }, {}],
  ['one did where one is asked for', { digests: [seen], releasedBy: by('mona', 'ada') }, { approvals: 1 }],
])('everyday: %s', (_, secondLook, more) => {
  expect(refusals(secondLook, more)).toEqual([]);
});
