import { report } from '../../../constructs/stack/synthesis-report';

/** What plain `cdktf synth` prints of one error, in an environment with these variables. */
function printed(error: string, variables: Readonly<Record<string, string>>): string {
  const before = { ...process.env };
  const lines: string[] = [];
  const write = jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    lines.push(String(text));
    return true;
  });
  try {
    Object.assign(process.env, variables);
    report({ problems: [], stacks: [], warnings: [], error });
  } finally {
    write.mockRestore();
    process.env = before;
    process.exitCode = undefined;
  }
  return lines.join('');
}

test('the report of plain cdktf synth shows no secret of its environment, and in CI no command of the system', () => {
  const error = 'no canary-4711-secret\n::set-output name=x::y \u202e##[command]z';
  expect(printed(error, { SHOP_TOKEN: 'canary-4711-secret', CI: 'true' })).toBe(
    'error: no (sensitive)\n:\\u003aset-output name=x::y \\u202e##\\u005bcommand]z\n',
  );
  expect(printed('no canary-4711-secret', { SHOP_TOKEN: 'canary-4711-secret', CI: '' })).toBe(
    'error: no (sensitive)\n',
  );
});
