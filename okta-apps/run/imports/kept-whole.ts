import { CallError } from '../../okta/call-error';
import type { OrgClient } from '../../okta/client';
import { differenceText, type AppDifference } from '../../resources/app-differences';
import type { JsonObject } from '../../shared/json';
import { orCallError } from '../lost-settings';
import type { ImportedObject } from '../planned-objects';
import { whyNot } from '../prepared-stack';
import type { ChangedImport, Keeping, KeptImport } from './changed-import';

/** How an object that Okta answers as one body is read, compared and restored. */
interface WholeObject {
  readonly kind: 'app' | 'trusted-origin';
  readonly read: (client: OrgClient) => Promise<JsonObject>;
  /** Restores it as it was before the apply. */
  readonly restore: (client: OrgClient) => Promise<void>;
  /** How an answer differs from what it was. */
  readonly differences: (after: JsonObject) => readonly AppDifference[];
  /** Those of them that the plan does not show: reviewers saw the others. */
  readonly unplanned: (differences: readonly AppDifference[]) => readonly AppDifference[];
  /** The command that removes it from the state. */
  readonly removal: string;
}

/** An imported object; where it differs after the apply, it is restored as a whole. */
export function keptWhole(
  { address, id }: ImportedObject,
  { kind, read, restore, differences, unplanned, removal }: WholeObject,
  { stack, open }: Pick<Keeping, 'stack' | 'open'>,
): KeptImport {
  const check = async (): Promise<ChangedImport | undefined> => {
    const after = await orCallError(async () => read(await open()));
    if (after instanceof CallError)
      return { address, id, kind, differences: [], outcome: 'unread', reason: whyNot(after, stack) };
    const changed = unplanned(differences(after));
    if (changed.length === 0) return undefined;
    const found = { address, id, kind, differences: changed.map(differenceText) };
    const left = await orCallError(async () => {
      const client = await open();
      await restore(client);
      return differences(await read(client));
    });
    if (left instanceof CallError) return { ...found, outcome: 'failed', reason: whyNot(left, stack) };
    if (left.length === 0) return { ...found, outcome: 'restored', stateRemoval: removal };
    return { ...found, outcome: 'failed', reason: stillText(left) };
  };
  return { address, check };
}

/** Okta took what was sent, but not all of it. */
function stillText(left: readonly AppDifference[]): string {
  return `Okta took the request, but these still differ: ${left.map(({ path }) => path.join('.')).join(', ')}`;
}
