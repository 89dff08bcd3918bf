import { CallError } from '../../../../okta-apps/okta/call-error';
import { advance, type Run } from '../../../../okta-apps/secrets/rotate/advance';
import type { Outcome } from '../../../../okta-apps/secrets/rotate/hands';
import { LEASE_MS } from '../../../../okta-apps/secrets/rotate/phases';
import { rollBack } from '../../../../okta-apps/secrets/rotate/rollback';
import { eventText } from '../../../../okta-apps/secrets/rotate/texts';
import { SinkError } from '../../../../okta-apps/secrets/sinks/sink';
import { Secret } from '../../../../okta-apps/shared/secret';
import { APP, World } from './support/world';

const HOUR = 3_600_000;
const NONE = { overlap: 0, grace: 0 };

function runOf(told: string[], more: Partial<Run> = {}): Run {
  const terms = more.terms ?? NONE;
  return {
    id: 'mine',
    terms,
    hasEnded: () => true,
    tell: (app, event) => told.push(eventText(app, event, terms).trim()),
    ...more,
  };
}

async function rotate(world: World, more: Partial<Run> = {}): Promise<{ outcome: Outcome; told: string[] }> {
  const told: string[] = [];
  return { outcome: await advance(APP, world.hands, runOf(told, more)), told };
}

const messageOf = ({ outcome }: { outcome: Outcome }) => (outcome.kind === 'failed' ? outcome.message : outcome.kind);

test('every phase in order, each in one line', async () => {
  const world = new World();
  const { outcome, told } = await rotate(world);
  expect(outcome).toEqual({ kind: 'done' });
  expect(told).toEqual([
    'shop-dev/billing: the rotation is announced in the sink',
    'shop-dev/billing: second secret ocs2 added; both work',
    'shop-dev/billing: new secret stored in the sink (read back: the same)',
    'shop-dev/billing: Okta accepts the new secret (introspection of a token that does not exist)',
    'shop-dev/billing: old secret ocs1 deactivated by time, without an overlap. Whether a relying party still uses it is not known: ' +
      'the system log was not looked at: it may not read it',
    'shop-dev/billing: Okta accepts the new secret (introspection of a token that does not exist)',
    'shop-dev/billing: old secret ocs1 deleted',
  ]);
  expect(world.done).toEqual(['announce', 'add', 'hand out', 'deactivate ocs1', 'delete ocs1']);
});

test('it stops where a wait begins, and continues after it', async () => {
  const world = new World();
  const terms = { overlap: 24 * HOUR, grace: 12 * HOUR };
  const first = await rotate(world, { terms });
  expect(first.outcome).toMatchObject({ kind: 'waiting', for: 'overlap', secretId: 'ocs1' });
  world.now += 24 * HOUR;
  const second = await rotate(world, { terms });
  expect(second.outcome).toMatchObject({ kind: 'waiting', for: 'grace', secretId: 'ocs1' });
  expect(second.told).toContain(
    'shop-dev/billing: old secret ocs1 deactivated by time, after an overlap of 24 h. Whether a relying party still uses it is not known: ' +
      'the system log was not looked at: it may not read it',
  );
  world.now += 12 * HOUR;
  expect((await rotate(world, { terms })).outcome).toEqual({ kind: 'done' });
  expect(world.secrets.map(({ id }) => id)).toEqual(['ocs2']);
});

/** Fails before (`done: false`) or after what it names was done, so often. */
function failing(world: World, what: string, error: Error, { times = 1, done = false } = {}): void {
  let left = times;
  world.around = (name, begun) => {
    if (name !== what || begun === done || left === 0) return;
    left -= 1;
    throw error;
  };
}

const LOST = new CallError('unreachable', 'no answer within 10 s');

test.each(['list', 'add', 'deactivate ocs1', 'delete ocs1'])(
  'an answer to %s that is lost is made good',
  async (what) => {
    for (const done of [false, true]) {
      const world = new World();
      failing(world, what, LOST, { done });
      expect((await rotate(world)).outcome).toEqual({ kind: 'done' });
      const [secret, ...others] = world.secrets;
      expect([others.length, secret?.id === world.stored?.secretId, world.works]).toEqual([0, true, true]);
    }
  },
);

