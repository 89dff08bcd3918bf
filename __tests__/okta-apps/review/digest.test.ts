import fc from 'fast-check';
import { anyUrl } from '../../support/any-characters';
import { approve, type Approval } from '../../../okta-apps/review/approval';
import { digestOf, type DigestInput, type Reviewed, type StackDigest } from '../../../okta-apps/review/digest';
import { digestFile, digestFileText, parseDigests } from '../../../okta-apps/review/digest-file';
import { readPlan } from '../../../okta-apps/resources/read-plan';
import { UserError } from '../../../okta-apps/shared/errors';
import { appChange, newApp, rawChange, rawPlan, SOUND_APP } from './support/plan-json';

const ADDRESS = 'okta_app_oauth.web';

function digest(changes: readonly unknown[], more: object = {}, given: Partial<DigestInput> = {}): StackDigest {
  const plan = readPlan(rawPlan(changes, more as Readonly<Record<string, unknown>>), { secrets: [] });
  return digestOf({ stack: 'shop-prod', environment: 'prod', rehearsal: false, plan, ...given });
}

/** Which of the two hashes differ. */
function differing(a: StackDigest, b: StackDigest): readonly string[] {
  return (['intent', 'meaning'] as const).filter((key) => a[key] !== b[key]);
}

const BOTH = ['intent', 'meaning'];

test('the order of a set, unset beside empty and the order of resources mean nothing', () => {
  const uris = fc.uniqueArray(anyUrl, { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(
      uris.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
      ([a, b]) => {
        const one = appChange({}, { post_logout_redirect_uris: a, admin_note: '' });
        const two = appChange({}, { post_logout_redirect_uris: b, admin_note: null });
        const other = newApp({}, 'okta_app_oauth.desk');
        expect(differing(digest([one, other]), digest([other, two]))).toEqual([]);
      },
    ),
  );
});

test('any other value, address or kind of change gives another digest', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (a, b) => {
      const same = a === b || (a === '' && b === '');
      const [one, two] = [a, b].map((label) => digest([appChange({}, { label })])) as [StackDigest, StackDigest];
      expect(differing(one, two)).toEqual(same ? [] : BOTH);
    }),
  );
  const change = digest([appChange({}, { label: 'new' })]);
  expect(
    differing(change, digest([rawChange('okta_app_oauth.desk', SOUND_APP, { ...SOUND_APP, label: 'new' })])),
  ).toEqual(BOTH);
  expect(differing(change, digest([rawChange(ADDRESS, SOUND_APP, null)]))).toEqual(BOTH);
  expect(differing(change, digest([appChange({ label: 'other' }, { label: 'new' })]))).toEqual(BOTH);
  expect(differing(change, digest([appChange({}, { label: 'new' }), newApp({}, 'okta_app_oauth.b')]))).toEqual(BOTH);
});

const deferred = (change: unknown, reason = 'provider_config_unknown') => ({
  deferred_changes: [{ reason, resource_change: change }],
});
const action = (more: object) => ({
  action_invocations: [{ address: 'action.okta_rotate.x', type: 'okta_rotate', ...more }],
});
const trigger = { lifecycle_action_trigger: { triggering_resource_address: 'okta_app_oauth.web' } };

test.each<[string, object, object]>([
  ['a change that is put off', {}, deferred(newApp())],
  ['its value', deferred(newApp()), deferred(newApp({ label: 'Other' }))],
  ['its reason', deferred(newApp()), deferred(newApp(), 'absent_prereq')],
  ['its address, where nothing else is known', deferred({ address: 'a.b' }), deferred({ address: 'a.c' })],
  ['an action', {}, action({})],
  ['its type', action({}), action({ type: 'okta_other' })],
  ['what triggers it', action({}), action(trigger)],
  [
    'when it runs',
    action({}),
    { deferred_action_invocations: [{ action_invocation: { address: 'action.okta_rotate.x', type: 'okta_rotate' } }] },
  ],
])('%s gives another digest', (_, before, after) => {
  expect(differing(digest([], before), digest([], after))).toEqual(BOTH);
  expect(differing(digest([], after), digest([], after))).toEqual([]);
});

