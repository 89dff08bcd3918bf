import fc from 'fast-check';
import { setImmediate as tick } from 'node:timers/promises';
import { oneAtATime } from '../../../../okta-apps/run/watch/one-at-a-time';

test('however often work is asked for, it is never done twice at once, and what was asked for last is seen', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(3), { minLength: 1, maxLength: 20 }), fc.nat(3), async (gaps, length) => {
      let state = 0;
      let seen = 0;
      let running = 0;
      let most = 0;
      let runs = 0;
      const work = oneAtATime(async () => {
        running += 1;
        runs += 1;
        most = Math.max(most, running);
        seen = state;
        for (let at = 0; at < length; at += 1) await tick();
        running -= 1;
      });
      for (const gap of gaps) {
        state += 1;
        work.ask();
        for (let at = 0; at < gap; at += 1) await tick();
      }
      await work.idle();
      expect([most, seen]).toEqual([1, state]);
      expect(runs).toBeLessThanOrEqual(gaps.length);
    }),
    { numRuns: 50 },
  );
});

test('many that are asked for during one run are one more', async () => {
  let runs = 0;
  const work = oneAtATime(async () => {
    runs += 1;
    await tick();
  });
  for (let at = 0; at < 10; at += 1) work.ask();
  await work.idle();
  expect(runs).toBe(2);
});
