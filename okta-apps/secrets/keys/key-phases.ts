import { isSameKey, without, type PublicKey } from './public-keys';

/** What an assertion of the relying party has shown. */
export interface SignedWith {
  readonly key: PublicKey;
  readonly outcome: 'proven' | 'refused' | 'not known';
}

/** All that the next phase of one app is decided from. There is no journal: asking again sees the same. */
export interface KeySituation {
  /** The keys of the code. */
  readonly declared: readonly PublicKey[];
  /** The keys that Okta accepts. */
  readonly inOkta: readonly PublicKey[];
  /** @default - the relying party was not asked to sign */
  readonly signedWith?: SignedWith;
}

/** Why no phase can be planned. */
type KeyStop =
  /** The code has no key that this tool can read. */
  | 'none declared'
  /** Okta has no key, so nothing works. */
  | 'none in Okta'
  /** Another key under the same name: Okta would replace the key at one moment. */
  | 'same name'
  /** Several keys, and one has no name: Okta refuses that. */
  | 'no name'
  | 'refused'
  | 'not known';

/** What a person does next for one app. Every change of the keys is one of the code, which a review sees. */
export type KeyStep =
  /** Make a new key and declare it beside the one that works. */
  | { readonly kind: 'add'; readonly beside: PublicKey }
  /** The code is ahead of Okta, and no key that is used is removed. */
  | { readonly kind: 'apply'; readonly added: readonly PublicKey[]; readonly removed: readonly PublicKey[] }
  /** The code lacks keys that the relying party may sign with: declare them again. */
  | { readonly kind: 'keep'; readonly keys: readonly PublicKey[]; readonly used: boolean }
  /** Nothing can be removed before the relying party has shown what it signs with. */
  | { readonly kind: 'prove'; readonly removed: readonly PublicKey[] }
  /** It signs with an older key: it is to sign with the newest. */
  | { readonly kind: 'switch'; readonly from: PublicKey; readonly to: PublicKey }
  /** It signs with the newest key: the others are to be removed from the code. */
  | { readonly kind: 'retire'; readonly keep: PublicKey; readonly keys: readonly PublicKey[] }
  /** Okta does not say which key is the newest. */
  | { readonly kind: 'choose'; readonly used: PublicKey; readonly others: readonly PublicKey[] }
  | { readonly kind: 'stop'; readonly why: KeyStop; readonly keys: readonly PublicKey[] };

/**
 * The next phase: add the second key, let the relying party sign with it, retire the first. It is decided from the code, from
 * Okta and from what the relying party has signed, so asking again after any interruption leads to the end. A key is removed
 * only when the relying party was proven with another one that both the code and Okta have.
 */
export function nextKeyStep({ declared, inOkta, signedWith }: KeySituation): KeyStep {
  if (declared.length === 0) return stop('none declared');
  if (inOkta.length === 0) return stop('none in Okta');
  const [added, removed] = [without(declared, inOkta), without(inOkta, declared)];
  const swapped = added.filter(({ kid }) => kid !== undefined && removed.some((old) => old.kid === kid));
  if (swapped.length > 0) return stop('same name', swapped);
  const nameless = declared.filter(({ kid }) => kid === undefined);
  if (declared.length > 1 && nameless.length > 0) return stop('no name', nameless);
  const isProven = signedWith?.outcome === 'proven';
  const isUsed = (keys: readonly PublicKey[]) => signedWith !== undefined && holds(keys, signedWith.key);
  if (removed.length > 0) {
    if (isUsed(removed)) return { kind: 'keep', keys: removed, used: true };
    // It signs with a key that Okta does not have yet. Other instances may still sign with one that would be removed.
    if (isUsed(added)) return { kind: 'keep', keys: removed, used: false };
    if (signedWith === undefined) return { kind: 'prove', removed };
    return isProven ? { kind: 'apply', added, removed } : stop(signedWith.outcome, [signedWith.key]);
  }
  // To add a key takes nothing away, whatever the relying party signs with.
  if (added.length > 0) return { kind: 'apply', added, removed };
  if (signedWith !== undefined && !isProven) return stop(signedWith.outcome, [signedWith.key]);
  return ofSameKeys(inOkta, signedWith?.key);
}

/** The code and Okta have the same keys. */
function ofSameKeys(keys: readonly PublicKey[], used: PublicKey | undefined): KeyStep {
  const [only, ...others] = keys as readonly [PublicKey, ...PublicKey[]];
  if (others.length === 0) return { kind: 'add', beside: only };
  if (used === undefined) return { kind: 'prove', removed: [] };
  const rest = keys.filter((key) => !isSameKey(key, used));
  const newest = newestOf(keys);
  if (newest === undefined) return { kind: 'choose', used, others: rest };
  return isSameKey(newest, used)
    ? { kind: 'retire', keep: newest, keys: rest }
    : { kind: 'switch', from: used, to: newest };
}

/** By when Okta got them; undefined where it does not say, or got several at once. */
function newestOf(keys: readonly PublicKey[]): PublicKey | undefined {
  const times = keys.map(({ created }) => created ?? Number.NaN);
  const latest = Math.max(...times);
  const newest = keys.filter(({ created }) => created === latest);
  return newest.length === 1 ? newest[0] : undefined;
}

function holds(keys: readonly PublicKey[], key: PublicKey): boolean {
  return keys.some((one) => isSameKey(one, key));
}

function stop(why: KeyStop, keys: readonly PublicKey[] = []): KeyStep {
  return { kind: 'stop', why, keys };
}
