import { maskIo, type Io, type Output } from '../../../okta-apps/shared/io';
import { neverStopped } from '../../support/run-cli';

const SECRET = 'canary "secret"';

/** What a masked io lets through. */
function masked(secrets: readonly string[], terminal: Partial<Output> = {}) {
  const seen = { stdout: '', stderr: '', question: '' };
  const stdout = { ...terminal, write: (text: string) => (seen.stdout += text) };
  const io: Io = maskIo(
    {
      stdout,
      stderr: { write: (text) => (seen.stderr += text) },
      env: {},
      cwd: '/',
      stop: neverStopped(),
      ask: (question) => {
        seen.question = question;
        return Promise.resolve(SECRET);
      },
    },
    secrets,
  );
  return { io, seen, stdout };
}

it('masks what is written to stdout and stderr, and what is asked; answers stay as they are', async () => {
  const { io, seen } = masked([SECRET]);
  io.stdout.write(`a ${SECRET}\n`);
  io.stderr.write(`b ${encodeURIComponent(SECRET)}\n`);
  expect(await io.ask?.(`c ${SECRET}?`)).toBe(SECRET);
  expect(seen).toEqual({ stdout: 'a (sensitive)\n', stderr: 'b (sensitive)\n', question: 'c (sensitive)?' });
});

it('masks what the run learns of later, from then on', () => {
  const { io, seen } = masked([]);
  io.stdout.write('learned-later ');
  io.secrets?.add(['learned-later']);
  io.stdout.write('learned-later');
  expect(seen.stdout).toBe('learned-later (sensitive)');
});

it.each([
  [2, '\n'],
  [0, '\n'],
  [0, ''],
])('keeps a JSON document one, indented by %j', (indent, end) => {
  const { io, seen } = masked([SECRET, '12345678', '": ["']);
  io.stdout.write(JSON.stringify({ note: SECRET, count: 12345678, list: ['x'] }, null, indent) + end);
  expect(seen.stdout).toBe(
    JSON.stringify({ note: '(sensitive)', count: '(sensitive)', list: ['x'] }, null, indent) + end,
  );
});

it('masks a text that only begins like JSON', () => {
  const { io, seen } = masked([SECRET]);
  io.stdout.write(`[prod] ${SECRET}`);
  expect(seen.stdout).toBe('[prod] (sensitive)');
});

it('hands over on purpose what is written past it', () => {
  const { io, seen } = masked([SECRET]);
  io.unmasked?.write(SECRET);
  expect(seen.stdout).toBe(SECRET);
});

it('knows the terminal as the stream does, also when that changes', () => {
  const { io, stdout } = masked([SECRET], { isTTY: true, columns: 80 });
  expect(io.stdout).toMatchObject({ isTTY: true, columns: 80 });
  Object.assign(stdout, { columns: 100 });
  expect(io.stdout.columns).toBe(100);
});
