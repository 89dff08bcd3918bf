import { PassThrough } from 'node:stream';
import { askOn } from '../../../okta-apps/cli/ask';

async function answerTo(keys: string): Promise<{ readonly answer: string; readonly shown: string }> {
  const input = new PassThrough();
  const output = new PassThrough();
  const answer = askOn({ input, output }, 'Apply? ', new AbortController().signal);
  input.write(keys);
  return { answer: await answer, shown: String(output.read()) };
}

test('the line that is typed is the answer', async () => {
  const { answer, shown } = await answerTo('yes\r');
  expect(answer).toBe('yes');
  expect(shown).toContain('Apply? ');
});

test.each([
  ['Ctrl-C', '\u0003'],
  ['Ctrl-D', '\u0004'],
  ['Enter', '\r'],
])('%s is an empty answer', async (_, keys) => {
  expect((await answerTo(keys)).answer).toBe('');
});

test('Ctrl-C is told, because it is no signal there', async () => {
  const input = new PassThrough();
  const told = jest.fn();
  const answer = askOn({ input, output: new PassThrough() }, 'Apply? ', new AbortController().signal, told);
  input.write('\u0003');
  await answer;
  expect(told).toHaveBeenCalledTimes(1);
});

test('a stop ends the question', async () => {
  const stop = new AbortController();
  const answer = askOn({ input: new PassThrough(), output: new PassThrough() }, 'Apply? ', stop.signal);
  stop.abort();
  expect(await answer).toBe('');
});
