import { askForKeys } from '../../../okta-apps/run/ask-for-keys';

const ONE = 'https://keys.example.com/one';
const OTHER = 'https://keys.example.com/other';

test('each address is asked for once, one question at a time, and only "yes" allows it', async () => {
  const questions: string[] = [];
  const answers = [' yes\n', 'y'];
  let open = 0;
  const may = askForKeys(async (question) => {
    open += 1;
    expect(open).toBe(1);
    questions.push(question);
    await new Promise(setImmediate);
    open -= 1;
    return answers.shift() ?? '';
  });
  expect(await Promise.all([may(ONE), may(OTHER), may(ONE)])).toEqual([true, false, true]);
  expect(await may(OTHER)).toBe(false);
  expect(questions).toEqual([
    `An app has its keys at ${ONE}. Type "yes" to read them from there: `,
    `An app has its keys at ${OTHER}. Type "yes" to read them from there: `,
  ]);
});
