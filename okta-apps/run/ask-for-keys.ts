import type { MayFetchKeys } from '../shared/fetch-keys';
import type { Io } from '../shared/io';

/** Asks on the terminal whether keys of an app may be read from an address. The first answer counts until the org ends. */
export function askForKeys(ask: NonNullable<Io['ask']>): MayFetchKeys {
  const answers = new Map<string, Promise<boolean>>();
  let last: Promise<unknown> = Promise.resolve();
  return async (address) => {
    const known = answers.get(address);
    if (known !== undefined) return await known;
    const question = `An app has its keys at ${address}. Type "yes" to read them from there: `;
    const answer = last.then(async () => (await ask(question)).trim() === 'yes');
    // One question at a time: two apps may be asked about at once.
    last = answer;
    answers.set(address, answer);
    return await answer;
  };
}