test('a sink that refuses after Okta added: the old one works, and the next run hands out a new one', async () => {
  const world = new World();
  failing(world, 'hand out', new SinkError('denied', 'AccessDeniedException'));
  expect(messageOf(await rotate(world))).toBe(
    'shop-dev/billing: the sink failed: AccessDeniedException. Okta has the second secret ocs2, which was not handed out. ' +
      'The old one still works. Run this again: it replaces ocs2',
  );
  expect(world.secrets.map(({ status }) => status)).toEqual(['ACTIVE', 'ACTIVE']);
  const { outcome, told } = await rotate(world, { id: 'next' });
  expect(outcome).toEqual({ kind: 'done' });
  expect(told[0]).toBe('shop-dev/billing: secret ocs2 of an interrupted run deleted; it was never handed out');
  expect(world.secrets.map(({ id }) => id)).toEqual(['ocs3']);
});

test('a sink that is busy for a moment is written to again', async () => {
  const world = new World();
  failing(world, 'hand out', new SinkError('busy', 'ThrottlingException'), { times: 2 });
  expect((await rotate(world)).outcome).toEqual({ kind: 'done' });
  expect(world.secrets.map(({ id }) => id)).toEqual(['ocs2']);
});

test('a sink that reports success and stored nothing: the old secret is not deactivated', async () => {
  const world = new World();
  world.forgets = true;
  const message = messageOf(await rotate(world));
  expect(message).toBe('shop-dev/billing: another program changes its secrets all the time; stop that first');
  expect(world.secrets.map(({ id, status }) => `${id} ${status}`)).toEqual(['ocs1 ACTIVE']);
});

test('a sink that forgets only the secret', async () => {
  const world = new World();
  world.around = (what, begun) => {
    world.forgets = what === 'hand out' && begun;
  };
  expect(messageOf(await rotate(world))).toBe(
    'shop-dev/billing: the sink does not hold the new secret ocs2; another program wrote to it or lost it. The old secret ' +
      'ocs1 still works. Check the sink, then run this again',
  );
  expect(world.secrets.map(({ status }) => status)).toEqual(['ACTIVE', 'ACTIVE']);
});

test('a sink with the secret of another client is left as it is', async () => {
  const world = new World();
  world.stored = { app: APP.app, environment: APP.environment, clientId: 'billing-before', secretId: 'ocs9' };
  expect(messageOf(await rotate(world))).toBe(
    'shop-dev/billing: the sink holds the secret of another client ID, perhaps of an earlier app. Store the current one there ' +
      'first: okta-apps credentials billing --env dev --to sink. Nothing was changed',
  );
  expect(world.done).toEqual([]);
});

test('a credential that may not change secrets fails at once, with nothing changed', async () => {
  const world = new World();
  failing(world, 'add', new CallError('answer', '403 E0000006: You do not have permission', { status: 403 }), {
    times: 99,
  });
  expect(messageOf(await rotate(world))).toBe(
    'shop-dev/billing: the org did not do it: 403 E0000006: You do not have permission. What was done so far is kept, and a ' +
      'secret of it works. Run this again to continue',
  );
  expect(world.done).toEqual(['announce']);
});

test('a sink that cannot be read: only a person retires the old secret', async () => {
  const world = new World();
  world.answer = 'stored, not verifiable';
  world.isReadable = false;
  expect(messageOf(await rotate(world))).toBe(
    'shop-dev/billing: the sink cannot be read, so nothing proves that it has the new secret, and the old secret ocs1 is not ' +
      'deactivated. Run this at a terminal, where you can agree to that',
  );
  const asked: string[] = [];
  const consent: Run['consent'] = (_app, secretId, why) => {
    asked.push(`${secretId}: ${why}`);
    return Promise.resolve(true);
  };
  expect((await rotate(world, { consent })).outcome).toEqual({ kind: 'done' });
  expect(asked).toEqual(['ocs1: unreadable']);
  expect(world.secrets.map(({ id }) => id)).toEqual(['ocs2']);
});

test('two runs at the same time: one waits, and both end with the secret of the sink', async () => {
  const world = new World();
  const told: string[] = [];
  const ids = ['one', 'two'];
  const outcomes = await Promise.all(
    ids.map((id) =>
      advance(APP, world.hands, runOf(told, { id, hasEnded: () => false, terms: { overlap: HOUR, grace: 0 } })),
    ),
  );
  expect(outcomes).toMatchObject([{ kind: 'waiting' }, { kind: 'waiting' }]);
  expect(world.works).toBe(true);
  expect(world.done.filter((what) => what === 'hand out')).toHaveLength(1);
  expect(world.secrets.map(({ id }) => id)).toEqual(['ocs1', world.stored?.secretId]);
});

