import { headOf } from '../shared/known-secrets';
import type { Output } from '../shared/io';

/** Tells how far the stacks are. */
export interface Progress {
  /**
   * The stack has come to a phase, such as `plan`; undefined when it is done.
   *
   * @param detail How far it is in that phase; for a terminal only.
   */
  at(stack: string, phase: string | undefined, detail?: string): void;
  /** Removes the line, so that something else can be printed. */
  clear(): void;
}

/** One line that is written over on a terminal; elsewhere a plain line for every phase of every stack. */
export function progressOn(target: Output, total: number): Progress {
  if (!target.isTTY) {
    return {
      at(stack, phase, detail) {
        if (phase !== undefined && detail === undefined) target.write(`${stack}: ${phase}\n`);
      },
      clear: () => undefined,
    };
  }
  const running = new Map<string, string>();
  let done = 0;
  return {
    at(stack, phase, detail) {
      if (phase === undefined) {
        running.delete(stack);
        done += 1;
      } else {
        running.set(stack, detail === undefined ? phase : `${phase} ${detail}`);
      }
      const parts = [...running].map(([name, what]) => `${name}: ${what}`);
      const line = `[${done}/${total}] ${parts.join('  ')}`;
      target.write(`\r\u001b[K${headOf(line, (target.columns || 80) - 1)}`);
    },
    clear() {
      target.write('\r\u001b[K');
    },
  };
}
