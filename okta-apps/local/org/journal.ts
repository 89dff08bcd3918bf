import { createHash } from 'node:crypto';
import type { GenericSchema, InferOutput } from 'valibot';
import { isList } from '../../shared/json';
import { readIf, valibot } from '../../shared/schema';
import { OrgError } from './errors';
import type { RecordChange } from './records';
import { isCollection, recordCheck, type Collection } from './state-file';

const FORMAT = 'okta-apps local org journal';
const NEWLINE = 0x0a;

/** One change as a journal has it: what was put into the collection, or the id of what was deleted. */
export type JournalEntry = readonly [collection: Collection, to: RecordChange['to']];

/** What a journal holds. */
export interface Journal {
  /** The generation of the state file that it goes on from. */
  readonly base: string;
  readonly entries: readonly JournalEntry[];
}

/** The first line of a journal. */
export function journalHead(base: string): string {
  return line({ format: FORMAT, version: 1, base });
}

/** All that is written at once is one line: it counts as a whole or not at all. */
export function journalLine(entries: readonly JournalEntry[]): string {
  return line(entries);
}

/** A line counts when its end is there; the checksum finds what was changed afterwards. */
function line(value: unknown): string {
  const text = JSON.stringify(value);
  return `${checksum(text)} ${text}\n`;
}

function checksum(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/**
 * Reads a journal. What comes after the last line end is the beginning of a line that no one was told of, because the
 * org was killed while it wrote: it does not count.
 *
 * @param file For the messages.
 * @throws OrgError that names file and line when a whole line is not what a local org writes.
 */
export function parseJournal(bytes: Buffer, file: string): Journal {
  const whole = bytes.subarray(0, bytes.lastIndexOf(NEWLINE) + 1).toString('utf8');
  const [first = '', ...others] = whole.split('\n').slice(0, -1);
  const v = valibot();
  const header = v.object({ format: v.literal(FORMAT), version: v.literal(1), base: v.string() });
  const { base } = valueOf(first, header, file, 1);
  const check = recordCheck();
  const entry = v.custom<JournalEntry>((value) => isEntry(value, check));
  const entries = others.flatMap((text, index) => valueOf(text, v.array(entry), file, index + 2));
  return { base, entries };
}

function isEntry(value: unknown, check: ReturnType<typeof recordCheck>): boolean {
  if (!isList(value) || value.length !== 2) return false;
  const [name, to] = value;
  return isCollection(name) && (typeof to === 'string' || check(name, to) === undefined);
}

function valueOf<S extends GenericSchema>(text: string, schema: S, file: string, number: number): InferOutput<S> {
  const body = text.slice(17);
  if (text.slice(0, 17) !== `${checksum(body)} `) throw corrupted(file, number, 'its checksum does not match');
  const value = readIf(schema, JSON.parse(body));
  if (value === undefined) throw corrupted(file, number, 'it is not what this version of the local org writes');
  return value;
}

function corrupted(file: string, number: number, why: string): OrgError {
  return new OrgError(
    `${file} is corrupted in line ${number} (${why}): ` +
      'restore the folder from a copy, or move this file away to continue without the changes in it',
  );
}
