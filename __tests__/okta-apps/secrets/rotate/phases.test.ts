import { LEASE_MS, nextStep, type SeenSecret, type Situation } from '../../../../okta-apps/secrets/rotate/phases';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOW = Date.parse('2026-11-27T12:00:00Z');
const TERMS = { overlap: 24 * HOUR, grace: 24 * HOUR };
const intent = (run: string, ago: number) => ({ run, time: new Date(NOW - ago).toISOString() });
const secret = (id: string, hoursOld: number, status: SeenSecret['status'] = 'ACTIVE', hoursSame = hoursOld) => ({
  id,
  status,
  created: NOW - hoursOld * HOUR,
  changed: NOW - hoursSame * HOUR,
});
const OLD = secret('old', 900);
const SHOWN = { secretId: 'new', showsValue: true };
const ended: Situation['hasEnded'] = () => true;

const BASE: Situation = { secrets: [OLD], held: {}, underWay: false, run: 'mine', hasEnded: () => false, now: NOW };
/** The log was read, and says nothing. */
const SILENT = { use: { kind: 'not known', why: 'x' }, failures: { kind: 'none seen', from: 0 } } as const;
type Terms = Parameters<typeof nextStep>[1];
const decide = (situation: Partial<Situation>, terms: Terms = TERMS) =>
  nextStep({ ...BASE, ...SILENT, ...situation }, terms);
const stop = (why: string) => ({ kind: 'stop', why });

test.each<[what: string, situation: Partial<Situation>, step: object]>([
  ['no secret', { secrets: [] }, stop('no secret')],
  ['none that is active', { secrets: [secret('old', 900, 'INACTIVE')] }, stop('none active')],
  ['one secret', {}, { kind: 'announce' }],
  ['the sink of another client', { held: { ofOther: true } }, stop('other client')],
  ['its own intent', { held: { intent: intent('mine', 0) } }, { kind: 'add' }],
  [
    'the intent of another run, a moment ago',
    { held: { intent: intent('other', MINUTE) } },
    { kind: 'wait', for: 'other run', until: NOW - MINUTE + LEASE_MS, id: 'old' },
  ],
  [
    'the intent of a run that was killed',
    { held: { intent: intent('other', MINUTE) }, hasEnded: ended },
    { kind: 'announce' },
  ],
  ['an old intent', { held: { intent: intent('other', LEASE_MS) } }, { kind: 'announce' }],
  [
    'an intent of tomorrow, of a clock that is wrong',
    { held: { intent: intent('other', -24 * HOUR) } },
    { kind: 'announce' },
  ],
  ['an intent without a time', { held: { intent: { run: 'other', time: '' } } }, { kind: 'announce' }],
  ['one secret, after the old one was deleted', { underWay: true }, { kind: 'done' }],
  [
    'what this run added was deleted by someone else',
    { added: { id: 'new', stored: 'verified' }, underWay: true },
    stop('vanished'),
  ],
])('%s', (_, situation, step) => {
  expect(decide(situation)).toEqual(step);
});

const FRESH = secret('new', 0.01);
const KEPT = secret('new', 30);

