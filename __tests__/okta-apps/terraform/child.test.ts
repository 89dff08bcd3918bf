import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lineSplitter, runChild, type ChildOptions } from '../../../okta-apps/terraform/child';
import { fakeProgram } from '../../support/fake-program';
import { isRunning } from '../../support/is-running';
import { neverStopped } from '../../support/run-cli';
import { temporaryFolder } from '../../support/temporary-folder';
import { until } from '../../support/until';

const folder = temporaryFolder();

function options(more: Partial<ChildOptions> = {}): ChildOptions {
  return { cwd: folder.path, env: { CANARY: 'x' }, stop: neverStopped(), graceMs: 200, ...more };
}

test('the child gets its arguments, the folder and the listed environment only; its exit code comes back', async () => {
  const program = fakeProgram(folder.path, 'plain', "console.log('out'); console.error('err'); process.exit(7);");
  const result = await runChild(program.path, ['a b', '$c'], options());
  expect(result).toEqual({ code: 7, stdout: 'out\n', stderr: 'err\n', interrupted: false, tooLong: false });
  expect(program.calls()).toEqual([{ args: ['a b', '$c'], cwd: folder.path, env: { CANARY: 'x' } }]);
});

test('a program that is not there fails with ENOENT', async () => {
  await expect(runChild(join(folder.path, 'nothing'), [], options())).rejects.toMatchObject({ code: 'ENOENT' });
});

test('a child that writes more than is kept is ended', async () => {
  const program = fakeProgram(folder.path, 'chatty', "setInterval(() => process.stdout.write('x'.repeat(1000)), 1);");
  expect(await runChild(program.path, [], options({ stdoutLimit: 5_000 }))).toMatchObject({
    code: null,
    tooLong: true,
  });
});

test('a stop reaches the child as SIGINT, and it may end in its own way', async () => {
  const stop = new AbortController();
  const program = fakeProgram(
    folder.path,
    'polite',
    "process.on('SIGINT', () => { console.log('bye'); process.exit(3); }); setInterval(() => {}, 1000); console.log('up');",
  );
  const seen: string[] = [];
  const result = await runChild(
    program.path,
    [],
    options({
      graceMs: 5_000,
      stop: { asked: stop.signal, forced: new AbortController().signal },
      onStdout: (text) => {
        seen.push(text);
        if (text === 'up\n') stop.abort();
      },
    }),
  );
  expect(result).toMatchObject({ code: 3, interrupted: true, stdout: '' });
  expect(seen).toEqual(['up\n', 'bye\n']);
});

/** Starts a child of its own, writes that one's process id, and ignores SIGINT, as its child does. */
const STUBBORN = `process.on('SIGINT', () => {});
const grandchild = require('node:child_process').spawn(process.execPath,
  ['-e', "process.on('SIGINT', () => {}); setInterval(() => {}, 1000)"], { stdio: 'ignore' });
require('node:fs').writeFileSync('grandchild.pid', String(grandchild.pid));
setInterval(() => {}, 1000);`;

test.each([
  ['after the grace, when it does not end', (stop: AbortController) => [stop.signal, new AbortController().signal]],
  ['at once, when it is forced', (stop: AbortController) => [new AbortController().signal, stop.signal]],
])('a stubborn child is killed with all that it started, %s', async (_, signals) => {
  const stop = new AbortController();
  const [asked, forced] = signals(stop) as [AbortSignal, AbortSignal];
  const pidFile = join(folder.path, 'grandchild.pid');
  const program = fakeProgram(folder.path, 'stubborn', STUBBORN);
  const before = existsSync(pidFile) ? readFileSync(pidFile, 'utf8') : '';
  const running = runChild(program.path, [], options({ stop: { asked, forced } }));
  await until(() => existsSync(pidFile) && !['', before].includes(readFileSync(pidFile, 'utf8')));
  stop.abort();
  expect(await running).toMatchObject({ code: null, interrupted: true });
  const pid = Number(readFileSync(pidFile, 'utf8'));
  await until(() => !isRunning(pid));
});

test('a pipe that a left-over process holds open does not keep the command waiting', async () => {
  const program = fakeProgram(
    folder.path,
    'leaver',
    "require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' }).unref();",
  );
  const begun = Date.now();
  expect((await runChild(program.path, [], options())).code).toBe(0);
  expect(Date.now() - begun).toBeLessThan(4_500);
});

test('text in pieces becomes whole lines', () => {
  const lines: string[] = [];
  const splitter = lineSplitter((line) => lines.push(line));
  for (const piece of ['a', 'b\nc\n\nd', 'e']) splitter.write(piece);
  splitter.end();
  expect(lines).toEqual(['ab', 'c', '', 'de']);
});
