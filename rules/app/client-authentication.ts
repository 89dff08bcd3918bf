import type { AppSubject } from '../app';
import type { Rule } from '../engine';
import { SOURCES } from '../sources';
import { isKnownList, mayHoldSomething } from '../../okta-apps/shared/values';
import { PROP_WORDS } from '../../okta-apps/shared/prop-words';
import { object } from '../../okta-apps/shared/json';
import { noneOf } from './text-checks';

/** How the app proves at the token endpoint who it is. */
export const clientAuthRules: readonly Rule<AppSubject>[] = [
  {
    id: 'client-authentication/known',
    severity: 'error',
    title: 'The client authentication method is not one that Okta has for web apps.',
    impact: 'Okta or the provider refuses the app, and the apply stops',
    fix: 'choose one of them, or leave it out for "client_secret_basic"',
    see: SOURCES.oktaApps,
    *check({ props: { tokenEndpointAuthMethod: method } }) {
      if (method !== 'none') yield* noneOf(PROP_WORDS.tokenEndpointAuthMethod, 'tokenEndpointAuthMethod', method);
    },
  },
  {
    id: 'client-authentication/not-none',
    severity: 'error',
    title: 'A web app does not authenticate.',
    impact: 'anyone with a stolen authorization code could exchange it for tokens',
    fix: 'leave it out, since a server can keep a secret and Okta refuses web apps without one',
    see: SOURCES.rfc9700Clients,
    *check({ props: { tokenEndpointAuthMethod: method } }) {
      if (method !== 'none') return;
      yield {
        prop: 'tokenEndpointAuthMethod',
        must: 'not be "none"',
        value: method,
      };
    },
  },
  {
    id: 'client-authentication/keys',
    severity: 'error',
    title: 'An app uses `private_key_jwt` without public keys.',
    impact: 'Okta cannot verify the app, so no user can sign in',
    fix: 'add the public key of the app as jwks, or the address of its keys as jwksUri',
    see: SOURCES.rfc7523,
    *check({ props }) {
      const { tokenEndpointAuthMethod: method, jwks, jwksUri } = props;
      if (method !== 'private_key_jwt' || jwksUri !== undefined || mayHoldSomething(jwks)) return;
      yield {
        prop: 'tokenEndpointAuthMethod',
        must: 'come with jwks or jwksUri when it is "private_key_jwt"',
        value: method,
      };
    },
  },
  {
    id: 'client-authentication/signing-key',
    severity: 'error',
    title: 'None of the keys of a `private_key_jwt` app is for signatures.',
    impact: 'Okta cannot verify the app, so no user can sign in',
    fix: 'add a key without use, or with use "sig"',
    see: SOURCES.rfc7517Use,
    *check({ props: { tokenEndpointAuthMethod: method, jwks } }) {
      if (method !== 'private_key_jwt' || !isKnownList(jwks) || jwks.length === 0) return;
      if (!jwks.every((key) => object(key)['use'] === 'enc')) return;
      yield {
        prop: 'jwks',
        must: 'hold a key for signatures with tokenEndpointAuthMethod "private_key_jwt"',
        value: 'keys for encryption',
      };
    },
  },
];

/** Proof Key for Code Exchange. */
export const pkceRules: readonly Rule<AppSubject>[] = [
  {
    id: 'pkce/required',
    severity: 'warning',
    title: 'PKCE is not required.',
    impact: 'a stolen authorization code can be exchanged for tokens',
    fix: 'remove it once the app sends a code_challenge',
    see: SOURCES.rfc7636,
    *check({ props: { pkceRequired } }) {
      if (pkceRequired !== false) return;
      yield {
        prop: 'pkceRequired',
        must: 'be true',
        value: pkceRequired,
      };
    },
  },
];
