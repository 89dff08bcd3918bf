import type { AppSubject } from '../app';
import type { Rule, Violation } from '../engine';
import { SOURCES } from '../sources';
import { fill } from '../texts';
import { isObject, object } from '../../okta-apps/shared/json';
import { isUnknown } from '../../okta-apps/shared/unknown';
import { servesType } from '../../okta-apps/shared/listed-providers';

const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_-]*$/;
/** A key in the JSON object of a variable. It is written into an expression, so `"` and `${` are out. */
const JSON_KEY = /^[A-Za-z0-9][A-Za-z0-9_./-]{0,99}$/;
/** What a Terraform variable may not be called. */
const RESERVED = new Set(['source', 'version', 'providers', 'count', 'for_each', 'lifecycle', 'depends_on', 'locals']);

/** True for a name that Terraform takes for a variable; letters are ASCII here. */
export function isVariableName(name: string): boolean {
  return IDENTIFIER.test(name) && !RESERVED.has(name);
}

/** Type of an ephemeral resource: the name of its provider, and more. */
const TYPE = /^[a-z][a-z0-9]*(?:_[a-z0-9]+)+$/;
const ATTRIBUTE = /^[a-z][a-z0-9_]*$/;
/** Terraform's own: the app has one such resource, and the list of the environment chooses its provider. */
const META_ARGUMENTS = new Set(['count', 'for_each', 'provider', 'lifecycle', 'depends_on']);

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
    id: 'client-secret/ephemeral-source',
    severity: 'error',
    title: 'The ephemeral resource of the initial client secret is not one that Terraform accepts.',
    impact: 'Terraform cannot read the configuration; a secret in its place would end up in files and logs',
    fix: 'write the type, the arguments and the attribute as the documentation of the provider has them, never the secret',
    see: SOURCES.ephemeral,
    *check({ props }) {
      const { kind, type, attribute, key, arguments: given } = object(props.clientSecret);
      if (kind !== 'ephemeral') return;
      const fault = (member: string, must: string, value: unknown): Violation => ({
        prop: `clientSecret.${member}`,
        must,
        value: typeof value === 'string' ? `a text of ${value.length} characters` : kindOf(value),
      });
      if (!matches(TYPE, type))
        yield fault('type', 'be the type of an ephemeral resource, such as "vault_kv_secret_v2"', type);
      if (!matches(ATTRIBUTE, attribute))
        yield fault('attribute', 'be the name of an attribute, such as "data"', attribute);
      if (key !== undefined && !matches(JSON_KEY, key)) {
        yield fault('key', 'have at most 100 letters, digits, _, -, . and /, and begin with a letter or digit', key);
      }
      if (!isObject(given)) yield fault('arguments', 'be an object', given);
      else if (holdsNoData(given)) yield fault('arguments', 'hold texts, numbers, lists and objects only', given);
      for (const name of Object.keys(object(given)).filter((one) => META_ARGUMENTS.has(one))) {
        yield { prop: 'clientSecret.arguments', must: 'be arguments of the provider', value: name, fix: 'remove it' };
      }
    },
  },
  {
    id: 'client-secret/provider-listed',
    severity: 'error',
    title: 'The environment lists no provider that serves the ephemeral resource of the initial client secret.',
    impact: 'a provider is a program that runs at plan and apply, so a review blocks one that is not listed',
    fix: 'list the provider in env/',
    see: SOURCES.ephemeral,
    *check({ props, providers }) {
      const { kind, type } = object(props.clientSecret);
      if (kind !== 'ephemeral' || providers === undefined || !matches(TYPE, type)) return;
      if (providers.some((one) => servesType(one, 'ephemeral', type))) return;
      const [name = ''] = type.split('_');
      yield {
        prop: 'clientSecret.type',
        must: 'be served by a provider that the environment lists',
        value: type,
        fix: fill('add the provider {name} with its source to providers of the environment', { name }),
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
      const source = sourceOf(props.clientSecret);
      if (source === undefined) return;
      yield {
        prop: 'clientSecret',
        must: 'be left out with tokenEndpointAuthMethod "private_key_jwt"',
        value: source,
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
      const source = sourceOf(props.clientSecret);
      if (props.rotatedBy === undefined || source === undefined) return;
      yield { prop: 'clientSecret', must: 'be left out with rotatedBy', value: source };
    },
  },
];

/** How messages name what the secret comes from; undefined when Okta makes it. */
function sourceOf(secret: unknown): string | undefined {
  const { kind } = object(secret);
  if (kind === 'ephemeral') return 'an ephemeral resource';
  return kind === 'variable' ? 'a variable' : undefined;
}

function matches(pattern: RegExp, value: unknown): value is string {
  return typeof value === 'string' && pattern.test(value);
}

/** What is no data is a symbol by now. */
function holdsNoData(value: unknown): boolean {
  if (isUnknown(value)) return false;
  if (typeof value === 'symbol') return true;
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsNoData);
}

function kindOf(value: unknown): unknown {
  return isObject(value) ? 'an object' : value;
}
