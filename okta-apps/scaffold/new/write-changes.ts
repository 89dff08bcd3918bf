import type { Project } from '../../project/find-project';
import type { Io } from '../../shared/io';
import { withInsertions, type Insertion } from '../code/insertions';
import type { ProjectCode } from '../code/project-code';
import { formatFiles } from '../format';
import { writeAll, type FileToWrite } from '../write-all';
import { updateSnapshots } from './update-snapshots';

/** The files that insertions are for, with what they hold afterwards. */
export function changedFiles(insertions: readonly Insertion[], { shown }: ProjectCode): readonly FileToWrite[] {
  const sources = [...new Set(insertions.map(({ source }) => source))];
  return sources.map((source) => ({
    name: shown(source.fileName),
    text: withInsertions(source, insertions),
    before: source.text,
  }));
}

/**
 * Formats and writes the files, then updates the snapshots that list addresses of these stacks.
 *
 * @param check Looks at the project with the files in it; where it throws, all of them are as before.
 * @returns Whether the snapshots are those of the code.
 * @throws UserError when a file cannot be written; then none is.
 */
export async function writeChanges(
  project: Project,
  files: readonly FileToWrite[],
  stacks: readonly string[],
  io: Io,
  check: () => Promise<void> = () => Promise.resolve(),
): Promise<boolean> {
  const undo = await writeAll(project.folder, await formatFiles(project, files, io));
  try {
    await check();
  } catch (error) {
    await undo();
    throw error;
  }
  for (const { name, before } of files) io.stdout.write(`${before === undefined ? 'Wrote' : 'Changed'} ${name}\n`);
  const { ok, text } = await updateSnapshots(project, stacks, io);
  (ok ? io.stdout : io.stderr).write(text);
  return ok;
}
