import { readRegularFile } from '../../shared/regular-file';
import { Commits } from './commits';
import { Disk } from './disk';
import { codeOf, OrgError, reason } from './errors';
import { claimFolder, type OrgFolder } from './folder';
import { parseJournal } from './journal';
import type { State } from './records';
import { apply, copyState, emptyState, newIdentity, parseState, type OnChange, type StateFile } from './state-file';

/** The state of an org and where it is kept. */
export interface Store {
  readonly state: State;
  /**
   * Does the work of one request, and gives its result when all that it changed or saw is stored. It may be done again,
   * as long as it changed nothing.
   *
   * @throws NotStored when what it changed could not be stored; then the state is as before.
   */
  run<T>(work: () => T): Promise<T>;
  /** Writes what is not yet written. @throws OrgError when it cannot be written */
  flush(): Promise<void>;
  /** Leaves one file with the whole state, and gives the folder back. @throws OrgError when it could not be written */
  close(): Promise<void>;
}

/**
 * Opens the state of a folder, or a new one; without a folder it lives in memory only.
 * @throws OrgError when the folder or a file in it cannot be used; the files are left as they are
 */
export function openStore(folder: string | undefined, token: string | undefined, created: string): Store {
  if (folder === undefined) return inMemory(emptyState(newIdentity(created, token), () => undefined));
  const claimed = claimFolder(folder);
  try {
    return inFolder(claimed, token, created);
  } catch (error) {
    claimed.release();
    throw error;
  }
}

/** A store in memory that begins with what another one holds. */
export function copyOf({ state }: Store): Store {
  return inMemory(copyState(state));
}

function inMemory(state: State): Store {
  return {
    state,
    run: (work) => Promise.resolve().then(work),
    flush: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}

function inFolder(folder: OrgFolder, token: string | undefined, created: string): Store {
  const commits = new Commits((batch) => disk.write(batch.map(({ collection, to }) => [collection, to])));
  let reading = true;
  const onChange: OnChange = (collection, change) => {
    // What is read is not to be written again.
    if (!reading) commits.add({ collection, ...change });
  };
  const known = readFolder(folder, onChange);
  const identity = known?.state.identity ?? newIdentity(created, token);
  const state: State = {
    ...(known?.state ?? emptyState(identity, onChange)),
    identity: { ...identity, token: token ?? identity.token },
  };
  const disk = new Disk(folder, state, state.identity.token === identity.token ? known?.generation : undefined);
  reading = false;
  const explain = (error: unknown) => {
    throw new OrgError(`${folder.stateFile} could not be written: ${reason(error)}`);
  };
  return {
    state,
    run: (work) => commits.run(work),
    flush: () => commits.flush().catch(explain),
    close: async () => {
      try {
        await commits.flush();
      } catch (error) {
        explain(error);
      } finally {
        await disk.close().catch(explain).finally(folder.release);
      }
    },
  };
}

/**
 * What the files of a folder hold; undefined when there is no state file.
 *
 * @returns Without a generation when the state is more than what its file holds.
 */
function readFolder({ stateFile, journalFile }: OrgFolder, onChange: OnChange): StateFile | undefined {
  const bytes = readIfThere(stateFile);
  if (bytes === undefined) return undefined;
  const known = parseState(bytes.toString('utf8'), stateFile, onChange);
  const journal = readIfThere(journalFile);
  if (journal === undefined) return known;
  const { base, entries } = parseJournal(journal, journalFile);
  // A journal of another generation was folded into a state file before, or that file was restored from a copy.
  if (base === known.generation) for (const [name, to] of entries) apply(known.state, name, to);
  return { state: known.state, generation: undefined };
}

function readIfThere(file: string): Buffer | undefined {
  try {
    return readRegularFile(file);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    if (codeOf(error) === 'ELOOP')
      throw new OrgError(`${file} is a symbolic link, which is not followed: put the file itself there`);
    throw new OrgError(`${file} cannot be read: ${reason(error)}`);
  }
}
