import { stateOf, type FileState, type GeneratedFile } from '../../pipelines/generated-file';
import { OPTIONAL_FILES } from '../../pipelines/pipeline-files';
import type { CiSystem } from '../../pipelines/pipeline-facts';
import { existing } from './repository';

/** A file that an earlier run wrote, and that this project no longer needs: its schedule would still start. */
export interface UnneededFile {
  readonly file: GeneratedFile;
  readonly state: Extract<FileState, 'outdated' | 'edited'>;
}

/** @param files What the project needs. */
export function unneededFiles(
  where: CiSystem,
  folder: string,
  files: readonly GeneratedFile[],
): readonly UnneededFile[] {
  return OPTIONAL_FILES[where].flatMap((path) => {
    if (files.some((file) => file.path === path)) return [];
    const file = { path, text: '' };
    const state = stateOf(file, existing(folder, path));
    // A file of this name that a person wrote is theirs.
    return state === 'outdated' || state === 'edited' ? [{ file, state }] : [];
  });
}
