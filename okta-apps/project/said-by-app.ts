import { tailOf } from '../shared/known-secrets';

const LONGEST = 4_000;
/** Where Node.js was when an error was thrown, and its version below that. */
const TRACE = /^(?:\s+at .*|Node\.js v\d.*)$/;

/**
 * What the app of another commit printed before it failed, to follow the sentence that says whose fault it is. The
 * places in its code are of no use here: its files are removed by then.
 */
export function saidByApp(printed: readonly string[]): string {
  const lines = printed.join('').split('\n');
  const said = tailOf(
    lines
      .filter((line) => !TRACE.test(line))
      .join('\n')
      .trim(),
    LONGEST,
  );
  return said === '' ? '' : `\n${said}`;
}
