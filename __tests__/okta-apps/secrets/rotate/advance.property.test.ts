import fc from 'fast-check';
import { advance } from '../../../../okta-apps/secrets/rotate/advance';
import type { Outcome } from '../../../../okta-apps/secrets/rotate/hands';
import { Secret } from '../../../../okta-apps/shared/secret';
import { runs } from '../../../support/runs';
import { APP, Killed, World } from './support/world';

const HOUR = 3_600_000;
const terms = fc.record({ overlap: fc.constantFrom(0, HOUR), grace: fc.constantFrom(0, HOUR) });

let run = 0;
const rotate = (world: World, durations: { overlap: number; grace: number }): Promise<Outcome> => {
  run += 1;
  return advance(APP, world.hands, {
    id: `run-${run}`,
    terms: durations,
    hasEnded: () => true,
    tell: () => undefined,
  });
};

/** Runs until it is done: a run that is killed, or that waits, is followed by another one. */
async function untilDone(world: World, durations: { overlap: number; grace: number }): Promise<Outcome> {
  for (let runsLeft = 40; runsLeft > 0; runsLeft -= 1) {
    try {
      const outcome = await rotate(world, durations);
      if (outcome.kind !== 'waiting') return outcome;
      world.now = outcome.until;
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
    }
  }
  throw new Error('it never ends');
}

test('killed at any points, before or after what it does, it is completed, and never without a secret that works', async () => {
  const kills = fc.array(fc.tuple(fc.nat({ max: 14 }), fc.boolean()), { maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(kills, terms, async (points, durations) => {
      const world = new World();
      // Relying parties get tokens with what the sink has, whenever something is done.
      if (points.length % 2 === 0) world.log = [];
      let left = [...points];
      let count = 0;
      world.around = (_what, begun) => {
        if (!world.works) throw new Error(`no working secret after ${world.done.join(', ')}`);
        if (!begun && world.stored?.clientSecret !== undefined) world.authenticate(world.stored.clientSecret);
        if (begun) count += 1;
        const [next] = left;
        if (next === undefined || next[0] !== count - 1 || next[1] !== begun) return;
        left = left.slice(1);
        count = 0;
        throw new Killed();
      };
      expect(await untilDone(world, durations)).toEqual({ kind: 'done' });
      const [secret, ...others] = world.secrets;
      expect(others).toEqual([]);
      expect(secret?.id).not.toBe('ocs1');
      expect(world.stored).toMatchObject({ secretId: secret?.id });
      expect(world.works).toBe(true);
    }),
    { numRuns: runs(500) },
  );
});

test('a second secret that no intent explains is never handed out and never removed', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('announce', 'hand out', 'verify', 'deactivate ocs1'),
      terms,
      async (at, durations) => {
        const world = new World();
        const foreign = new Secret('foreign-secret-canary');
        world.now += 30 * 24 * HOUR;
        // Someone deletes the second secret, and adds one with a value of their own.
        world.around = (what, begun) => {
          if (!begun || what !== at || world.secrets.some(({ value }) => value.equals(foreign))) return;
          world.secrets = world.secrets.filter(({ id }) => id === 'ocs1');
          world.now += HOUR;
          world.create(foreign);
        };
        const outcome = await untilDone(world, durations);
        expect(outcome.kind).toBe('failed');
        expect(world.stored?.clientSecret?.equals(foreign) ?? false).toBe(false);
        expect(world.secrets.some(({ value, status }) => value.equals(foreign) && status === 'ACTIVE')).toBe(true);
        expect(world.secrets.find(({ id }) => id === 'ocs1')?.status).toBe('ACTIVE');
      },
    ),
    { numRuns: runs(100) },
  );
});
