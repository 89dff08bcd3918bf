import type { AppSubject } from '../app';
import type { Rule } from '../engine';
import { PRIVATE_JWK_MEMBERS } from '../../okta-apps/shared/visible-text';
import { SOURCES } from '../sources';
import { isObject } from '../../okta-apps/shared/json';
import { isKnownList, items, repeated } from '../../okta-apps/shared/values';
import { ownHostRule, unsound, urisOf } from './uris';
import { fill } from '../texts';

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
    title: 'Keys come from both `jwks` and `jwksUri`.',
    impact: 'it would be unclear which keys authenticate the app',
    fix: 'remove jwks or jwksUri',
    see: SOURCES.provider,
    *check({ props: { jwks, jwksUri } }) {
      if (typeof jwksUri !== 'string' || items(jwks).length === 0) return;
      yield { prop: 'jwksUri', must: 'be left out with jwks', value: jwksUri };
    },
  },
  {
    id: 'keys/uri',
    severity: 'error',
    title: '`jwksUri` is not a plain https address.',
    impact: 'anyone on the network path could give Okta other keys and act as the app',
    fix: 'write an absolute https URI without user name',
    see: SOURCES.rfc7591Uris,
    check: (app) => unsound(urisOf(app).keys),
  },
  ownHostRule('keys', '`jwksUri`', 'keys'),
  {
    id: 'keys/limit',
    severity: 'error',
    title: 'An app has more than 50 keys.',
    impact: 'Okta or the provider refuses the app, and the apply stops',
    fix: 'remove the keys that the app no longer uses',
    see: SOURCES.oktaApps,
    *check({ props: { jwks } }) {
      if (!isKnownList(jwks) || jwks.length <= MOST_KEYS) return;
      yield {
        prop: 'jwks',
        must: `hold at most ${MOST_KEYS} keys`,
        value: jwks.length,
        fix: fill('remove {value}', { value: jwks.length - MOST_KEYS }),
      };
    },
  },
  {
    id: 'keys/unique-kid',
    severity: 'error',
    title: 'Two keys of an app have the same `kid`.',
    impact: 'Okta cannot tell which key signed, and may refuse the app',
    fix: 'choose another kid',
    see: SOURCES.rfc7517Kid,
    *check(app) {
      const kids = keysOf(app).flatMap(({ prop, key: { kid } }) =>
        typeof kid === 'string' ? [{ prop: `${prop}.kid`, text: kid }] : [],
      );
      for (const { place, first } of repeated(kids)) {
        yield {
          prop: place.prop,
          must: 'be unique',
          value: place.text,
          fix: fill('choose another, {prop} has it', { prop: first.prop }),
        };
      }
    },
  },
  {
    id: 'keys/public-only',
    severity: 'error',
    title: 'A key contains its private part.',
    impact: 'anyone who can read the code or the state could act as the app',
    fix: 'keep the public members only, and make a new key, since this one is no secret any more',
    see: SOURCES.rfc7518Private,
    *check(app) {
      for (const { prop, key } of keysOf(app)) {
        for (const member of PRIVATE_JWK_MEMBERS) {
          if (key[member] === undefined) continue;
          yield {
            prop: `${prop}.${member}`,
            must: 'be left out',
            value: 'a private key',
          };
        }
      }
    },
  },
];
