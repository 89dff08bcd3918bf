import { randomBytes } from 'node:crypto';
import { open, rm, type FileHandle } from 'node:fs/promises';
import { writeWhole } from '../../shared/whole-file';
import type { OrgFolder } from './folder';
import { journalHead, journalLine, type JournalEntry } from './journal';
import type { State } from './records';
import { stateText } from './state-file';

/** A shorter journal, in bytes, is not folded into the state file while the org runs. */
const SHORT = 1 << 20;
const MODE = 0o600;

type OrgFiles = Pick<OrgFolder, 'stateFile' | 'journalFile'>;

/** The journal that is being written. */
interface OpenJournal {
  readonly handle: FileHandle;
  /** How many bytes of it count. */
  length: number;
}

/**
 * The files of an org: `org.json` with a whole state, and beside it `org.journal` with what was changed since. A journal
 * says which state file it goes on from, so one that a kill left beside a newer state file does not count.
 */
export class Disk {
  readonly #files: OrgFiles;
  readonly #state: State;
  #journal: OpenJournal | undefined;
  #generation: string;
  /** No journal can go on from the state file as it is: the whole state is to be written first. */
  #stale: boolean;
  /** A longer journal is folded into the state file. */
  #limit = SHORT;

  /** @param generation that of the state file; absent when the whole state is to be written first */
  constructor(files: OrgFiles, state: State, generation: string | undefined) {
    this.#files = files;
    this.#state = state;
    this.#stale = generation === undefined;
    this.#generation = generation ?? '';
  }

  /**
   * Writes what was changed; when this is over it survives a kill and a power cut. The state is taken as it is at the
   * moment of the call.
   *
   * @throws the system's error; then what was changed does not count, now and after a restart
   */
  async write(entries: readonly JournalEntry[]): Promise<void> {
    if (entries.length === 0 && !this.#stale) return;
    const line = journalLine(entries);
    if (!this.#stale && (this.#journal?.length ?? 0) < this.#limit) {
      await this.#append(line);
      return;
    }
    try {
      await this.#replaceState();
    } catch (error) {
      // There may be room for one more line, where there is none for the whole state.
      if (this.#stale) throw error;
      this.#limit *= 2;
      await this.#append(line);
    }
  }

  /** Leaves the whole state in its file, and no journal. @throws the system's error; then the journal stays and counts */
  async close(): Promise<void> {
    try {
      if (this.#stale || this.#journal !== undefined) await this.#replaceState();
    } finally {
      await this.#journal?.handle.close();
      this.#journal = undefined;
    }
  }

  async #replaceState(): Promise<void> {
    const { stateFile, journalFile } = this.#files;
    const generation = randomBytes(8).toString('hex');
    const whole = await writeWhole(stateFile, stateText(this.#state, generation), MODE);
    // Should this fail in the middle, it is not known which of the two files is there.
    this.#stale = true;
    await whole.putInPlace();
    this.#stale = false;
    this.#generation = generation;
    this.#limit = Math.max(SHORT, whole.size);
    const old = this.#journal;
    this.#journal = undefined;
    // It goes on from an earlier file and does not count any more, whether it can be removed or not.
    await Promise.allSettled([old?.handle.close(), rm(journalFile, { force: true })]);
  }

  async #append(line: string): Promise<void> {
    if (this.#journal === undefined) await this.#beginJournal(line);
    else await this.#extend(this.#journal, Buffer.from(line));
  }

  /** A journal appears with its first line in it, and is never one that was there before. */
  async #beginJournal(line: string): Promise<void> {
    const { journalFile } = this.#files;
    const whole = await writeWhole(journalFile, [journalHead(this.#generation), line], MODE);
    try {
      await whole.putInPlace();
      this.#journal = { handle: await open(journalFile, 'r+'), length: whole.size };
    } catch (error) {
      this.#stale = true;
      await rm(journalFile, { force: true }).catch(() => undefined);
      throw error;
    }
  }

  async #extend(journal: OpenJournal, bytes: Buffer): Promise<void> {
    let isWritten = false;
    try {
      await writeAt(journal, bytes);
      isWritten = true;
      await journal.handle.datasync();
      journal.length += bytes.length;
    } catch (error) {
      const isWhole = await cutBack(journal);
      // A system that failed to write a page takes it for written: only new files can be relied on.
      this.#stale = isWritten || !isWhole;
      throw error;
    }
  }
}

/** The system may take less at once than it is given. */
async function writeAt({ handle, length }: OpenJournal, bytes: Buffer): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, length + done);
    done += bytesWritten;
  }
}

/** Removes what does not count. @returns whether it is gone */
async function cutBack({ handle, length }: OpenJournal): Promise<boolean> {
  try {
    await handle.truncate(length);
    await handle.datasync();
    return true;
  } catch {
    return false;
  }
}
