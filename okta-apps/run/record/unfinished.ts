import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { AssembledStack } from '../../project/assembly';
import type { Project } from '../../project/find-project';
import { short } from '../../review/merged/pushed';
import { visible } from '../../shared/visible-text';
import { readRecord, type ApplyRecord } from './apply-record';
import { recordPlaces } from './record-files';

/** What is read of a file of records: more than a few applies of the largest stacks. */
const MOST_BYTES = 16 * 1024 * 1024;

/** Of more objects, the record has the others. */
const MOST_CHANGES = 50;

/**
 * What is said of each apply of these stacks that left no record of its end, since the last one that succeeded: when it
 * began, and what it had planned.
 */
export function unfinishedTexts(
  stacks: readonly Pick<AssembledStack, 'name' | 'manifest'>[],
  project: Project,
): readonly string[] {
  return stacks.flatMap((stack) => {
    const found = recordPlaces(stack, project).flatMap(({ file, shown }) =>
      unfinished(endOf(file), stack.name).map((record) => [record.apply, { record, shown }] as const),
    );
    return [...new Map(found).values()].map(({ record, shown }) => unfinishedText(record, shown));
  });
}

/** Records of applies that began, with no record of their end and no success after them; oldest first. */
export function unfinished(text: string, stack: string): readonly ApplyRecord[] {
  const open = new Map<string, ApplyRecord>();
  for (const line of text.split('\n')) {
    const record = readRecord(line);
    if (record?.stack !== stack) continue;
    if (record.outcome === 'started') open.set(record.apply, record);
    else if (record.outcome === 'applied') open.clear();
    else open.delete(record.apply);
  }
  return [...open.values()];
}

/** @param place of the record, as messages name it. */
export function unfinishedText({ stack, at, by, job, commit, changes }: ApplyRecord, place: string): string {
  const parts = [commit === undefined ? undefined : short(commit), job]
    .filter((part) => part !== undefined)
    .map(visible);
  const where = parts.length === 0 ? '' : ` (${parts.join(', ')})`;
  const more = changes.length - MOST_CHANGES;
  return [
    `${stack}: the apply of ${at} by ${visible(by)}${where} did not end, or still runs. What it did is not known; the ` +
      `plan shows what is left of it. It had planned${changes.length === 0 ? ' no change of a resource.' : ':'}`,
    ...changes.slice(0, MOST_CHANGES).map(changeText),
    ...(more > 0 ? [`  and ${more} more, which are in its record (${place})`] : []),
  ].join('\n');
}

/** Addresses and actions only: what an attribute was to be is in the record. */
function changeText({ address, kind, id }: ApplyRecord['changes'][number]): string {
  // An import or a move leaves the object as it is.
  const action = kind === 'no-op' ? 'import or move' : kind;
  return `  ${visible(action)} ${visible(address)}${id === undefined ? '' : ` (${visible(id)})`}`;
}

/** The end of a file of records. Undamaged lines are found in any part of a file; the first one may be a part. */
export function endOf(file: string): string {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, 'r');
    const { size } = fstatSync(descriptor);
    const bytes = Buffer.alloc(Math.min(size, MOST_BYTES));
    const count = readSync(descriptor, bytes, 0, bytes.length, size - bytes.length);
    return bytes.subarray(0, count).toString('utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}
