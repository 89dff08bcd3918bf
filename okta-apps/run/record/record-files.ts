import { constants, openSync, closeSync, fstatSync, fsyncSync, mkdirSync, readSync, writeSync } from 'node:fs';
import path from 'node:path';
import { RECORDS_FOLDER, type AssembledStack } from '../../project/assembly';
import type { Project } from '../../project/find-project';
import { UserError } from '../../shared/errors';

/** Windows has no such flag, and no symbolic links that a checkout makes without asking. */
const {
  O_APPEND,
  O_CREAT,
  O_RDWR,
  O_NOFOLLOW = 0,
} = constants as Partial<typeof constants> & {
  readonly O_APPEND: number;
  readonly O_CREAT: number;
  readonly O_RDWR: number;
};

const LINE_FEED = 0x0a;

/** The files to which the records of a stack are appended. */
export interface RecordPlace {
  /** As messages name it. */
  readonly shown: string;
  readonly file: string;
}

/**
 * `cdktf.out/records/<stack>.jsonl`, or `okta-apps-records/<stack>.jsonl` where another job wrote the output folder; and
 * the file that the environment names.
 */
export function recordPlaces(
  stack: Pick<AssembledStack, 'name' | 'manifest'>,
  project: Project,
): readonly RecordPlace[] {
  const own = path.join(project.records ?? path.join(project.output, RECORDS_FOLDER), `${stack.name}.jsonl`);
  const { records } = stack.manifest;
  return [own, ...(records === undefined ? [] : [records])].map((shown) => ({
    shown,
    file: path.resolve(project.folder, shown),
  }));
}

/**
 * Sees to it that every place can be appended to, before anything is changed: what has no record is nothing that anyone
 * can explain later.
 *
 * @throws UserError that names each place that cannot.
 */
export function checkRecordPlaces(
  stacks: readonly Pick<AssembledStack, 'name' | 'manifest'>[],
  project: Project,
  what: 'apply' | 'rotation' = 'apply',
): void {
  const places = new Map(stacks.flatMap((stack) => recordPlaces(stack, project)).map((place) => [place.file, place]));
  const faults = [...places.values()].flatMap((place) => {
    const fault = appendTo(place, '');
    return fault === undefined ? [] : [fault];
  });
  if (faults.length === 0) return;
  throw new UserError(
    `${faults.map((fault) => `The record of the ${what} could not be written: ${fault}`).join('\n')}\n` +
      `Nothing was ${what === 'apply' ? 'applied' : 'rotated'}. Make these files writable for this user, or specify another file in env/ (records)`,
  );
}

/**
 * Appends a line and waits until it is on disk. What is there already is never changed.
 *
 * @param isKept False leaves that to the next line that is kept, or to the system: a killed process loses nothing.
 * @returns why it could not, with the name of the place.
 */
export function appendTo({ file, shown }: RecordPlace, line: string, isKept = true): string | undefined {
  let descriptor: number | undefined;
  try {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    descriptor = openSync(file, O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW, 0o600);
    const status = fstatSync(descriptor);
    if (!status.isFile()) return `${shown} is no regular file`;
    if (line === '') return undefined;
    const bytes = Buffer.from(endsInLine(descriptor, status.size) ? line : `\n${line}`);
    // One call, so that lines of two applies do not mix; a place that takes a part of it is full.
    const written = writeSync(descriptor, bytes);
    if (isKept) fsyncSync(descriptor);
    return written === bytes.length ? undefined : `${shown} took only a part of it`;
  } catch (error) {
    return `${shown} (${String((error as NodeJS.ErrnoException).code)})`;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** An incomplete line is left as it is, and the next one does not become a part of it. */
function endsInLine(descriptor: number, size: number): boolean {
  if (size === 0) return true;
  const last = Buffer.alloc(1);
  return readSync(descriptor, last, 0, 1, size - 1) === 1 && last[0] === LINE_FEED;
}
