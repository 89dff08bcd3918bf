import { readPlaces } from '../../project/stack-places';
import type { DeclaredApp } from '../../run/declared-apps';
import { placeText } from '../../shared/source-places';

/** Where the code declares an app: `stacks/billing.ts:14`; in words where the synth did not say. */
export function placeOf({ folder, address, app }: DeclaredApp): string {
  const places = readPlaces(folder);
  const place = typeof places === 'object' ? places.resources[address] : undefined;
  return place === undefined ? `the declaration of ${app}` : placeText(place);
}