test('two announcements at the same time: the run whose own is lost waits for the other one, and both end', async () => {
  const world = new World();
  const terms = { overlap: HOUR, grace: 0 };
  const hasEnded = () => false;
  let other: Promise<{ outcome: Outcome }> | undefined;
  world.around = (what, begun) => {
    if (what !== 'announce' || begun || other !== undefined || world.stored === undefined) return;
    world.stored = { ...world.stored, intent: { run: 'other', time: new Date(world.now).toISOString() } };
    other = rotate(world, { id: 'other', hasEnded, terms });
    throw new SinkError('lost', 'it was written and holds something else now');
  };
  const waits: string[] = [];
  const mine = await rotate(world, { hasEnded, terms, waits: ({ path }) => waits.push(path) });
  expect([mine.outcome, (await other)?.outcome]).toMatchObject([{ kind: 'waiting' }, { kind: 'waiting' }]);
  expect(waits).toEqual(['shop-dev/billing']);
  expect(world.done).toEqual(['announce', 'add', 'hand out']);
  expect(world.works).toBe(true);
});

test('a second secret that another run removes before it is handed out is added again', async () => {
  const world = new World();
  world.around = (what, begun) => {
    if (what !== 'add' || begun || world.secrets.at(-1)?.id !== 'ocs2') return;
    world.secrets = world.secrets.filter(({ id }) => id !== 'ocs2');
    if (world.stored)
      world.stored = { ...world.stored, intent: { run: 'other', time: new Date(world.now).toISOString() } };
  };
  const end = world.now + 10_000;
  expect((await rotate(world, { hasEnded: () => world.now > end })).outcome).toEqual({ kind: 'done' });
  expect(world.done).toEqual(['announce', 'add', 'announce', 'add', 'hand out', 'deactivate ocs1', 'delete ocs1']);
  expect(world.secrets.map(({ id }) => id)).toEqual([world.stored?.secretId]);
  expect(world.works).toBe(true);
});

test('a run waits no longer than the other one takes to hand out', async () => {
  const world = new World();
  const begin = world.now;
  const waits: number[] = [];
  world.stored = {
    app: APP.app,
    environment: APP.environment,
    clientId: APP.clientId,
    intent: { run: 'other', time: new Date(begin).toISOString() },
  };
  world.around = (what, begun) => {
    if (what !== 'read' || !begun || world.now < begin + 10_000 || world.stored?.intent?.run !== 'other') return;
    const { id, value } = world.create(new Secret('secret-of-other-run'));
    const { intent: _intent, ...stored } = world.stored;
    world.stored = { ...stored, clientSecret: value, secretId: id };
  };
  const { outcome } = await rotate(world, {
    hasEnded: () => false,
    terms: { overlap: HOUR, grace: 0 },
    waits: (_app, until) => waits.push(until - begin),
  });
  expect(outcome).toMatchObject({ kind: 'waiting', for: 'overlap', secretId: 'ocs1' });
  expect(waits).toEqual([LEASE_MS]);
  expect(world.now - begin).toBeLessThan(15_000);
});

test('a run whose process ends while it is waited for is waited for no longer', async () => {
  const world = new World();
  const begin = world.now;
  const intent = { run: 'other', time: new Date(begin).toISOString() };
  world.stored = { app: APP.app, environment: APP.environment, clientId: APP.clientId, intent };
  const { outcome } = await rotate(world, { hasEnded: () => world.now > begin + 10_000 });
  expect(outcome).toEqual({ kind: 'done' });
  expect(world.now - begin).toBeLessThan(15_000);
});

describe('rollback', () => {
  const back = async (world: World) => await rollBack(APP, world.hands, runOf([]));

  test('before the new one is handed out it is deleted', async () => {
    const world = new World();
    await rotate(world);
    failing(world, 'hand out', new SinkError('refused', 'no'));
    await rotate(world);
    expect(world.secrets.map(({ id }) => id)).toEqual(['ocs2', 'ocs3']);
    expect(await back(world)).toEqual({ kind: 'done' });
    expect(world.secrets.map(({ id }) => id)).toEqual(['ocs2']);
    expect(world.works).toBe(true);
  });

  test('after that both work, and what to do is said', async () => {
    const world = new World();
    await rotate(world, { terms: { overlap: 0, grace: HOUR } });
    expect(world.secrets.map(({ status }) => status)).toEqual(['INACTIVE', 'ACTIVE']);
    expect(messageOf({ outcome: await back(world) })).toMatch(
      /^shop-dev\/billing: both secrets work\. the sink does not hold the old one \(ocs1\), and okta-apps hands out no value/,
    );
    expect(world.secrets.map(({ status }) => status)).toEqual(['ACTIVE', 'ACTIVE']);
  });

  test('one secret is nothing to go back to', async () => {
    expect(messageOf({ outcome: await back(new World()) })).toBe(
      'shop-dev/billing: it does not have two secrets, so there is nothing to go back to. Nothing was changed',
    );
  });
});