test('what is put off and what runs is named', () => {
  expect(digest([], { ...deferred(newApp()), ...action({}) }).changes).toEqual([
    'put off okta_app_oauth.web',
    'run action.okta_rotate.x',
  ]);
});

test('a value that is known only after the apply is not the text that says so', () => {
  const unknown = rawChange(
    ADDRESS,
    SOUND_APP,
    { ...SOUND_APP, login_uri: undefined },
    { after_unknown: { login_uri: true } },
  );
  const text = appChange({}, { login_uri: '(known after apply)' });
  expect(differing(digest([unknown]), digest([unknown]))).toEqual([]);
  expect(differing(digest([unknown]), digest([text]))).toEqual(BOTH);
});

test('ids that differ from org to org are in the meaning, not in the intent', () => {
  const assigned = (app: string, group: string) =>
    rawChange('okta_app_group_assignments.web', { app_id: app, group: [] }, { app_id: app, group: [{ id: group }] });
  const code = {
    resource: {
      okta_app_group_assignments: {
        web: { app_id: '${okta_app_oauth.web.id}', group: [{ id: '${data.okta_group.staff.id}' }] },
      },
    },
  };
  const real = digest([assigned('0oa1abcdefABCDEF1234', '00g1abcdefABCDEF1234')], {}, { synthesized: code });
  const rehearsed = digest([assigned('0oa9zzzzzzABCDEF9999', '00g9zzzzzzABCDEF9999')], {}, { synthesized: code });
  expect(differing(real, rehearsed)).toEqual(['meaning']);
  const other = JSON.parse(JSON.stringify(code).replace('staff', 'everyone')) as unknown;
  const widened = digest([assigned('0oa9zzzzzzABCDEF9999', '00g9zzzzzzABCDEF9999')], {}, { synthesized: other });
  expect(differing(rehearsed, widened)).toEqual(['intent']);
});

test('drift is in the meaning and named, and what an apply only reverts is no intent', () => {
  const drifted = { ...SOUND_APP, label: 'by hand' };
  const drift = { resource_drift: [rawChange(ADDRESS, SOUND_APP, drifted)] };
  const back = digest([rawChange(ADDRESS, drifted, SOUND_APP)], drift);
  expect(back).toMatchObject({ drift: [`${ADDRESS} label`], changes: [] });
  expect(differing(back, digest([]))).toEqual(['meaning']);
  const both = digest([rawChange(ADDRESS, drifted, { ...SOUND_APP, pkce_required: false })], drift);
  expect(differing(both, digest([appChange({}, { pkce_required: false })]))).toEqual(['meaning']);
});

test('the code counts without CDKTF’s comments and in any order of keys; the lock file in any order of hashes', () => {
  const of = (synthesized: unknown, lock?: string) => {
    const { synthesized: code, lock: locked } = digest([], {}, { synthesized, ...(lock !== undefined && { lock }) });
    return { code, locked };
  };
  const a = of({ '//': { version: 1 }, resource: { x: { y: { '//': {}, b: 1, a: [2] } } } });
  expect(a).toEqual(of({ resource: { x: { y: { a: [2], b: 1 } } } }));
  expect(a).not.toEqual(of({ resource: { x: { y: { a: [3], b: 1 } } } }));
  const lock = (version: string, ...hashes: string[]) =>
    `provider "registry.terraform.io/okta/okta" {\n  version = "${version}"\n  hashes = [\n${hashes.map((hash) => `    "${hash}",\n`).join('')}  ]\n}\n`;
  expect(of({}, lock('6.12.0', 'h1:a', 'zh:b'))).toEqual(of({}, `# made\n${lock('6.12.0', 'zh:b', 'h1:a')}`));
  expect(of({}, lock('6.12.0', 'h1:a'))).not.toEqual(of({}, lock('6.12.1', 'h1:a')));
  expect(of({}, lock('6.12.0', 'h1:a'))).not.toEqual(of({}, lock('6.12.0', 'h1:c')));
});

