import { CallError } from './call-error';

/** What was asked for, or undefined when the credential is good and this is not for it, or not there. */
export async function unlessRefused<T>(
  work: () => Promise<T>,
  onRefusal: (why: string) => unknown,
): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof CallError) || (error.status !== 403 && error.status !== 404)) throw error;
    onRefusal(error.message);
    return undefined;
  }
}
