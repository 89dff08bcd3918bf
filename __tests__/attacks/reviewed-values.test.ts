import { approve, type GatedFinding } from '../../okta-apps/review/approval';
import { digestOf, type StackDigest } from '../../okta-apps/review/digest';
import { readPlan } from '../../okta-apps/resources/read-plan';
import { appChange, newApp, rawPlan } from '../okta-apps/review/support/plan-json';

// threats.md, section 14: what an apply compares with what was reviewed.

const ADDRESS = 'okta_app_oauth.web';

function refusalsOf(now: StackDigest, reviewed: StackDigest) {
  return approve([{ digest: now, blocking: [], findings: [], approvals: 0 }], { digests: [reviewed] }).refusals;
}

describe('values of new resources', () => {
  const code = (values: object) => ({ resource: { okta_app_oauth: { web: values } } });
  const values = (
    after: Readonly<Record<string, unknown>>,
    said: object,
    more: Readonly<Record<string, unknown>> = {},
  ) =>
    digestOf({
      stack: 'shop-prod',
      environment: 'prod',
      rehearsal: false,
      plan: readPlan(rawPlan([{ ...(newApp(after, ADDRESS) as object), ...more }]), { secrets: [] }),
      synthesized: code(said),
    });
  const URI = 'https://shop.acme.dev/callback';
  const said = { label: 'Shop', redirect_uris: [URI], login_uri: '${okta_app_oauth.other.login_uri}' };
  const reviewed = { ...values({ label: 'Shop', redirect_uris: [URI] }, said), rehearsal: true };

  test.each([
    ['another redirect URI than the code says', { label: 'Shop', redirect_uris: ['https://evil.example/callback'] }],
    ['one more', { label: 'Shop', redirect_uris: [URI, 'https://evil.example/callback'] }],
    ['another label', { label: 'Shop!', redirect_uris: [URI] }],
    ['no value', { label: null, redirect_uris: [URI] }],
  ])('attack: the plan creates the app with %s', (_, after) => {
    const now = values(after, said);
    expect(now.intent).toBe(reviewed.intent);
    expect(refusalsOf(now, reviewed)).toEqual([
      {
        stack: 'shop-prod',
        reason: 'meaning',
        message:
          'shop-prod: the plan does not match what was reviewed: the same resources are created, but with ' +
          'other values than those in the code; find out what changes them, such as another provider or a state that was ' +
          'edited; if the plan is right, apply this stack at a terminal, without --reviewed',
      },
    ]);
  });

  test.each([
    ['an id of another org in the place of an opening', { label: 'Shop', redirect_uris: [URI], login_uri: '00gB' }],
    ['what only the provider says', { label: 'Shop', redirect_uris: [URI], consent_method: 'REQUIRED' }],
    ['what Okta makes up', { label: 'Shop', redirect_uris: [URI], sign_on_mode: 'OPENID_CONNECT' }],
    ['the same', { redirect_uris: [URI], label: 'Shop' }],
  ])('everyday: the plan creates it with %s', (_, after) => {
    expect(refusalsOf(values(after, said), reviewed)).toEqual([]);
  });
});

describe('findings of the plan of the org', () => {
  const plan = readPlan(rawPlan([appChange({}, { label: 'new' })]), { secrets: [] });
  const base = digestOf({ stack: 'shop-prod', environment: 'prod', rehearsal: false, plan });
  const finding: GatedFinding = {
    keys: [`drift/opened ${ADDRESS}`],
    message: `${ADDRESS}: access was opened by hand`,
    severity: 'high',
    needsOrg: true,
    shown: 'not looked at before',
  };
  const ofCode: GatedFinding = { ...finding, needsOrg: false };
  const refusedWith = (found: readonly GatedFinding[], findings: readonly string[] | undefined) =>
    approve([{ digest: base, blocking: [], findings: found, approvals: 0 }], {
      digests: [{ ...base, ...(findings !== undefined && { findings }) }],
    }).refusals.map(({ reason, message }) => [reason, message]);
  const WAYS =
    'accept it with a waiver in env/ and have that reviewed, or apply this stack at a terminal, without --reviewed';
  const OF_ORG = `shop-prod: the plan of the org shows what no review of the code can show: ${finding.message}; ${WAYS}`;
  const NEW = `shop-prod: the plan has a finding that the review did not have: ${finding.message}; ${WAYS}`;

  test.each<readonly [string, GatedFinding, string]>([
    ['a high one that only the org can show: the message does not say to review it again', finding, OF_ORG],
    ['a high one that the review could have had and did not', ofCode, NEW],
    ['a medium one that the review could have had and did not', { ...ofCode, severity: 'medium' }, NEW],
  ])('attack: %s', (_, found, message) => {
    expect(refusedWith([found], ['redirect-uri/new-domain okta_app_oauth.web'])).toEqual([['finding', message]]);
  });

  test('everyday: a medium one that only the org can show is printed, and stops nothing', () => {
    expect(refusedWith([{ ...finding, severity: 'medium' }], [])).toEqual([]);
  });

  test.each([
    ['the review had it', finding.keys],
    ['the review is of a version that kept none', undefined],
  ])('everyday: %s', (_, findings) => {
    expect(refusedWith([finding], findings)).toEqual([]);
  });
});
