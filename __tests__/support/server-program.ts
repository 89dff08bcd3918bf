import { spawn } from 'node:child_process';

/** A server that runs as a program of its own. */
export interface ServerProgram {
  /** Ends it, by `signal` first and by force ten seconds later. */
  end(signal: NodeJS.Signals): Promise<void>;
}

const READY_MS = 60_000;
const END_MS = 10_000;

/**
 * Starts a program and waits until it says that it is ready, a minute at most. It does not outlive this process.
 *
 * @param ready What it says on stdout or stderr then.
 */
export async function serverProgram(
  command: string,
  args: readonly string[],
  { ready, ...options }: { ready: RegExp; env: NodeJS.ProcessEnv; cwd: string; uid?: number; gid?: number },
): Promise<ServerProgram> {
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  const kill = (): void => {
    child.kill('SIGKILL');
  };
  process.once('exit', kill);
  const ended = new Promise<void>((resolve) => {
    child.once('error', resolve).once('close', resolve);
  }).finally(() => {
    process.removeListener('exit', kill);
  });
  let said = '';
  const isReady = new Promise<'ready'>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        said = (said + text).slice(-10_000);
        if (ready.test(said)) resolve('ready');
      });
    }
  });
  const timer = setTimeout(kill, READY_MS);
  const first = await Promise.race([isReady, ended]);
  clearTimeout(timer);
  if (first !== 'ready') throw new Error(`${command} did not start: ${said}`);
  return {
    end: async (signal) => {
      const force = setTimeout(kill, END_MS);
      child.kill(signal);
      await ended;
      clearTimeout(force);
    },
  };
}
