import { setTimeout as sleep } from 'node:timers/promises';
import { sideBySide } from '../../../okta-apps/shared/side-by-side';

test('never more than the limit at once; results in the order of the items', async () => {
  let running = 0;
  let most = 0;
  const results = await sideBySide([30, 1, 20, 1, 1], 2, async (ms) => {
    most = Math.max(most, ++running);
    await sleep(ms);
    running -= 1;
    return ms * 2;
  });
  expect(results).toEqual([60, 2, 40, 2, 2]);
  expect(most).toBe(2);
});

test('after a failure nothing new is begun, and what had begun ends first', async () => {
  const begun: number[] = [];
  const ended: number[] = [];
  const work = sideBySide([0, 1, 2, 3], 2, async (i) => {
    begun.push(i);
    if (i === 0) throw new Error('first');
    await sleep(20);
    ended.push(i);
  });
  await expect(work).rejects.toThrow(new Error('first'));
  expect([begun, ended]).toEqual([[0, 1], [1]]);
});

test('no items, no work', async () => {
  expect(await sideBySide([], 3, () => Promise.reject(new Error('never')))).toEqual([]);
});
