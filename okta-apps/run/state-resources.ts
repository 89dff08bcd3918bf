import { inner, itemsOf, object, type JsonObject } from '../shared/json';
import { readRegularFile } from '../shared/regular-file';

/** The largest state that is read, in bytes. */
const LARGEST = 64 * 1024 * 1024;

/**
 * The managed resources of a state, as Terraform keeps them in a file. A state that cannot be read has none that are known.
 *
 * @param file Undefined when no file keeps it.
 */
export function resourcesInState(file: string | undefined): readonly JsonObject[] {
  if (file === undefined) return [];
  try {
    const state: unknown = JSON.parse(readRegularFile(file, LARGEST).toString('utf8'));
    return itemsOf(inner(state, 'resources'))
      .map(object)
      .filter(({ mode }) => mode === 'managed');
  } catch {
    return [];
  }
}
