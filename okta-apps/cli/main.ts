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

void run(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  cwd: process.cwd(),
  stop: { asked: asked.signal, forced: forced.signal },
  ...(process.stdin.isTTY && {
    ask: async (question: string) => {
      const { askOn } = await import('./ask.js');
      return askOn({ input: process.stdin, output: process.stderr }, question, asked.signal);
    },
  }),
}).then((code) => {
  process.exitCode = code;
});
