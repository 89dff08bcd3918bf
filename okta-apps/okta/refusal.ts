import { CallError } from './call-error';

/** The status of what this credential may not see. */
export const NO_RIGHT = 403;
/** The status of what is not there, or not for this credential. */
const UNKNOWN_PATH = 404;

/** Whether Okta took the credential, and does not show this. */
export function isRefusal(error: unknown): error is CallError {
  return error instanceof CallError && (error.status === NO_RIGHT || error.status === UNKNOWN_PATH);
}

/** What was asked for, or undefined when the credential is good and this is not for it, or not there. */
export async function unlessRefused<T>(
  work: () => Promise<T>,
  onRefusal: (why: string) => unknown,
): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!isRefusal(error)) throw error;
    onRefusal(error.message);
    return undefined;
  }
}

/**
 * Asks for one kind of thing of many objects, side by side, until the credential is refused it: the first request goes
 * alone, so that a kind which is refused is asked for once. What is not there (404) says nothing about the others.
 *
 * @param refused Why each kind was refused.
 * @returns Gives undefined for what is refused, or not there.
 */
export function askedOnce<K>(refused: Map<K, string>): <T>(kind: K, work: () => Promise<T>) => Promise<T | undefined> {
  const allowed = new Set<K>();
  const ahead = new Map<K, Promise<unknown>>();
  const ask = async <T>(kind: K, work: () => Promise<T>): Promise<T | undefined> => {
    try {
      const answer = await work();
      allowed.add(kind);
      return answer;
    } catch (error) {
      if (!isRefusal(error)) throw error;
      if (error.status === NO_RIGHT) refused.set(kind, error.message);
      return undefined;
    }
  };
  return async (kind, work) => {
    for (let first = ahead.get(kind); first !== undefined; first = ahead.get(kind)) await first;
    if (refused.has(kind)) return undefined;
    if (allowed.has(kind)) return await ask(kind, work);
    const own = ask(kind, work);
    const done = own.then(noop, noop);
    ahead.set(kind, done);
    try {
      return await own;
    } finally {
      ahead.delete(kind);
    }
  };
}

function noop(): void {
  // The caller whose request it is hears of an error.
}
