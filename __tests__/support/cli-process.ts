import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

/** What is given to `node` to run the command line from its source. */
export const CLI = ['-r', join(__dirname, 'typescript.cjs'), join(ROOT, 'okta-apps/cli/main.ts')];

/** The command line as a process of its own, for what only a process has: signals, exit, streams. */
export interface CliProcess {
  readonly child: ChildProcessWithoutNullStreams;
  /** Resolves when stdout or stderr contains the text. */
  readonly says: (text: string) => Promise<void>;
  readonly ended: Promise<{
    readonly code: number | null;
    readonly signal: NodeJS.Signals | null;
    readonly stdout: string;
    readonly stderr: string;
  }>;
}

/** Starts it; kills it after a time, so that no test leaves it behind. */
export function startCli(
  argv: readonly string[],
  {
    cwd,
    env = {},
    limitMs = 20_000,
  }: { readonly cwd: string; readonly env?: Readonly<Record<string, string>>; readonly limitMs?: number },
): CliProcess {
  const child = spawn(process.execPath, [...CLI, ...argv], { cwd, env: { PATH: process.env['PATH'], ...env } });
  const killer = setTimeout(() => child.kill('SIGKILL'), limitMs);
  const text = { stdout: '', stderr: '' };
  const waiting: { readonly text: string; readonly resolve: () => void }[] = [];
  const look = (): void => {
    for (const one of waiting) if (text.stdout.includes(one.text) || text.stderr.includes(one.text)) one.resolve();
  };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (more: string) => {
      text[stream] += more;
      look();
    });
  }
  const ended = new Promise<Awaited<CliProcess['ended']>>((resolve) => {
    child.once('close', (code, signal) => {
      clearTimeout(killer);
      resolve({ code, signal, ...text });
    });
  });
  const says = async (wanted: string): Promise<void> => {
    const said = new Promise<'said'>((resolve) => {
      waiting.push({
        text: wanted,
        resolve: () => {
          resolve('said');
        },
      });
      look();
    });
    const first = await Promise.race([said, ended]);
    if (first !== 'said') throw new Error(`it ended without saying ${wanted}: ${JSON.stringify(first)}`);
  };
  return { child, says, ended };
}
