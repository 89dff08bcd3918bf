import { isObject, type JsonObject } from './json';

/** The key of an app's `profile` in Okta that holds who owns the app. */
export const OWNERSHIP_KEY = 'okta-apps';

/** How much a company depends on an app, the least first. */
export const CRITICALITIES = ['low', 'medium', 'high', 'critical'] as const;
export type Criticality = (typeof CRITICALITIES)[number];

/** The props that are kept there. */
export const OWNERSHIP_PROPS = ['owner', 'contact', 'criticality'] as const;

/** Who owns an app, how to reach them, and how much depends on it. */
export type Ownership = { readonly [K in (typeof OWNERSHIP_PROPS)[number]]?: string };

/** The members that are texts; other values of the object are left out. */
export function ownershipOf(values: unknown): Ownership {
  if (!isObject(values)) return {};
  return Object.fromEntries(
    OWNERSHIP_PROPS.flatMap((name) => (typeof values[name] === 'string' ? [[name, values[name]]] : [])),
  );
}

/** Who owns an app, as its `profile` says it: an object, or the JSON text of one. Anything else says nothing. */
export function ownershipIn(profile: unknown): Ownership {
  return ownershipOf(profileOf(profile)?.[OWNERSHIP_KEY]);
}

/**
 * The `profile` as an object, without what `ownershipIn` reads of it. What else is under the key stays. A value that is
 * no profile stays as it is.
 */
export function withoutOwnership(profile: unknown): unknown {
  const whole = profileOf(profile);
  const own = whole?.[OWNERSHIP_KEY];
  if (whole === undefined) return profile;
  if (!isObject(own)) return whole;
  const read = ownershipOf(own);
  const kept = Object.fromEntries(Object.entries(own).filter(([name]) => !Object.hasOwn(read, name)));
  const others = Object.fromEntries(Object.entries(whole).filter(([name]) => name !== OWNERSHIP_KEY));
  return Object.keys(kept).length === 0 ? others : { ...others, [OWNERSHIP_KEY]: kept };
}

/** Those that are set, each with its name. */
export function ownershipParts({ owner, contact, criticality }: Ownership): readonly (readonly [string, string])[] {
  const parts: readonly (readonly [string, string | undefined])[] = [
    ['owner', owner],
    ['contact', contact],
    ['criticality', criticality],
  ];
  return parts.flatMap(([name, text]) => (text === undefined ? [] : [[name, text] as const]));
}

function profileOf(profile: unknown): JsonObject | undefined {
  if (isObject(profile)) return profile;
  if (typeof profile !== 'string') return undefined;
  try {
    const value: unknown = JSON.parse(profile);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
