import type { AppSubject } from '../app';
import type { Rule } from '../engine';
import { SOURCES } from '../sources';
import { members } from '../../okta-apps/shared/values';

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
    summary: 'The variable of a birth secret has a name that Terraform takes.',
    see: SOURCES.variables,
    *check({ props }) {
      const { kind, name } = members(props.clientSecret);
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
      if (members(props.clientSecret)['kind'] !== 'variable') return;
      yield {
        prop: 'clientSecret',
        must: 'be left out with tokenEndpointAuthMethod "private_key_jwt"',
        value: 'a variable',
        todo: 'remove clientSecret, or choose an auth method that uses it',
      };
    },
  },
];
