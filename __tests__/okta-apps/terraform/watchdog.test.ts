import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fakeProgram } from '../../support/fake-program';
import { isRunning } from '../../support/is-running';
import { temporaryFolder } from '../../support/temporary-folder';
import { until } from '../../support/until';

const folder = temporaryFolder();
const started: number[] = [];

/** A test that fails leaves nothing running. */
afterEach(() => {
  for (const pid of started.splice(0).filter(isRunning)) process.kill(pid, 'SIGKILL');
});
const ROOT = join(__dirname, '../../..');

/** A program that runs another one as the tool runs Terraform. */
function runnerOf(command: string): ChildProcess {
  const script = `const { runChild } = require(${JSON.stringify(join(ROOT, 'okta-apps/terraform/child.ts'))});
const stop = { asked: new AbortController().signal, forced: new AbortController().signal };
void runChild(${JSON.stringify(command)}, [], { cwd: process.cwd(), env: {}, stop, graceMs: 1000, watchdog: true, onStdout: () => {} });`;
  const runner = spawn(process.execPath, ['-r', join(ROOT, '__tests__/support/typescript.cjs'), '-e', script], {
    cwd: folder.path,
    stdio: 'inherit',
  });
  if (runner.pid !== undefined) started.push(runner.pid);
  return runner;
}

/** The watchdog of a group, or 0. */
async function watchdogOf(pid: number): Promise<number> {
  const ps = spawn('ps', ['-axo', 'pid,args'], { stdio: ['ignore', 'pipe', 'ignore'] });
  let text = '';
  for await (const piece of ps.stdout) text += String(piece);
  const line = text.split('\n').find((one) => one.includes('okta-apps-watchdog') && one.trimEnd().endsWith(` ${pid}`));
  return Number(line?.trim().split(' ')[0] ?? 0);
}

const onPosix = process.platform === 'win32' ? test.skip : test;

onPosix(
  'a child is asked to stop when its runner is killed, may write to the end, and nothing is left',
  async () => {
    const note = join(folder.path, 'note');
    const program = fakeProgram(
      folder.path,
      'orderly',
      `const { writeFileSync } = require('node:fs');
process.on('SIGINT', () => {
  for (let n = 0; n < 100; n += 1) console.log('a line of a child whose parent is gone');
  setTimeout(() => { writeFileSync(${JSON.stringify(note)}, 'saved'); process.exit(1); }, 50);
});
setInterval(() => {}, 1000);
writeFileSync('started', String(process.pid));`,
    );
    const runner = runnerOf(program.path);
    const file = join(folder.path, 'started');
    await until(() => existsSync(file) && readFileSync(file, 'utf8') !== '');
    const pid = Number(readFileSync(file, 'utf8'));
    started.push(pid);
    const watchdog = await watchdogOf(pid);
    expect(watchdog).toBeGreaterThan(0);
    runner.kill('SIGKILL');
    await until(() => existsSync(note) && readFileSync(note, 'utf8') === 'saved');
    await until(() => !isRunning(pid) && !isRunning(watchdog));
  },
  60_000,
);