test('no value is in a digest, sensitive or not; its file reads back as it was', () => {
  const made = digest([
    appChange({ label: 'canary-old' }, { label: 'canary-new', client_basic_secret: 'canary-secret' }),
  ]);
  const text = digestFileText({ digests: [made], approvedBy: ['mona'] });
  expect(text).not.toContain('canary');
  expect(parseDigests(text, digestFile('reviewed.json'))).toEqual({ digests: [made], approvedBy: ['mona'] });
});

function approvalOf(now: StackDigest, reviewed: Reviewed, approvals = 0): Approval {
  return approve([{ digest: now, blocking: [], findings: [], approvals }], reviewed);
}

describe('an approval of a rehearsal', () => {
  const code = { resource: {} };
  const rehearsal = digest([appChange({}, { label: 'new' })], {}, { rehearsal: true, synthesized: code });

  test('names drift that no reviewer saw, and goes on', () => {
    const drifted = { ...SOUND_APP, pkce_required: false };
    const drift = { resource_drift: [rawChange(ADDRESS, SOUND_APP, drifted)] };
    const now = digest([rawChange(ADDRESS, drifted, { ...SOUND_APP, label: 'new' })], drift, { synthesized: code });
    expect(approvalOf(now, { digests: [rehearsal] })).toEqual({
      refusals: [],
      notes: [`shop-prod: changed outside Terraform, which the rehearsal could not show: ${ADDRESS} pkce_required`],
    });
  });

  test('refuses what the code changes besides', () => {
    const now = digest([appChange({}, { label: 'new', pkce_required: false })], {}, { synthesized: code });
    expect(approvalOf(now, { digests: [rehearsal] }).refusals).toEqual([
      {
        stack: 'shop-prod',
        reason: 'meaning',
        message:
          'shop-prod: the plan does not match what was reviewed: the same resources change, but to other values; ' +
          'compare the plan above with the review; where an apply was interrupted, or Okta or the state was changed since, ' +
          'no review of the code can show it: if the plan is right, apply this stack at a terminal, without --reviewed',
      },
    ]);
  });
});

test('a reviewed apply that meets what no rehearsal plans says what to do', () => {
  const rehearsal = digest([appChange({}, { label: 'new' })], {}, { rehearsal: true, synthesized: {} });
  const role = rawChange('module.deploy.aws_iam_role.ci', { policy: 'a' }, { policy: 'b' });
  const now = digest([appChange({}, { label: 'new' }), role], {}, { synthesized: {} });
  expect(approvalOf(now, { digests: [rehearsal] }).refusals.map(({ message }) => message)).toEqual([
    'shop-prod: the plan does not match what was reviewed: now also update module.deploy.aws_iam_role.ci; ' +
      'a rehearsal cannot plan update module.deploy.aws_iam_role.ci, so another review shows no more; ' +
      'apply this stack at a terminal, without --reviewed',
  ]);
});

test('a review of the real org refuses drift that came since, another lock file and other ids', () => {
  const change = appChange({}, { label: 'new' });
  const reviewed = digest([change], {}, { synthesized: {}, lock: 'provider "a" {\n  version = "1"\n}\n' });
  const says = (now: StackDigest) => approvalOf(now, { digests: [reviewed] }).refusals[0]?.message;
  const lock = 'provider "a" {\n  version = "1"\n}\n';
  const drift = { resource_drift: [rawChange('okta_app_oauth.b', SOUND_APP, { ...SOUND_APP, label: 'x' })] };
  expect(says(digest([change], {}, { synthesized: {}, lock }))).toBeUndefined();
  expect(says(digest([change], drift, { synthesized: {}, lock }))).toBe(
    'shop-prod: what was changed outside Terraform is not what it was at the review: now also okta_app_oauth.b label; ' +
      'plan and review it once more: okta-apps plan, then okta-apps review --digests <file>',
  );
  expect(says(digest([change], {}, { synthesized: {} }))).toBe(
    'shop-prod: its provider lock file is not the one that was reviewed; apply with the lock file of the reviewed commit',
  );
});

