import { isSamePlace, placeText, type SourcePlace } from '../../shared/source-places';
import { blobUrl, type Blobs } from '../blobs';
import { listOf, type Phrase } from './phrase';

/** Adds a line of code, unless the list has it already. */
export function addSource(sources: SourcePlace[], place: SourcePlace | undefined): void {
  if (place !== undefined && !sources.some((one) => isSamePlace(one, place))) sources.push(place);
}

/**
 * Lines of code, ``stacks/billing.ts:14` and `stacks/portal.ts:9``, as links where it is known where their files are
 * shown; empty when there are none.
 *
 * @param most Of more, how many others there are.
 */
export function sourcesPhrase(sources: readonly SourcePlace[], most: number, blobs?: Blobs): Phrase {
  const parts = sources.map((place) => ({
    value: placeText(place),
    ...(blobs !== undefined && { link: blobUrl(blobs, place) }),
  }));
  return listOf(parts, most);
}
