import { CATALOGUE, type Catalogue } from '../resources/catalogue';
import { isOfOkta } from '../resources/resource-type';
import { isDay } from '../shared/day';
import type { KnownChange } from '../shared/environment-rules';
import { nearest } from '../shared/nearest';

/** Why an entry of `rules.known` accepts nothing, or less than was meant; undefined for one that is valid. */
export type KnownFault =
  | { readonly code: 'not-a-name' | 'power' | 'no-reason' | 'no-day' | 'expired' }
  | { readonly code: 'other-name'; readonly meant: string };

/** One name, as Terraform has it: a wildcard is none. */
const NAME = /^[a-z][a-z0-9_]*$/;

/** What is wrong with an entry on a day. Its last day is `expires`. */
export function knownFault(
  { type, attribute, reason, expires }: KnownChange,
  today: string,
  catalogue: Catalogue = CATALOGUE,
): KnownFault | undefined {
  const names: readonly unknown[] = [type, attribute ?? type];
  if (!names.every((name) => typeof name === 'string' && NAME.test(name))) return { code: 'not-a-name' };
  if (givesPower(type, catalogue)) return { code: 'power' };
  if (typeof reason !== 'string' || reason.trim() === '') return { code: 'no-reason' };
  if (!isDay(expires)) return { code: 'no-day' };
  const meant = isListed(type, catalogue) ? undefined : meantBy(type, catalogue);
  if (meant !== undefined) return { code: 'other-name', meant };
  return expires < today ? { code: 'expired' } : undefined;
}

/** What gives power over the org needs a waiver of its own for each address. */
export function givesPower(type: string, { typeOf }: Catalogue = CATALOGUE): boolean {
  const { decides, kind } = typeOf(type);
  return decides?.reach === 'power' || kind === 'api-scopes';
}

function isListed(type: string, { types }: Catalogue): boolean {
  return types.some(({ name }) => name === type);
}

/** A type of Okta that is in no list may be a new one, or one that is written wrong. */
function meantBy(type: string, { types }: Catalogue): string | undefined {
  return isOfOkta(type)
    ? nearest(
        type,
        types.map(({ name }) => name),
      )
    : undefined;
}
