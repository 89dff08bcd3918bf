import fc from 'fast-check';
import { advance, type Run } from '../../../../okta-apps/secrets/rotate/advance';
import type { Outcome } from '../../../../okta-apps/secrets/rotate/hands';
import { eventText, waitingText } from '../../../../okta-apps/secrets/rotate/texts';
import { Secret } from '../../../../okta-apps/shared/secret';
import { runs } from '../../../support/runs';
import { APP, World } from './support/world';

const HOUR = 3_600_000;
const TERMS = { overlap: 24 * HOUR, grace: 24 * HOUR };
const OLD = new Secret('initial-secret-canary');

function worldWithLog(): World {
  const world = new World();
  world.log = [];
  return world;
}

async function rotate(world: World, more: Partial<Run> = {}): Promise<{ outcome: Outcome; told: string[] }> {
  const told: string[] = [];
  const run: Run = {
    id: 'mine',
    terms: TERMS,
    hasEnded: () => true,
    tell: (app, event) => told.push(eventText(app, event, TERMS).trim()),
    ...more,
  };
  return { outcome: await advance(APP, world.hands, run), told };
}

function textOf(world: World, outcome: Outcome): string {
  if (outcome.kind === 'waiting') return waitingText(APP, outcome, { now: world.now, overlap: TERMS.overlap });
  return outcome.kind === 'failed' ? outcome.message : outcome.kind;
}

const inSink = (world: World): Secret => world.stored?.clientSecret ?? OLD;

test('a relying party that still uses the old secret stops its retirement; after it changed, evidence ends it', async () => {
  const world = worldWithLog();
  await rotate(world);
  world.now += 25 * HOUR;
  world.authenticate(OLD);
  const { outcome } = await rotate(world);
  expect(textOf(world, outcome)).toBe(
    'shop-dev/billing: a relying party still uses the old secret ocs1: the system log has a token request with it at ' +
      '2026-11-28 09:00 UTC. Both secrets work. Make the relying party read the new one. It is deactivated when it was not ' +
      'used for 24 h, after 2026-11-29 09:00 UTC at the earliest. To stop the old secret all the same, add --now',
  );
  expect(world.secrets.map(({ status }) => status)).toEqual(['ACTIVE', 'ACTIVE']);
  world.now += HOUR;
  world.authenticate(inSink(world));
  expect((await rotate(world)).outcome).toMatchObject({ kind: 'waiting', for: 'use' });
  world.now += 24 * HOUR;
  world.authenticate(inSink(world));
  const { told } = await rotate(world);
  expect(told[1]).toBe(
    'shop-dev/billing: old secret ocs1 deactivated by evidence, after an overlap of 24 h. The system log has at least 1 token ' +
      'request with the new secret and none with the old one, from 2026-11-28 10:00 UTC to 2026-11-29 10:00 UTC',
  );
});

test('a sink that cannot be read needs no person where the log is evidence', async () => {
  const world = worldWithLog();
  world.answer = 'stored, not verifiable';
  await rotate(world);
  const value = inSink(world);
  // The sink says which secret it has, and not its value.
  const { clientSecret: _hidden, ...shown } = world.stored ?? { app: '', environment: '', clientId: '' };
  world.stored = shown;
  world.now += 25 * HOUR;
  expect(textOf(world, (await rotate(world)).outcome)).toContain('so nothing proves that it has the new secret');
  world.authenticate(value);
  expect((await rotate(world)).told[0]).toContain('old secret ocs1 deactivated by evidence');
});

async function inGrace(): Promise<World> {
  const world = worldWithLog();
  await rotate(world);
  world.now += 25 * HOUR;
  await rotate(world);
  world.now += HOUR;
  expect(world.authenticate(OLD)).toBe('refused');
  world.now += 24 * HOUR;
  return world;
}

describe('after clients failed', () => {
  test('an unattended run does not delete, and says how to activate again', async () => {
    const world = await inGrace();
    expect(textOf(world, (await rotate(world)).outcome)).toBe(
      'shop-dev/billing: at least 1 client authentication failed since the old secret was deactivated, the last one at ' +
        '2026-11-28 10:00 UTC. A relying party may still have the old secret ocs1, so it is not deleted. To activate it again: ' +
        'okta-apps rotate billing --env dev --rollback. To delete it all the same, run this at a terminal or add --now',
    );
    expect(world.secrets.map(({ status }) => status)).toEqual(['INACTIVE', 'ACTIVE']);
  });

  test('a person activates it again, and the run ends', async () => {
    const world = await inGrace();
    const { outcome } = await rotate(world, { afterFailures: () => Promise.resolve('activate') });
    expect(textOf(world, outcome)).toBe(
      'shop-dev/billing: both secrets work again. Find out which relying party has ocs1, give it the new one, then continue: ' +
        'okta-apps rotate billing --env dev',
    );
    expect(world.authenticate(OLD)).toBe('granted');
  });

  test('a person deletes it all the same', async () => {
    const world = await inGrace();
    const { outcome, told } = await rotate(world, { afterFailures: () => Promise.resolve('delete') });
    expect(outcome).toEqual({ kind: 'done' });
    expect(told.at(-1)).toBe(
      'shop-dev/billing: old secret ocs1 deleted, because a person decided so, although at least 1 client authentication failed ' +
        'since the old secret was deactivated, the last one at 2026-11-28 10:00 UTC',
    );
  });
});

test('a relying party that gets tokens within each overlap is never refused, whenever it reads the new secret', async () => {
  const hours = fc.integer({ min: 1, max: 23 });
  await fc.assert(
    fc.asyncProperty(hours, hours, fc.integer({ min: 0, max: 200 }), async (everyHours, runHours, changesAt) => {
      const world = worldWithLog();
      let secret = OLD;
      let outcome: Outcome | undefined;
      for (let hour = 0; hour < 400; hour += 1) {
        if (hour === changesAt) secret = inSink(world);
        if (hour % everyHours === 0) expect(world.authenticate(secret)).toBe('granted');
        if (hour % runHours === 0 && outcome?.kind !== 'done')
          ({ outcome } = await rotate(world, { id: `run-${hour}` }));
        world.now += HOUR;
      }
      expect(world.secrets.map(({ value }) => value.equals(secret))).toContain(true);
      // Where it changed after the first run handed out, the rotation is done.
      if (changesAt > 0) expect(outcome).toEqual({ kind: 'done' });
      else expect(outcome).toMatchObject({ kind: 'waiting', for: 'use' });
    }),
    { numRuns: runs(100) },
  );
});
