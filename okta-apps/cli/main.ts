#!/usr/bin/env node
import { run } from './run';

const asked = new AbortController();
const forced = new AbortController();

function stop(): void {
  if (asked.signal.aborted) forced.abort();
  else asked.abort();
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);

// A reader that has seen enough (`| head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

const atExit: (() => void)[] = [];
process.on('exit', () => {
  for (const work of atExit) work();
});

void run(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  cwd: process.cwd(),
  atExit: (work) => {
    atExit.push(work);
  },
  onCrash: (report) => {
    process.on('uncaughtException', (error) => {
      report(error);
      process.exit(1);
    });
  },
  stop: { asked: asked.signal, forced: forced.signal },
  ...(process.stdin.isTTY && {
    ask: async (question: string) => {
      const { askOn } = await import('./ask.js');
      return askOn({ input: process.stdin, output: process.stderr }, question, asked.signal, stop);
    },
  }),
}).then((code) => {
  process.exitCode = code;
});
