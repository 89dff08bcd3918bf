import type { AppSubject } from '../app';
import type { Rule } from '../engine';
import { PRIVATE_JWK_MEMBERS } from '../../okta-apps/shared/visible-text';
import { SOURCES } from '../sources';
import { isObject } from '../../okta-apps/shared/json';
import { isKnownList, items, repeated } from '../../okta-apps/shared/values';
import { ownHostRule, unsound, urisOf } from './uris';

const MOST_KEYS = 50;

/** One key of `jwks` and where it was written. */
export interface KeyAt {
  readonly prop: string;
  readonly key: Readonly<Record<string, unknown>>;
}

/** The keys that are objects; others are for `props/type`. */
export function keysOf({ props }: AppSubject): KeyAt[] {
  return items(props.jwks).flatMap((key, at) => (isObject(key) ? [{ prop: `jwks[${at}]`, key }] : []));
}

/** The set of public keys. What a key is made of is in `key-members.ts`. */
export const keyRules: readonly Rule<AppSubject>[] = [
  {
    id: 'keys/one-source',
    severity: 'error',
    summary: 'Keys come from `jwks` or from `jwksUri`, not from both.',
    see: SOURCES.provider,
    *check({ props: { jwks, jwksUri } }) {
      if (typeof jwksUri !== 'string' || items(jwks).length === 0) return;
      yield { prop: 'jwksUri', must: 'be left out with jwks', value: jwksUri, todo: 'remove jwks or jwksUri' };
    },
  },
  {
    id: 'keys/uri',
    severity: 'error',
    summary: '`jwksUri` is absolute, https or http on this machine, with one host and nothing secret in it.',
    see: SOURCES.rfc7591Uris,
    check: (app) => unsound(urisOf(app).keys),
  },
  ownHostRule('keys', '`jwksUri` is at a host of its own', 'keys'),
  {
    id: 'keys/limit',
    severity: 'error',
    summary: 'An app has at most 50 keys.',
    see: SOURCES.oktaApps,
    *check({ props: { jwks } }) {
      if (!isKnownList(jwks) || jwks.length <= MOST_KEYS) return;
      yield {
        prop: 'jwks',
        must: `hold at most ${MOST_KEYS} keys`,
        value: jwks.length,
        todo: `remove ${jwks.length - MOST_KEYS}`,
      };
    },
  },
  {
    id: 'keys/unique-kid',
    severity: 'error',
    summary: 'Every key of an app has a `kid` of its own.',
    see: SOURCES.rfc7517Kid,
    *check(app) {
      const kids = keysOf(app).flatMap(({ prop, key: { kid } }) =>
        typeof kid === 'string' ? [{ prop: `${prop}.kid`, text: kid }] : [],
      );
      for (const { place, first } of repeated(kids)) {
        yield { prop: place.prop, must: 'be unique', value: place.text, todo: `choose another, ${first.prop} has it` };
      }
    },
  },
  {
    id: 'keys/public-only',
    severity: 'error',
    summary: 'A key has no private part: anyone who can read the code or the state could sign as the app.',
    see: SOURCES.rfc7518Private,
    *check(app) {
      for (const { prop, key } of keysOf(app)) {
        for (const member of PRIVATE_JWK_MEMBERS) {
          if (key[member] === undefined) continue;
          yield {
            prop: `${prop}.${member}`,
            must: 'be left out',
            value: 'a private key',
            todo: 'keep the public members only, and make a new key, since this one is no secret any more',
          };
        }
      }
    },
  },
];
