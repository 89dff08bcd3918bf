import { findings } from '../../../rules/engine';
import { keyMemberRules } from '../../../rules/app/key-members';
import { keyRules } from '../../../rules/app/keys';
import type { AppSubject } from '../../../rules/app';
import { isObject, itemsOf, textField, type JsonObject } from '../../shared/json';
import { listed } from '../../shared/lists';

/** A public key that an app may sign with. Private members of a JWK are never taken over. */
export interface PublicKey {
  /** @default - it has no name */
  readonly kid?: string;
  /** The same for the same key, whatever it is called. */
  readonly material: string;
  readonly jwk: JsonObject;
  /** When Okta got it, in milliseconds. @default - not known, as for a key that Okta does not have */
  readonly created?: number;
}

const PUBLIC_MEMBERS = ['kty', 'n', 'e', 'crv', 'x', 'y'];
/** The curve by the length of a coordinate: okta/okta does not send it. @see https://www.rfc-editor.org/rfc/rfc7518#section-6.2.1.2 */
const CURVES: Readonly<Record<number, string>> = { 32: 'P-256', 48: 'P-384', 66: 'P-521' };

/** The keys of a list that are for signatures and active. What only Terraform knows is not among them. */
export function signingKeys(jwks: unknown): readonly PublicKey[] {
  return itemsOf(jwks)
    .filter(isObject)
    .filter(({ use, status }) => use !== 'enc' && status !== 'INACTIVE')
    .flatMap((key) => {
      const material = ['kty', 'n', 'e', 'x', 'y'].map((name) => textField(key, name) ?? '').join(' ');
      if (material.trim() === '' || material.includes('${')) return [];
      const kid = textField(key, 'kid');
      const created = Date.parse(textField(key, 'created') ?? '');
      return [
        {
          material,
          jwk: publicPart(key),
          ...(kid !== undefined && kid !== '' && { kid }),
          ...(!Number.isNaN(created) && { created }),
        },
      ];
    });
}

function publicPart(key: JsonObject): JsonObject {
  const x = textField(key, 'x');
  const crv = key['kty'] === 'EC' && x !== undefined ? CURVES[Buffer.from(x, 'base64url').length] : undefined;
  const own = Object.fromEntries(
    PUBLIC_MEMBERS.map((name) => [name, key[name]]).filter(([, value]) => typeof value === 'string'),
  ) as JsonObject;
  return { ...(crv !== undefined && { crv }), ...own };
}

/** Whether both are the same key. Okta may have named one that the code does not name. */
export function isSameKey(one: PublicKey, other: PublicKey): boolean {
  if (one.material !== other.material) return false;
  return one.kid === undefined || other.kid === undefined || one.kid === other.kid;
}

/** The keys of the first list that the second one does not have. */
export function without(keys: readonly PublicKey[], others: readonly PublicKey[]): readonly PublicKey[] {
  return keys.filter((key) => !others.some((other) => isSameKey(key, other)));
}

/** `2026-11 (RSA)`; a key without a name is told by the beginning of its material. */
export function keyText({ kid, jwk, material }: PublicKey): string {
  const type = textField(jwk, 'kty') ?? '';
  if (kid !== undefined) return `${kid} (${type})`;
  return `a key without kid (${type} ${material.slice(type.length).trim().slice(0, 8)}…)`;
}

export function keysText(keys: readonly PublicKey[]): string {
  return keys.length === 0 ? 'no key' : listed(keys.map(keyText));
}

/** What Okta or a rule of the synth would refuse in a list of keys, one sentence each; no value of a private key is in it. */
export function faultsOfKeys(keys: readonly unknown[]): readonly string[] {
  const subject = { path: 'keys', address: 'keys', props: { jwks: keys }, rules: {} } as unknown as AppSubject;
  const found = findings([...keyRules, ...keyMemberRules], subject, 'error');
  return found.filter(({ severity }) => severity === 'error').map(({ message }) => message);
}
