import { readdirSync, watch, type FSWatcher } from 'node:fs';
import path from 'node:path';

/** How long after the last event of a save the next one is waited for: editors write, rename and touch in several steps. */
const QUIET_MS = 40;
/** A project has some ten folders of code. */
const MOST_FOLDERS = 1_000;
/** What a synth writes, what others wrote, and what is no code. */
const OTHER_FOLDERS = new Set(['node_modules', 'dist', 'coverage']);
const CODE = /\.(?:[cm]?[jt]sx?|json|ya?ml)$/;

/** Tells of edits of a project's code until it is closed. */
export interface CodeWatcher {
  close(): void;
}

/**
 * Watches the folders of a project's code. Folders, and not files: an editor that saves a file by renaming another one
 * leaves a watched file without a name. Nothing is polled.
 *
 * @param options.without Folders that are not watched, as absolute paths.
 * @param onEdit Called once after each burst of events.
 */
export function watchCode(
  folder: string,
  { without }: { readonly without: readonly string[] },
  onEdit: () => void,
): CodeWatcher {
  const watchers = new Map<string, FSWatcher>();
  let timer: NodeJS.Timeout | undefined;
  const followFolders = (): void => {
    const found = new Set(foldersIn(folder, new Set(without)));
    for (const [name, watcher] of watchers) {
      if (found.has(name)) continue;
      watcher.close();
      watchers.delete(name);
    }
    for (const name of found) if (!watchers.has(name)) add(name);
  };
  const add = (name: string): void => {
    try {
      const watcher = watch(name, (event, file) => {
        // A folder that is new or gone has a name without an end; without any name everything may have changed.
        const isFolder = event === 'rename' && (file === null || path.extname(file) === '');
        if (isFolder) followFolders();
        if (file === null || isFolder || CODE.test(file)) soon();
      });
      // A folder that is removed is an event of the one that it was in.
      watcher.on('error', () => {
        watcher.close();
        watchers.delete(name);
      });
      watchers.set(name, watcher);
    } catch {
      // It went before it could be watched.
    }
  };
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(onEdit, QUIET_MS);
  };
  followFolders();
  return {
    close() {
      clearTimeout(timer);
      for (const watcher of watchers.values()) watcher.close();
      watchers.clear();
    },
  };
}

/** The folder and those below it that can hold code. */
function foldersIn(folder: string, without: ReadonlySet<string>): readonly string[] {
  const found = [folder];
  for (let at = 0; at < found.length && found.length < MOST_FOLDERS; at += 1) {
    const own = found[at] ?? folder;
    for (const entry of entriesOf(own)) {
      const name = path.join(own, entry.name);
      const isCode = entry.isDirectory() && !entry.name.startsWith('.') && !OTHER_FOLDERS.has(entry.name);
      if (isCode && !without.has(name)) found.push(name);
    }
  }
  return found.slice(0, MOST_FOLDERS);
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
