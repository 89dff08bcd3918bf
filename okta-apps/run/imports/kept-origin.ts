import { isDeepStrictEqual } from 'node:util';
import { CallError } from '../../okta/call-error';
import { stateRemoval } from '../../plan/address';
import { differenceText, type AppDifference } from '../../resources/app-differences';
import { originDifferences } from '../../resources/origin-differences';
import { without } from '../../project/document';
import type { JsonObject } from '../../shared/json';
import { orCallError } from '../lost-settings';
import type { ImportedObject } from '../planned-objects';
import { whyNot } from '../prepared-stack';
import type { ChangedImport, Keeping, KeptImport } from './changed-import';
import { stillText } from './kept-app';

/** An imported trusted origin; where it differs after the apply, it is restored as a whole. @throws CallError */
export async function keepOrigin(origin: ImportedObject, { stack, terraform, open }: Keeping): Promise<KeptImport> {
  const { address, id } = origin;
  const { readWholeOrigin, replaceOrigin } = await import('../../okta/whole-origin.js');
  const body = await readWholeOrigin(await open(), id);
  const check = async (): Promise<ChangedImport | undefined> => {
    const after = await orCallError(async () => readWholeOrigin(await open(), id));
    if (after instanceof CallError)
      return { address, id, kind: 'trusted-origin', differences: [], outcome: 'unread', reason: whyNot(after, stack) };
    const changed = unplanned(origin, body, after);
    if (changed.length === 0) return undefined;
    const found = { address, id, kind: 'trusted-origin', differences: changed.map(differenceText) } as const;
    const left = await orCallError(async () => {
      const client = await open();
      await replaceOrigin(client, id, without(body, '_links'));
      return originDifferences(body, await readWholeOrigin(client, id));
    });
    if (left instanceof CallError) return { ...found, outcome: 'failed', reason: whyNot(left, stack) };
    if (left.length === 0) return { ...found, outcome: 'restored', stateRemoval: stateRemoval([address], terraform) };
    return { ...found, outcome: 'failed', reason: stillText(left) };
  };
  return { address, check };
}

/** The field that an attribute of the provider is. */
const FIELDS: Readonly<Record<string, string>> = { active: 'status' };

function unplanned({ before, planned }: ImportedObject, body: JsonObject, after: JsonObject): readonly AppDifference[] {
  const names = Object.keys({ ...before, ...planned }).filter((name) => !isSame(before[name], planned[name]));
  const shown = new Set(names.map((name) => FIELDS[name] ?? name));
  return originDifferences(body, after).filter(({ path: [field = ''] }) => !shown.has(field));
}

/** Scopes are a set. */
function isSame(before: unknown, planned: unknown): boolean {
  const [one, other] = [before, planned].map((value) =>
    Array.isArray(value) ? [...(value as unknown[])].sort() : value,
  );
  return isDeepStrictEqual(one, other);
}
