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
