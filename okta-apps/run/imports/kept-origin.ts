import { isDeepStrictEqual } from 'node:util';
import { stateRemoval } from '../../plan/address';
import { without } from '../../project/document';
import type { AppDifference } from '../../resources/app-differences';
import { originDifferences } from '../../resources/origin-differences';
import type { ImportedObject } from '../planned-objects';
import type { Keeping, KeptImport } from './changed-import';
import { keptWhole } from './kept-whole';

/** An imported trusted origin; where it differs after the apply, it is restored as a whole. @throws CallError */
export async function keepOrigin(origin: ImportedObject, keeping: Keeping): Promise<KeptImport> {
  const { address, id } = origin;
  const { readWholeOrigin, replaceOrigin } = await import('../../okta/whole-origin.js');
  const body = await readWholeOrigin(await keeping.open(), id);
  return keptWhole(
    origin,
    {
      kind: 'trusted-origin',
      read: (client) => readWholeOrigin(client, id),
      restore: (client) => replaceOrigin(client, id, without(body, '_links')),
      differences: (after) => originDifferences(body, after),
      unplanned: (differences) => unplanned(origin, differences),
      removal: stateRemoval([address], keeping.terraform),
    },
    keeping,
  );
}

/** The field that an attribute of the provider is. */
const FIELDS: Readonly<Record<string, string>> = { active: 'status' };

function unplanned(
  { before, planned }: ImportedObject,
  differences: readonly AppDifference[],
): readonly AppDifference[] {
  const names = Object.keys({ ...before, ...planned }).filter((name) => !isSame(before[name], planned[name]));
  const shown = new Set(names.map((name) => FIELDS[name] ?? name));
  return differences.filter(({ path: [field = ''] }) => !shown.has(field));
}

/** Scopes are a set. */
function isSame(before: unknown, planned: unknown): boolean {
  const [one, other] = [before, planned].map((value) =>
    Array.isArray(value) ? [...(value as unknown[])].sort() : value,
  );
  return isDeepStrictEqual(one, other);
}