test.each<[what: string, situation: Partial<Situation>, step: object]>([
  [
    'added by this run',
    { secrets: [OLD, FRESH], added: { id: 'new' }, held: { intent: intent('mine', 0) } },
    { kind: 'hand out', id: 'new' },
  ],
  [
    'added by this run, which another one has taken over from',
    { secrets: [OLD, FRESH], added: { id: 'new' }, held: { intent: intent('other', LEASE_MS) } },
    stop('sink changed'),
  ],
  [
    'added by a run that was killed',
    { secrets: [OLD, FRESH], held: { intent: intent('other', MINUTE) }, hasEnded: ended },
    { kind: 'discard', secret: FRESH },
  ],
  [
    'added by a run that is still there',
    { secrets: [OLD, FRESH], held: { intent: intent('other', MINUTE) } },
    { kind: 'wait', for: 'other run', until: NOW - MINUTE + LEASE_MS, id: 'new' },
  ],
  [
    'removed half by a run that was killed',
    { secrets: [OLD, secret('new', 0.01, 'INACTIVE')], held: { secretId: 'old', intent: intent('mine', MINUTE) } },
    { kind: 'discard', secret: secret('new', 0.01, 'INACTIVE') },
  ],
  ['without an intent', { secrets: [OLD, FRESH], held: { secretId: 'old' } }, stop('foreign')],
  ['long after an intent', { secrets: [OLD, FRESH], held: { intent: intent('gone', 9 * HOUR) } }, stop('foreign')],
  ['before an intent', { secrets: [OLD, KEPT], held: { intent: intent('gone', HOUR) } }, stop('foreign')],
  [
    'of an intent, where the one of the sink is inactive',
    { secrets: [secret('old', 900, 'INACTIVE'), FRESH], held: { secretId: 'old', intent: intent('mine', MINUTE) } },
    stop('foreign'),
  ],
  ['handed out', { secrets: [OLD, KEPT], held: SHOWN }, { kind: 'verify', id: 'new' }],
  [
    'handed out and inactive',
    { secrets: [OLD, secret('new', 30, 'INACTIVE')], held: SHOWN },
    stop('handed out is inactive'),
  ],
  [
    'proven, within the overlap',
    { secrets: [OLD, secret('new', 1)], held: SHOWN, proof: 'proven' },
    {
      kind: 'wait',
      for: 'overlap',
      until: NOW + 23 * HOUR,
      id: 'old',
    },
  ],
  [
    'proven, after the overlap',
    { secrets: [OLD, KEPT], held: SHOWN, proof: 'proven' },
    { kind: 'retire', id: 'old', by: 'time' },
  ],
  [
    'activated again an hour ago',
    { secrets: [secret('old', 900, 'ACTIVE', 1), KEPT], held: SHOWN, proof: 'proven' },
    {
      kind: 'wait',
      for: 'overlap',
      until: NOW + 23 * HOUR,
      id: 'old',
    },
  ],
  ['refused', { secrets: [OLD, KEPT], held: SHOWN, proof: 'refused' }, stop('refused')],
  ['not known', { secrets: [OLD, KEPT], held: SHOWN, proof: 'not known' }, stop('not known')],
  [
    'lost by the sink',
    { secrets: [OLD, FRESH], held: {}, added: { id: 'new', stored: 'verified' } },
    stop('sink changed'),
  ],
  [
    'the old one inactive',
    { secrets: [secret('old', 900, 'INACTIVE', 2), KEPT], held: SHOWN, proof: 'proven' },
    {
      kind: 'wait',
      for: 'grace',
      until: NOW + 22 * HOUR,
      id: 'old',
    },
  ],
  [
    'after the grace',
    { secrets: [secret('old', 900, 'INACTIVE', 25), KEPT], held: SHOWN, proof: 'proven' },
    { kind: 'delete', id: 'old' },
  ],
  [
    'refused after this run deactivated the old one',
    { secrets: [secret('old', 900, 'INACTIVE', 0), KEPT], held: SHOWN, proof: 'refused', retired: true },
    { kind: 'activate', id: 'old' },
  ],
  [
    'refused after an earlier run did',
    { secrets: [secret('old', 900, 'INACTIVE', 2), KEPT], held: SHOWN, proof: 'refused' },
    stop('refused after retirement'),
  ],
  [
    'not known after the grace',
    { secrets: [secret('old', 900, 'INACTIVE', 25), KEPT], held: SHOWN, proof: 'not known' },
    stop('not known'),
  ],
])('two secrets, the second one %s', (_, situation, step) => {
  expect(decide(situation)).toEqual(step);
});

describe('a sink that shows no secret', () => {
  const stored = { secrets: [OLD, KEPT], held: { secretId: 'new' } };
  const added = { id: 'new', stored: 'stored, not verifiable' } as const;

  test.each<[what: string, situation: Partial<Situation>, step: object]>([
    ['needs a person', stored, stop('not verifiable')],
    ['is followed by a proof of what this run stored', { ...stored, added }, { kind: 'verify', id: 'new' }],
    ['needs a person after that, too', { ...stored, added, proof: 'proven' }, stop('not verifiable')],
    ['continues by consent', { ...stored, consent: true }, { kind: 'retire', id: 'old', by: 'consent' }],
    ['that knows no id needs a person', { secrets: [OLD, KEPT], held: { unreadable: true } }, stop('unreadable')],
    [
      'that knows no id continues by consent',
      { secrets: [OLD, KEPT], held: { unreadable: true }, consent: true },
      { kind: 'retire', id: 'old', by: 'consent' },
    ],
  ])('%s', (_, situation, step) => {
    expect(decide(situation)).toEqual(step);
  });
});

test('without an overlap and a grace nothing is waited for, whatever the clocks say', () => {
  const none = { overlap: 0, grace: 0 };
  const ahead = secret('new', -1);
  expect(decide({ secrets: [OLD, ahead], held: SHOWN, proof: 'proven' }, none)).toMatchObject({ kind: 'retire' });
  const inactive = secret('old', 900, 'INACTIVE', -1);
  expect(decide({ secrets: [inactive, ahead], held: SHOWN, proof: 'proven' }, none)).toMatchObject({ kind: 'delete' });
});