test('a review of a stack of that name in another environment is none of it', () => {
  const now = digest([appChange({}, { label: 'new' })]);
  expect(approvalOf(now, { digests: [{ ...now, environment: 'dev' }] }).refusals).toEqual([
    {
      stack: 'shop-prod',
      reason: 'not reviewed',
      message:
        'shop-prod: nothing was reviewed: there is no digest of this stack; make the file of --reviewed for this stack too: ' +
        'okta-apps reviewed',
    },
  ]);
});

describe('approvals that the environment asks for', () => {
  const now = digest([appChange({}, { label: 'new' })]);
  const says = (needed: number, approvedBy?: readonly string[], base?: number) => {
    const kept = { ...now, ...(base !== undefined && { approvals: base }) };
    const [refusal] = approvalOf(now, { digests: [kept], ...(approvedBy && { approvedBy }) }, needed).refusals;
    return refusal === undefined ? undefined : [refusal.reason, refusal.message];
  };
  const asks = (count: string) => `shop-prod: prod asks for ${count} by people other than the author, and`;
  const end = 'more approve it and re-run all jobs of this run, or apply this stack at a terminal, without --reviewed';

  test('enough of them let it pass, none asked for need no approver', () => {
    expect([says(0), says(0, []), says(1, ['mona']), says(2, ['mona', 'ada', 'joe'])]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('too few are refused with how many are needed, who approved and what to do', () => {
    expect(says(1, [])).toEqual([
      'approval',
      `${asks('1 approval')} none of them approved what was merged; let 1 ${end}`,
    ]);
    expect(says(3, ['mona'])).toEqual([
      'approval',
      `${asks('3 approvals')} only mona approved what was merged; let 2 ${end}`,
    ]);
    expect(says(1)).toEqual([
      'approval',
      `${asks('1 approval')} the file does not say who approved; make the file of --reviewed with "okta-apps reviewed"`,
    ]);
  });

  test('a change that asks for fewer than its base is held to those of the base', () => {
    expect(says(0, [], 1)).toEqual([
      'approval',
      `${asks('1 approval')} none of them approved what was merged; let 1 ${end}`,
    ]);
    expect(says(0, ['mona'], 1)).toBeUndefined();
  });
});

test('lists that the review had no room for are not guessed at', () => {
  const { changes, drift, ...kept } = digest([appChange({}, { label: 'new' })]);
  expect([changes, drift]).toEqual([[`update ${ADDRESS}`], []]);
  const other = digest([appChange({}, { label: 'other' })]);
  expect(approvalOf(other, { digests: [kept] }).refusals[0]?.message).toBe(
    'shop-prod: the plan does not match what was reviewed; the review had no room to keep what changes; ' +
      'compare the plan above with the review; make the file of --reviewed with okta-apps reviewed, which keeps it',
  );
  const text = digestFileText({ digests: [kept] });
  expect(parseDigests(text, digestFile('reviewed.json'))).toEqual({ digests: [kept] });
});

test.each([
  ['approvedBy', { approvedBy: 'mona' }, 'does not say who approved: approvedBy must be a list of names'],
  ['version', { version: 1 }, 'has a version that this okta-apps does not support'],
  ['approvals', { digests: [{ ...digest([]), approvals: -1 }] }, 'has a digest that is not whole (number 1)'],
  ['changes', { digests: [digest([]), { ...digest([]), changes: 'x' }] }, 'has a digest that is not whole (number 2)'],
  ['stack', { digests: [digest([]), digest([])] }, 'has two digests of shop-prod'],
])('a file with another %s is refused with one message', (_, different, says) => {
  const text = JSON.stringify({ version: 2, digests: [], ...different });
  expect(() => parseDigests(text, digestFile('reviewed.json'))).toThrow(
    new UserError(`reviewed.json ${says}; make it with "okta-apps reviewed" or "okta-apps review --digests <file>"`),
  );
});
