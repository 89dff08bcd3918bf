import type { AppSubject } from '../app';
import type { Rule, Violation } from '../engine';
import { shown, symbolName } from '../../okta-apps/shared/visible-text';
import { SOURCES } from '../sources';
import { isUnknown } from '../../okta-apps/shared/unknown';
import { isObject } from '../../okta-apps/shared/json';
import { OWNERSHIP_KEY } from '../../okta-apps/shared/ownership';

const MOST_BYTES = 1024 * 1024;
const NAME = /^[A-Za-z_$][\w$]*$/;

/** Values of the team's own that Okta keeps with the app. */
export const profileRules: readonly Rule<AppSubject>[] = [
  {
    id: 'profile/json',
    severity: 'error',
    title: 'A profile holds a value that JSON cannot represent.',
    impact: 'the value would be lost or changed on the way to Okta',
    fix: 'write what it stands for',
    see: SOURCES.rfc8259,
    check: ({ props: { profile } }) => notJson(profile),
  },
  {
    id: 'profile/size',
    severity: 'error',
    title: 'A profile is larger than 1 MB.',
    impact: 'Okta or the provider refuses the app, and the apply stops',
    fix: 'keep in it what the app needs at sign-in only',
    see: SOURCES.oktaApps,
    *check({ props: { profile } }) {
      const bytes = isObject(profile) ? sizeOf(profile) : undefined;
      if (bytes === undefined || bytes <= MOST_BYTES) return;
      yield {
        prop: 'profile',
        must: `have at most ${MOST_BYTES} bytes as JSON`,
        value: bytes,
      };
    },
  },
  {
    id: 'profile/own-key',
    severity: 'error',
    title: 'A profile has the key that okta-apps keeps owner, contact and criticality in.',
    impact: 'the props owner, contact and criticality would replace what is under the key',
    fix: 'use the props owner, contact and criticality, or choose another key',
    see: SOURCES.oktaApps,
    *check({ props: { profile } }) {
      if (!isObject(profile) || !Object.hasOwn(profile, OWNERSHIP_KEY)) return;
      yield { prop: `profile["${OWNERSHIP_KEY}"]`, must: 'be left to okta-apps', value: 'a value' };
    },
  },
];

/** Goes through the values without recursion, so that no depth can stop it. Shows kinds, no values. */
function* notJson(profile: unknown): Iterable<Violation> {
  if (typeof profile !== 'object' || profile === null) return;
  const open: { readonly prop: string; readonly value: unknown }[] = [{ prop: 'profile', value: profile }];
  const seen = new Set<unknown>();
  let clean = true;
  for (let next = open.pop(); next; next = open.pop()) {
    const { prop, value } = next;
    if (seen.has(value)) continue;
    const kind = foreignKind(value);
    if (kind !== undefined) {
      clean = false;
      yield { prop, must: 'be a JSON value', value: kind, fix: 'write what it stands for' };
    } else if (typeof value === 'object' && value !== null) {
      seen.add(value);
      for (const [key, inner] of Object.entries(value)) open.push({ prop: path(prop, key, value), value: inner });
    }
  }
  if (!clean || sizeOf(profile) !== undefined) return;
  yield {
    prop: 'profile',
    must: 'be written as JSON',
    value: 'an object that contains itself, or is too deep',
    fix: 'copy the values that are needed',
  };
}

/** What a value is that JSON has no word for; undefined for JSON, for what is left out and for what is unknown. */
function foreignKind(value: unknown): string | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : String(value);
  if (value === undefined || isUnknown(value) || value === null) return undefined;
  if (typeof value === 'symbol') return symbolName(value);
  if (typeof value !== 'object') return ['string', 'boolean'].includes(typeof value) ? undefined : `a ${typeof value}`;
  if (Array.isArray(value)) return undefined;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null ? undefined : 'an object of a class';
}

function path(prop: string, key: string, holder: object): string {
  if (Array.isArray(holder)) return `${prop}[${key}]`;
  return NAME.test(key) ? `${prop}.${key}` : `${prop}[${shown(key)}]`;
}

/** Bytes as JSON; undefined for what cannot be written as JSON. */
function sizeOf(value: object): number | undefined {
  try {
    return Buffer.byteLength(JSON.stringify(value));
  } catch {
    return undefined;
  }
}
