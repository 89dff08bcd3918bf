import { RequestPace, type PaceOptions } from '../../../okta-apps/okta/request-pace';

const APPS = 'https://acme.okta.com/api/v1/apps/0oa1/credentials/secrets';
const START = Date.parse('2026-11-27T08:00:00Z');

/** A pace with a clock that moves when something waits. */
function paced(options: Pick<PaceOptions, 'percent' | 'perMinute'>) {
  let now = START;
  const pace = new RequestPace({
    ...options,
    time: {
      now: () => now,
      wait: (milliseconds) => {
        now += milliseconds;
        return Promise.resolve();
      },
    },
  });
  return {
    pace,
    elapsed: () => now - START,
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
  };
}

/** An answer of an org whose window ends at a time, in seconds after the start. */
function answer(end: number, { limit = 100, remaining = 50, skew = 0, at = 0 } = {}) {
  const headers = new Headers({
    date: new Date(START + at + skew).toUTCString(),
    'x-rate-limit-limit': String(limit),
    'x-rate-limit-remaining': String(remaining),
    'x-rate-limit-reset': String((START + skew) / 1000 + end),
  });
  return { headers };
}

test('a share of the limit per window, and then the next window', async () => {
  const { pace, elapsed } = paced({ percent: 50 });
  const began: number[] = [];
  let end = 60;
  for (let i = 0; i < 110; i += 1) {
    await pace.before(APPS);
    began.push(elapsed());
    if (elapsed() / 1000 >= end) end = Math.floor(elapsed() / 1000) + 60;
    pace.after(APPS, answer(end, { at: elapsed() }));
  }
  const counts = [0, 60_000, 120_000, 180_000].map(
    (from) => began.filter((at) => at >= from && at < from + 60_000).length,
  );
  expect(counts).toEqual([50, 50, 10, 0]);
});

test('the figure of the environment counts more than that of the answer', async () => {
  const { pace } = paced({ percent: 50, perMinute: 20 });
  await pace.before(APPS);
  pace.after(APPS, answer(60, { limit: 500 }));
  expect(pace.allowed).toBe(10);
  const { pace: told } = paced({ percent: 50 });
  told.after(APPS, answer(60, { limit: 500 }));
  expect(told.allowed).toBe(250);
});

test('what others have used up is waited for', async () => {
  const { pace, elapsed } = paced({ percent: 50 });
  await pace.before(APPS);
  pace.after(APPS, answer(30, { remaining: 0 }));
  await pace.before(APPS);
  expect(elapsed()).toBe(31_000);
});

test('before the first answer no more is begun than the limit allows', async () => {
  const { pace, elapsed } = paced({ percent: 50, perMinute: 4 });
  await pace.before(APPS);
  await pace.before(APPS);
  const third = pace.before(APPS);
  pace.after(APPS, answer(60));
  await third;
  expect(elapsed()).toBeGreaterThanOrEqual(60_000);
});

test('other paths, and the reading of one app, have limits of their own', async () => {
  const { pace, elapsed } = paced({ percent: 1, perMinute: 100 });
  await pace.before(APPS);
  pace.after(APPS, answer(60));
  for (const path of ['/api/v1/groups', '/oauth2/v1/introspect', '/api/v1/apps/0oa1', '/api/v1/apps-other']) {
    for (let i = 0; i < 9; i += 1) await pace.before(`https://acme.okta.com${path}`);
  }
  expect(elapsed()).toBe(0);
  await pace.before('https://acme.okta.com/api/v1/apps?limit=200');
  expect(elapsed()).toBeGreaterThan(59_000);
});

test.each([-3_600_000, 86_400_000])('the time of an org whose clock differs by %d ms', (skew) => {
  const { pace, pass } = paced({ percent: 50 });
  pace.after(APPS, answer(60, { skew }));
  pass(5000);
  expect(pace.orgTime()).toBe(START + 5000 + skew);
});

test('clocks that agree to the second agree', () => {
  const { pace, pass } = paced({ percent: 50 });
  pass(900);
  pace.after(APPS, answer(60));
  expect(pace.orgTime()).toBe(START + 900);
});
