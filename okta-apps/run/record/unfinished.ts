import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { AssembledStack } from '../../project/assembly';
import type { Project } from '../../project/find-project';
import { visible } from '../../shared/visible-text';
import { readRecord, type ApplyRecord } from './apply-record';
import { recordPlaces } from './record-files';

/** What is read of a file of records: more than a few applies of the largest stacks. */
const MOST_BYTES = 16 * 1024 * 1024;

/** One line for each apply of these stacks that left no record of its end, since the last one that succeeded. */
export function unfinishedTexts(
  stacks: readonly Pick<AssembledStack, 'name' | 'manifest'>[],
  project: Project,
): readonly string[] {
  return stacks.flatMap((stack) => {
    const found = recordPlaces(stack, project).flatMap(({ file }) => unfinished(endOf(file), stack.name));
    const byApply = new Map(found.map((record) => [record.apply, record]));
    return [...byApply.values()].map(unfinishedText);
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

function unfinishedText({ stack, at, by, job, commit }: ApplyRecord): string {
  const where = [commit?.slice(0, 10), job].filter((part) => part !== undefined).map(visible);
  return (
    `${stack}: the apply of ${at} by ${visible(by)}${where.length === 0 ? '' : ` (${where.join(', ')})`} did not end, ` +
    'or still runs. What it did is not known; the plan shows what is left of it.'
  );
}

/** Undamaged lines are found in any part of a file; the first one may be a part. */
function endOf(file: string): string {
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
