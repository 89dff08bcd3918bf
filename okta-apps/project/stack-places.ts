import path from 'node:path';
import { readRegularFile } from '../shared/regular-file';
import { parsePlaces, PLACES_FILE, placeText, type StackPlaces } from '../shared/source-places';

/** Ten thousand apps have a hundredth of it. */
const LARGEST = 64 * 1024 * 1024;

/**
 * Where the code declares what is in a stack, as its synth wrote it; another job may have run that synth.
 *
 * @param folder The folder with the stack's `cdk.tf.json`.
 * @returns undefined where there is no such file; `unreadable` for one that holds anything else.
 */
export function readPlaces(folder: string): StackPlaces | 'unreadable' | undefined {
  try {
    return parsePlaces(readRegularFile(path.join(folder, PLACES_FILE), LARGEST).toString('utf8')) ?? 'unreadable';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? undefined : 'unreadable';
  }
}

/** As a part of what is known of a stack. */
export function placesIn(folder: string): { readonly places?: StackPlaces | 'unreadable' } {
  const places = readPlaces(folder);
  return places === undefined ? {} : { places };
}

/** Where the code declares an app: `stacks/billing.ts:14`; in words where the synth did not say. */
export function declarationOf(app: {
  /** The folder with the stack's `cdk.tf.json`. */
  readonly folder: string;
  readonly address: string;
  /** Construct ID. */
  readonly app: string;
}): string {
  const places = readPlaces(app.folder);
  const place = typeof places === 'object' ? places.resources[app.address] : undefined;
  return place === undefined ? `the declaration of ${app.app}` : placeText(place);
}
