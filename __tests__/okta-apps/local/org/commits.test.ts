import fc from 'fast-check';
import { Commits, NotStored, type PendingChange } from '../../../../okta-apps/local/org/commits';
import type { Policy } from '../../../../okta-apps/local/org/records';
import { emptyState, newIdentity, stateText } from '../../../../okta-apps/local/org/state-file';

interface Write {
  readonly batch: readonly PendingChange[];
  readonly seen: string;
  readonly end: (error?: Error) => void;
}

/** Changes whose writes the test ends by hand. */
function byHand() {
  const writes: Write[] = [];
  const commits = new Commits(
    (batch) =>
      new Promise((resolve, reject) => {
        const end = (error?: Error) => {
          if (error === undefined) resolve();
          else reject(error);
        };
        writes.push({ batch, seen: text(), end });
      }),
  );
  const state = emptyState(newIdentity('2026-01-01T00:00:00.000Z', 't'), (collection, change) => {
    commits.add({ collection, ...change });
  });
  const text = () => [...stateText(state, '')].join('');
  const names = () => state.policies.all().map(({ name }) => name);
  const put = (name: string) => commits.run(() => state.policies.put({ id: name, name } as Policy).name);
  return { commits, state, writes, text, names, put };
}

const ticks = () => new Promise((resolve) => setImmediate(resolve));
const full = () => new Error('full');

/** Whether a promise is over by now, and how. */
async function now(promise: Promise<unknown>): Promise<unknown> {
  return Promise.race([promise, ticks().then(() => 'waits')]);
}

test('a change is answered when it is written, and what comes meanwhile is written together', async () => {
  const { put, writes } = byHand();
  const one = put('one');
  expect(await now(one)).toBe('waits');
  const others = [put('two'), put('three')];
  await ticks();
  expect(writes.map(({ batch }) => batch.length)).toEqual([1]);
  writes[0]?.end();
  expect(await now(one)).toBe('one');
  expect(writes.map(({ batch }) => batch.length)).toEqual([1, 2]);
  expect(await Promise.all(others.map(now))).toEqual(['waits', 'waits']);
  writes[1]?.end();
  expect(await Promise.all(others)).toEqual(['two', 'three']);
});

test('what was read waits for what it saw; with nothing to write it waits for nothing', async () => {
  const { commits, names, put, writes } = byHand();
  expect(await now(commits.run(names))).toEqual([]);
  const one = put('one');
  await ticks();
  const reader = commits.run(names);
  expect(await now(reader)).toBe('waits');
  writes[0]?.end();
  expect(await reader).toEqual(['one']);
  await one;
});

test('a refusal waits as well, and does not undo what others changed', async () => {
  const { commits, names, put, writes } = byHand();
  const one = put('one');
  const refused = commits.run(() => {
    if (names().includes('one')) throw new Error('it exists');
  });
  expect(await now(refused)).toBe('waits');
  writes[0]?.end();
  await expect(refused).rejects.toThrow('it exists');
  expect(await one).toBe('one');
  expect(names()).toEqual(['one']);
});

test('a failed write undoes what it held and what was built on it; reads and refusals are done again', async () => {
  const { commits, names, put, writes } = byHand();
  const first = put('kept');
  await ticks();
  writes[0]?.end();
  await first;
  const one = put('one');
  await ticks();
  const two = put('two');
  const reader = commits.run(names);
  const refusal = commits.run(() => {
    if (names().includes('one')) throw new Error('it exists');
    return 'it does not';
  });
  await ticks();
  writes[1]?.end(full());
  await expect(one).rejects.toBeInstanceOf(NotStored);
  await expect(two).rejects.toMatchObject({ name: 'NotStored', message: 'full' });
  expect(await reader).toEqual(['kept']);
  expect(await refusal).toBe('it does not');
  expect(names()).toEqual(['kept']);
  const three = put('three');
  await ticks();
  expect(writes.map(({ batch }) => batch.length)).toEqual([1, 1, 1]);
  writes[2]?.end();
  expect(await three).toBe('three');
});

test('after any changes and any failures, memory is what was written, in its order', async () => {
  const step = fc.record({
    work: fc.array(fc.tuple(fc.boolean(), fc.nat({ max: 5 })), { maxLength: 4 }),
    ends: fc.constantFrom('ok', 'fails', 'later'),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 15 }), async (steps) => {
      const { commits, state, writes, text } = byHand();
      let ended = 0;
      let stored = text();
      const endAll = async (fails: boolean) => {
        await ticks();
        for (let write = writes[ended]; write !== undefined; write = writes[ended]) {
          ended += 1;
          if (!fails) stored = write.seen;
          write.end(fails ? full() : undefined);
          await ticks();
        }
      };
      const answers: Promise<unknown>[] = [];
      let count = 0;
      for (const { work, ends } of steps) {
        const change = () => {
          for (const [keep, id] of work) {
            if (keep) state.policies.put({ id: `p${String(id)}`, name: String(count++) } as Policy);
            else state.policies.delete(`p${String(id)}`);
          }
        };
        answers.push(commits.run(change).catch(() => undefined));
        if (ends !== 'later') await endAll(ends === 'fails');
      }
      await endAll(false);
      await Promise.all(answers);
      expect(text()).toBe(stored);
    }),
    { numRuns: 100 },
  );
});
