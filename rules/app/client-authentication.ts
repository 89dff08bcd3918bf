import type { AppSubject } from '../app';
import type { Rule } from '../engine';
import { SOURCES } from '../sources';
import { isKnownList, mayHoldSomething } from '../../okta-apps/shared/values';
import { object } from '../../okta-apps/shared/json';
import { noneOf } from './text-checks';

const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_-]*$/;
/** A key in the JSON object of a variable. It is written into an expression, so `"` and `${` are out. */
const JSON_KEY = /^[A-Za-z0-9][A-Za-z0-9_./-]{0,99}$/;
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
    title: 'The variable of the initial client secret has a name that Terraform does not accept.',
    impact: 'Terraform cannot read the configuration; a secret in its place would end up in files and logs',
    fix: 'give fromVariable the name of a variable, never the secret',
    see: SOURCES.variables,
    *check({ props }) {
      const { kind, name, key } = object(props.clientSecret);
      if (kind !== 'variable' || typeof name !== 'string' || isVariableName(name)) return;
      yield {
        prop: 'clientSecret',
        must: 'name a Terraform variable by letters, digits, _ and -',
        value: RESERVED.has(name) ? name : `a text of ${name.length} characters`,
        fix: RESERVED.has(name)
          ? 'choose another name, since Terraform keeps this one for itself'
          : `give ${key === undefined ? 'fromVariable' : 'fromJsonVariable'} the name of a variable, never the secret`,
      };
    },
  },
  {
    id: 'client-secret/json-key',
    severity: 'error',
    title: 'The key of the initial client secret has characters that a Terraform expression may read otherwise.',
    impact:
      'Terraform would look for another key or not read the configuration; a secret in its place would end up in files',
    fix: 'give fromJsonVariable a key, such as the ID of the app, never the secret',
    see: SOURCES.variables,
    *check({ props }) {
      const { kind, key } = object(props.clientSecret);
      if (kind !== 'variable' || typeof key !== 'string' || JSON_KEY.test(key)) return;
      yield {
        prop: 'clientSecret',
        must: 'have a key of at most 100 letters, digits, _, -, . and / that begins with a letter or digit',
        value: `a text of ${key.length} characters`,
      };
    },
  },
  {
    id: 'client-secret/private-key-jwt',
    severity: 'error',
    title: 'An app that authenticates with its own key has a client secret.',
    impact: 'the app would never use the secret, and a thief could hold it unnoticed',
    fix: 'remove clientSecret, or choose an auth method that uses it',
    see: SOURCES.oktaSecrets,
    *check({ props }) {
      if (props.tokenEndpointAuthMethod !== 'private_key_jwt') return;
      if (object(props.clientSecret)['kind'] !== 'variable') return;
      yield {
        prop: 'clientSecret',
        must: 'be left out with tokenEndpointAuthMethod "private_key_jwt"',
        value: 'a variable',
      };
    },
  },
  {
    id: 'client-secret/rotated-elsewhere',
    severity: 'error',
    title: 'An app whose secret another tool rotates has an initial client secret.',
    impact:
      'Terraform and that tool would both own the secret, and a replaced app would get one that the tool does not know',
    fix: 'remove clientSecret, and let Okta make the first one',
    see: SOURCES.oktaSecrets,
    *check({ props }) {
      if (props.rotatedBy === undefined || object(props.clientSecret)['kind'] !== 'variable') return;
      yield { prop: 'clientSecret', must: 'be left out with rotatedBy', value: 'a variable' };
    },
  },
];

const METHODS = ['client_secret_basic', 'client_secret_post', 'client_secret_jwt', 'private_key_jwt'];

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
      if (method !== 'none') yield* noneOf(METHODS, 'tokenEndpointAuthMethod', method);
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
