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
const CODE = 'c0de'.repeat(8);
/** Releases of the only second look of a run; none of them gave its code. */
const by = (...logins: readonly string[]) => ({ prod: { code: CODE, by: logins, withCode: [] } });
/** Releases with the code. */
const coded = (...logins: readonly string[]) => ({ prod: { code: CODE, by: logins, withCode: logins } });

const WAYS =
  'accept it with a waiver in env/ and have that reviewed, or apply this stack at a terminal, without --reviewed';
const OF_ORG = 'shop-prod: the plan of the org shows what no review of the code can show: access was opened by hand; ';
const OTHER =
  'shop-prod: the plan is not the one of the second look, and has findings that only the org shows: access was opened by ' +
  `hand; re-run all jobs of this run for a second look of this plan, and release it with its code; or ${WAYS}`;
const missing = (asked: string, counting: string, left: string) =>
  `${OF_ORG}prod asks for ${asked} of its CI environment after the second look, and ${counting}; re-run this job and let ` +
  `${left} who had no part in it and did not start the run release it (on GitLab: approve its deployment) with the ` +
  `comment ${CODE}; or ${WAYS}`;
const NOT_RELEASED = missing('1 release', 'none counts', '1 reviewer');

test.each<readonly [string, SecondLook | undefined, Partial<FreshPlan>, string]>([
  ['there was no second look', undefined, {}, OF_ORG + WAYS],
  ['it was of another stack', { digests: [{ ...seen, stack: 'other' }], released: by('mona') }, {}, OF_ORG + WAYS],
  [
    'it was of another environment',
    { digests: [{ ...seen, environment: 'dev' }], released: by('mona') },
    {},
    OF_ORG + WAYS,
  ],
  ['the org changed since', { digests: [{ ...seen, ...planned('other') }], released: by('mona') }, {}, OTHER],
  ['its plan was of another document', { digests: [{ ...seen, synthesized: 'e' }], released: by('mona') }, {}, OTHER],
  ['its plan stopped half way', { digests: [{ ...seen, outcome: 'stopped' }], released: by('mona') }, {}, OTHER],
  [
    'it said something else of the same address',
    { digests: [{ ...now, findings: [KEY], shown: ['hash of another text'] }], released: by('mona') },
    {},
    OTHER,
  ],
  ['its file lists no findings', { digests: [now], released: by('mona') }, {}, OTHER],
  ['no reviewer released the environment', { digests: [seen], released: by() }, {}, NOT_RELEASED],
  ['another environment was released', { digests: [seen], released: { dev: by('mona').prod } }, {}, OF_ORG + WAYS],
  [
    'it is the first apply, for which no release counts, and the org changed since',
    { digests: [{ ...seen, ...planned('other') }], released: {} },
    {},
    OF_ORG + WAYS,
  ],
  [
    'fewer did than the environment asks for',
    { digests: [seen], released: coded('mona') },
    { approvals: 2 },
    missing('2 releases', 'only that of mona counts', '1 reviewer'),
  ],
  [
    'two did, and neither said of which second look, where several attempts are needed',
    { digests: [seen], released: by('ada', 'mona') },
    { approvals: 2 },
    missing('2 releases', 'none counts', '2 reviewers'),
  ],
])('attack: %s', (_, secondLook, more, message) => {
  expect(refusals(secondLook, more)).toEqual([message]);
});

test('attack: a block stays one, and a finding of the code is none that a second look accepts', () => {
  const secondLook = { digests: [seen], released: by('mona') };
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
  ['one reviewer released this very plan', { digests: [seen], released: by('mona') }, {}],
  ['one did where one is asked for', { digests: [seen], released: by('mona', 'ada') }, { approvals: 1 }],
  [
    'two did with the code, where two are asked for',
    { digests: [seen], released: coded('ada', 'mona') },
    { approvals: 2 },
  ],
  ['more did than are asked for', { digests: [seen], released: coded('ada', 'joe', 'mona') }, { approvals: 2 }],
])('everyday: %s', (_, secondLook, more) => {
  expect(refusals(secondLook, more)).toEqual([]);
});
