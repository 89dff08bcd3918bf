import { createInterface } from 'node:readline';

/**
 * Asks on a terminal. Ctrl-C, Ctrl-D and `stop` all count as an empty answer.
 *
 * @param onInterrupt Called at Ctrl-C, which is no signal while the terminal is read.
 * @param output stderr, so that stdout holds results only.
 */
export async function askOn(
  { input, output }: { readonly input: NodeJS.ReadableStream; readonly output: NodeJS.WritableStream },
  question: string,
  stop: AbortSignal,
  onInterrupt?: () => void,
): Promise<string> {
  const lines = createInterface({ input, output, terminal: true });
  try {
    return await new Promise<string>((resolve) => {
      const nothing = (): void => {
        resolve('');
      };
      stop.addEventListener('abort', nothing, { once: true });
      lines.once('SIGINT', () => {
        onInterrupt?.();
        nothing();
      });
      lines.once('close', nothing);
      lines.question(question, resolve);
    });
  } finally {
    lines.close();
  }
}
