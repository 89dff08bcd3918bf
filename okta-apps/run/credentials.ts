import { inheritedEnvironment } from '../terraform/child-environment';
import { secretVariable, type Credential } from '../shared/stack-manifest';

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * The variables by which okta/okta takes a credential; undefined when the secret is not in `env`.
 * They reach Terraform's environment only: never a file, never an argument.
 *
 * @see https://registry.terraform.io/providers/okta/okta/latest/docs
 */
export function providerVariables(credential: Credential, env: Variables): Record<string, string> | undefined {
  const secret = env[secretVariable(credential)];
  if (secret === undefined || secret.trim() === '') return undefined;
  if (credential.type === 'api-token') return { OKTA_API_TOKEN: secret };
  return {
    OKTA_API_CLIENT_ID: credential.clientId,
    OKTA_API_PRIVATE_KEY: secret,
    ...(credential.privateKeyId !== undefined && { OKTA_API_PRIVATE_KEY_ID: credential.privateKeyId }),
    OKTA_API_SCOPES: credential.scopes.join(','),
  };
}

/**
 * The environment of Terraform for a stack of an Okta org: the user's own, without any `OKTA_*` and without what the
 * stack's credentials are read from, plus the one credential in the provider's names.
 *
 * @param credential Variables of the provider, from `providerVariables`.
 * @param credentialVariables Names of the variables that hold this stack's credentials.
 */
export function realEnvironment(
  env: Variables,
  credential: Readonly<Record<string, string>>,
  credentialVariables: readonly string[],
): Record<string, string> {
  const isLeftOut = (name: string): boolean => name.startsWith('OKTA_') || credentialVariables.includes(name);
  return { ...inheritedEnvironment(env, isLeftOut), ...credential };
}