test('a leaked secret is never activated again without a person', () => {
  const situation = {
    secrets: [secret('old', 900, 'INACTIVE', 0), KEPT],
    held: SHOWN,
    proof: 'refused',
    retired: true,
  } as const;
  expect(decide(situation, { ...TERMS, leaked: true })).toEqual(stop('refused after retirement'));
});

describe('the system log', () => {
  const overlapOver = { secrets: [OLD, KEPT], held: SHOWN, proof: 'proven' } as const;
  const inactive = { ...overlapOver, secrets: [secret('old', 900, 'INACTIVE', 2), KEPT] } as const;
  const used = { kind: 'in use', last: NOW - HOUR } as const;
  const evidence = { kind: 'evidence', uses: 3, from: 0, to: NOW } as const;
  const failed = { kind: 'failed', count: 2, last: NOW } as const;
  const none = { overlap: 0, grace: 0 };

  test.each<[what: string, situation: Partial<Situation>, step: object, terms?: Terms]>([
    ['is read from one overlap ago', overlapOver, { kind: 'look', at: 'use', since: NOW - 24 * HOUR }],
    [
      'is read from the new secret on without an overlap',
      overlapOver,
      { kind: 'look', at: 'use', since: NOW - 30 * HOUR },
      none,
    ],
    [
      'is read from the hand-out on, where this run made it',
      { ...overlapOver, added: { id: 'new', stored: 'verified', storedAt: NOW - 5 }, held: SHOWN },
      { kind: 'look', at: 'use', since: NOW - 5 },
      none,
    ],
    [
      'is not read within the overlap',
      { ...overlapOver, secrets: [OLD, secret('new', 23)] },
      { kind: 'wait', for: 'overlap', until: NOW + HOUR, id: 'old' },
    ],
    [
      'is not read for a leaked secret',
      overlapOver,
      { kind: 'retire', id: 'old', by: 'time' },
      { ...none, leaked: true },
    ],
    [
      'shows the old one in use',
      { ...overlapOver, use: used },
      { kind: 'wait', for: 'use', until: NOW + 23 * HOUR, id: 'old', last: NOW - HOUR },
    ],
    [
      'shows it in use without an overlap',
      { ...overlapOver, use: used },
      { kind: 'wait', for: 'use', until: NOW + MINUTE, id: 'old', last: NOW - HOUR },
      none,
    ],
    [
      'shows it in use, whatever a person agreed to',
      { ...overlapOver, held: { unreadable: true }, consent: true, use: used },
      { kind: 'wait', for: 'use', until: NOW + 23 * HOUR, id: 'old', last: NOW - HOUR },
    ],
    ['is evidence', { ...overlapOver, use: evidence }, { kind: 'retire', id: 'old', by: 'evidence' }],
    [
      'is evidence where the sink shows no secret',
      { ...overlapOver, held: { secretId: 'new' }, use: evidence },
      { kind: 'retire', id: 'old', by: 'evidence' },
    ],
    [
      'is no evidence for a second secret that the sink does not know',
      { ...overlapOver, held: { unreadable: true }, use: evidence },
      stop('unreadable'),
    ],
    ['is no evidence for a foreign one', { ...overlapOver, held: { secretId: 'old' }, use: evidence }, stop('foreign')],
    ['is no evidence against a refusal', { ...overlapOver, proof: 'refused', use: evidence }, stop('refused')],
    ['is read from the deactivation on', inactive, { kind: 'look', at: 'failures', since: NOW - 2 * HOUR }],
    [
      'is not read right after it',
      { ...inactive, retired: true },
      { kind: 'wait', for: 'grace', until: NOW + 22 * HOUR, id: 'old' },
    ],
    ['shows failures within the grace', { ...inactive, failures: failed }, stop('clients failed')],
    ['shows failures after it', { ...inactive, failures: failed }, stop('clients failed'), none],
    [
      'shows failures, and a person wants to delete',
      { ...inactive, failures: failed, inSpiteOfFailures: true },
      { kind: 'delete', id: 'old' },
      none,
    ],
    [
      'shows failures of a leaked secret',
      { ...inactive, failures: failed },
      { kind: 'delete', id: 'old' },
      { ...none, leaked: true },
    ],
    [
      'says nothing of failures',
      { ...inactive, failures: { kind: 'not known', why: 'x' } },
      { kind: 'delete', id: 'old' },
      none,
    ],
  ])('%s', (_, situation, step, terms = TERMS) => {
    expect(nextStep({ ...BASE, ...situation }, terms)).toEqual(step);
  });
});
