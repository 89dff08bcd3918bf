import { listedEnvironment, type TerraformTarget } from '../terraform/child-environment';
import type { TerraformHome } from '../terraform/terraform-home';
import { secretVariable, type Credential } from '../shared/stack-manifest';

type Variables = Readonly<Record<string, string | undefined>>;

/** The secret of a credential; undefined when its variable is not set, or holds blanks only. */
export function secretIn(credential: Credential, env: Variables): string | undefined {
  const secret = env[secretVariable(credential)];
  return secret === undefined || secret.trim() === '' ? undefined : secret;
}

/**
 * The variables by which okta/okta takes a credential; undefined when the secret is not in `env`.
 * They reach Terraform's environment only: never a file, never an argument.
 *
 * @see https://registry.terraform.io/providers/okta/okta/latest/docs
 */
export function providerVariables(credential: Credential, env: Variables): Record<string, string> | undefined {
  const secret = secretIn(credential, env);
  if (secret === undefined) return undefined;
  if (credential.type === 'api-token') return { OKTA_API_TOKEN: secret };
  return {
    OKTA_API_CLIENT_ID: credential.clientId,
    OKTA_API_PRIVATE_KEY: secret,
    ...(credential.privateKeyId !== undefined && { OKTA_API_PRIVATE_KEY_ID: credential.privateKeyId }),
    OKTA_API_SCOPES: credential.scopes.join(','),
  };
}

/** The secret of a stack's credential, and nothing else that Okta's provider reads, reaches Terraform for an Okta org. */
export function realEnvironment(
  env: Variables,
  { home, cliConfiguration }: TerraformHome,
  credential: Readonly<Record<string, string>>,
  { backend, passed }: Pick<TerraformTarget, 'backend' | 'passed'> = {},
): Record<string, string> {
  return listedEnvironment(env, home, {
    variables: credential,
    cliConfiguration,
    backend,
    ...(passed !== undefined && { passed }),
  });
}
