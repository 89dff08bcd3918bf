import { answerError } from '../../../okta-apps/okta/call-error';
import { askedOnce } from '../../../okta-apps/okta/refusal';

/** An org that answers each request with the next of these, and the last for all others. */
function org(...statuses: number[]) {
  let requests = 0;
  const work = async (): Promise<number> => {
    const status = statuses[Math.min(requests, statuses.length - 1)] ?? 200;
    requests += 1;
    await Promise.resolve();
    if (status !== 200) throw answerError({ status, body: {}, challenge: null });
    return requests;
  };
  return { work, requests: () => requests };
}

test.each([
  ['what is refused is asked for once', [403], 1, [undefined, undefined, undefined, undefined], [['secrets', '403']]],
  ['what is allowed is asked for each', [200], 4, [1, 2, 3, 4], []],
  [
    'what is not there says nothing about the others',
    [404, 403],
    2,
    [undefined, undefined, undefined, undefined],
    [['secrets', '403']],
  ],
] as const)('%s', async (_, statuses, requests, answers, refusals) => {
  const { work, requests: sent } = org(...statuses);
  const refused = new Map<string, string>();
  const ask = askedOnce(refused);
  const found = await Promise.all(Array.from({ length: 4 }, () => ask('secrets', work)));
  expect(found).toEqual(answers.map((one) => (one === undefined ? undefined : (expect.any(Number) as number))));
  expect(sent()).toBe(requests);
  expect([...refused]).toEqual(refusals.map(([kind, why]) => [kind, expect.stringContaining(why) as string]));
});

test('another error is thrown to the one who asked, and the next is asked', async () => {
  const { work, requests } = org(500, 200);
  const ask = askedOnce(new Map<string, string>());
  const [first, second] = await Promise.allSettled([ask('secrets', work), ask('secrets', work)]);
  expect(first).toMatchObject({ status: 'rejected', reason: { status: 500 } });
  expect(second).toEqual({ status: 'fulfilled', value: 2 });
  expect(requests()).toBe(2);
});
