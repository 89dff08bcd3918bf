import { existsSync, readFileSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { OrgError, reason } from './errors';
import { claimFolder } from './folder';
import type { State } from './records';
import { emptyState, newIdentity, parseState, stateText } from './state-file';

/** How long a change may wait for others before it is written, in milliseconds. */
const DELAY = 200;
/** The next write waits this many times as long as the last one took: a large org stays busy with answering. */
const REST = 20;
/** Characters handed to the system at once; between two pieces requests are answered. */
const PIECE = 1 << 18;

/** The state of an org and where it is kept. */
export interface Store {
  readonly state: State;
  /** Writes what is not yet written. @throws OrgError when it cannot be written */
  flush(): Promise<void>;
  /** Writes what is not yet written and gives the folder back. @throws OrgError when it could not be written */
  close(): Promise<void>;
}

/**
 * Opens the state of a folder, or a new one; without a folder it lives in memory only.
 * @throws OrgError when the folder or its file cannot be used; the file is left as it is
 */
export function openStore(folder: string | undefined, token: string | undefined, created: string): Store {
  if (folder === undefined) {
    const state = emptyState(newIdentity(created, token), () => undefined);
    return { state, flush: () => Promise.resolve(), close: () => Promise.resolve() };
  }
  const { stateFile, release } = claimFolder(folder);
  try {
    const saver = new Saver(stateFile);
    const changed = () => {
      saver.changed();
    };
    const known = existsSync(stateFile) ? parseState(readFile(stateFile), stateFile, changed) : undefined;
    const identity = known?.identity ?? newIdentity(created, token);
    const state: State = {
      ...(known ?? emptyState(identity, changed)),
      identity: { ...identity, token: token ?? identity.token },
    };
    saver.begin(state, known === undefined || known.identity.token !== state.identity.token);
    return {
      state,
      flush: () => saver.flush(),
      close: async () => {
        try {
          await saver.close();
        } finally {
          release();
        }
      },
    };
  } catch (error) {
    release();
    throw error;
  }
}

function readFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new OrgError(`${file} cannot be read: ${reason(error)}`);
  }
}

/** Writes the state soon after a change, never twice at once. */
class Saver {
  #state: State | undefined;
  #dirty = false;
  #failure: OrgError | undefined;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> | undefined;
  #rest = 0;

  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  /** From now on changes are written. @param dirty whether the state is already other than the file */
  begin(state: State, dirty: boolean): void {
    this.#state = state;
    if (dirty) this.changed();
  }

  changed(): void {
    if (this.#state === undefined) return;
    this.#dirty = true;
    if (this.#timer !== undefined || this.#writing !== undefined) return;
    this.#timer = setTimeout(() => void this.#write(), Math.max(DELAY, this.#rest));
    this.#timer.unref();
  }

  async flush(): Promise<void> {
    await this.#writing;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#dirty) await this.#write();
    if (this.#failure !== undefined) throw this.#failure;
  }

  async close(): Promise<void> {
    try {
      await this.flush();
    } finally {
      clearTimeout(this.#timer);
      this.#state = undefined;
    }
  }

  async #write(): Promise<void> {
    this.#timer = undefined;
    this.#dirty = false;
    const begun = performance.now();
    this.#writing = this.#replaceFile();
    await this.#writing;
    this.#writing = undefined;
    this.#rest = REST * (performance.now() - begun);
    // What changed while the file was being written, or could not be written, waits for the next time.
    if (this.#isDirty()) this.changed();
  }

  #isDirty(): boolean {
    return this.#dirty;
  }

  async #replaceFile(): Promise<void> {
    if (this.#state === undefined) return;
    const temporary = `${this.#file}.tmp`;
    try {
      await writePieces(temporary, stateText(this.#state));
      await rename(temporary, this.#file);
      this.#failure = undefined;
    } catch (error) {
      this.#failure = new OrgError(`${this.#file} could not be written: ${reason(error)}`);
      this.#dirty = true;
      await rm(temporary, { force: true }).catch(() => undefined);
    }
  }
}

async function writePieces(file: string, pieces: Iterable<string>): Promise<void> {
  const handle = await open(file, 'w', 0o600);
  try {
    let piece = '';
    for (const text of pieces) {
      piece += text;
      if (piece.length < PIECE) continue;
      await handle.write(piece);
      piece = '';
    }
    await handle.write(piece);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
