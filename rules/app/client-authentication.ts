import type { AppSubject } from '../app';
import type { Rule } from '../engine';
import { SOURCES } from '../sources';
import { isKnownList, mayHoldSomething } from '../../okta-apps/shared/values';
import { object } from '../../okta-apps/shared/json';
import { noneOf } from './text-checks';

const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_-]*$/;
/** What a Terraform variable may not be called. */
const RESERVED = new Set(['source', 'version', 'providers', 'count', 'for_each', 'lifecycle', 'depends_on', 'locals']);

/** True for a name that Terraform takes for a variable; letters are ASCII here. */
export function isVariableName(name: string): boolean {
  return IDENTIFIER.test(name) && !RESERVED.has(name);
}

/** A name that is no name may be the secret itself, so nothing here shows it. */
export const clientSecretRules: readonly Rule<AppSubject>[] = [
  {
    id: 'client-secret/variable-name',
    severity: 'error',
    summary: 'The variable of an initial client secret has a name that Terraform accepts.',
    see: SOURCES.variables,
    *check({ props }) {
      const { kind, name } = object(props.clientSecret);
      if (kind !== 'variable' || typeof name !== 'string' || isVariableName(name)) return;
      yield {
        prop: 'clientSecret',
        must: 'name a Terraform variable by letters, digits, _ and -',
        value: RESERVED.has(name) ? name : `a text of ${name.length} characters`,
        todo: RESERVED.has(name)
          ? 'choose another name, since Terraform keeps this one for itself'
          : 'give fromVariable the name of a variable, never the secret',
      };
    },
  },
  {
    id: 'client-secret/private-key-jwt',
    severity: 'error',
    summary: 'An app that signs with its own key has no client secret.',
    see: SOURCES.oktaSecrets,
    *check({ props }) {
      if (props.tokenEndpointAuthMethod !== 'private_key_jwt') return;
      if (object(props.clientSecret)['kind'] !== 'variable') return;
      yield {
        prop: 'clientSecret',
        must: 'be left out with tokenEndpointAuthMethod "private_key_jwt"',
        value: 'a variable',
        todo: 'remove clientSecret, or choose an auth method that uses it',
      };
    },
  },
];

const METHODS = ['client_secret_basic', 'client_secret_post', 'client_secret_jwt', 'private_key_jwt'];

/** How the app proves at the token endpoint who it is. */
export const clientAuthRules: readonly Rule<AppSubject>[] = [
  {
    id: 'client-authentication/known',
    severity: 'error',
    summary: 'The auth method is one of the four that Okta has for web apps.',
    see: SOURCES.oktaApps,
    *check({ props: { tokenEndpointAuthMethod: method } }) {
      const todo = 'choose one of them, or leave it out for "client_secret_basic"';
      if (method !== 'none') yield* noneOf(METHODS, 'tokenEndpointAuthMethod', method, todo);
    },
  },
  {
    id: 'client-authentication/not-none',
    severity: 'error',
    summary: 'A web app authenticates: `none` is for apps that run on the device and cannot keep a secret.',
    see: SOURCES.rfc9700Clients,
    *check({ props: { tokenEndpointAuthMethod: method } }) {
      if (method !== 'none') return;
      yield {
        prop: 'tokenEndpointAuthMethod',
        must: 'not be "none"',
        value: method,
        todo: 'leave it out, since a server can keep a secret and Okta refuses web apps without one',
      };
    },
  },
  {
    id: 'client-authentication/keys',
    severity: 'error',
    summary: '`private_key_jwt` comes with the public keys: `jwks` or `jwksUri`.',
    see: SOURCES.rfc7523,
    *check({ props }) {
      const { tokenEndpointAuthMethod: method, jwks, jwksUri } = props;
      if (method !== 'private_key_jwt' || jwksUri !== undefined || mayHoldSomething(jwks)) return;
      yield {
        prop: 'tokenEndpointAuthMethod',
        must: 'come with jwks or jwksUri when it is "private_key_jwt"',
        value: method,
        todo: 'add the public key of the app as jwks, or the address of its keys as jwksUri',
      };
    },
  },
  {
    id: 'client-authentication/signing-key',
    severity: 'error',
    summary: 'With `private_key_jwt` one of the `jwks` is for signatures.',
    see: SOURCES.rfc7517Use,
    *check({ props: { tokenEndpointAuthMethod: method, jwks } }) {
      if (method !== 'private_key_jwt' || !isKnownList(jwks) || jwks.length === 0) return;
      if (!jwks.every((key) => object(key)['use'] === 'enc')) return;
      yield {
        prop: 'jwks',
        must: 'hold a key for signatures with tokenEndpointAuthMethod "private_key_jwt"',
        value: 'keys for encryption',
        todo: 'add a key without use, or with use "sig"',
      };
    },
  },
];

/** Proof Key for Code Exchange. */
export const pkceRules: readonly Rule<AppSubject>[] = [
  {
    id: 'pkce/required',
    severity: 'warning',
    summary: 'PKCE is required: without it a stolen code can be used in another session.',
    see: SOURCES.rfc7636,
    *check({ props: { pkceRequired } }) {
      if (pkceRequired !== false) return;
      yield {
        prop: 'pkceRequired',
        must: 'be true',
        value: pkceRequired,
        todo: 'remove it once the app sends a code_challenge',
      };
    },
  },
];
