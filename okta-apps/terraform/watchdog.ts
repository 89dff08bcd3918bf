import { spawn, type ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';

/** How long a child that no process waits for any more may take to end by itself, in seconds. */
const GRACE_SECONDS = 60;

/**
 * Ends at once when it is told that all is well. When instead its input closes, the process that started it was killed:
 * then it asks the group to stop, waits, and kills what is left.
 */
const SCRIPT = `read -r word
[ "$word" = done ] && exit
kill -s INT -- "-$1" || exit
left=${GRACE_SECONDS * 5}
while [ "$left" -gt 0 ] && kill -s 0 -- "-$1"; do sleep 0.2; left=$((left - 1)); done
kill -s KILL -- "-$1"`;

/**
 * Sees to it that a child which leads a group of its own does not outlive this process even when that is killed
 * (`kill -9`, out of memory), and ends in an orderly way then: Terraform finishes what it holds, saves its state and
 * releases its lock. The watchdog keeps the child's pipes open, since writing to a closed one would end Terraform on the
 * spot.
 *
 * @returns What to call when the child has ended.
 */
export function startWatchdog(child: ChildProcess): () => void {
  const { pid, stdout, stderr } = child;
  if (process.platform === 'win32' || pid === undefined) return () => undefined;
  const watchdog = spawn('/bin/sh', ['-c', SCRIPT, 'okta-apps-watchdog', String(pid)], {
    cwd: '/',
    env: { PATH: '/usr/bin:/bin' },
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore', descriptor(stdout), descriptor(stderr)],
  });
  // Without a shell the child is only ended when this process ends by itself.
  watchdog.on('error', () => undefined).unref();
  watchdog.stdin?.on('error', () => undefined);
  (watchdog.stdin as { unref?: () => void } | null)?.unref?.();
  return () => watchdog.stdin?.end('done\n');
}

/** The number of a pipe. Node takes a stream there too, but would then read from it no more. */
function descriptor(stream: Readable | null): number | 'ignore' {
  const { fd = -1 } = (stream as { readonly _handle?: { readonly fd?: number } } | null)?._handle ?? {};
  return fd < 0 ? 'ignore' : fd;
}
