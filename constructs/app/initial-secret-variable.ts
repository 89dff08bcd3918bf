import { TerraformVariable } from 'cdktf';
import type { Construct } from 'constructs';

/**
 * The Terraform variable of an initial client secret: sensitive, so it is not printed; ephemeral, so it is in neither plan nor
 * state; without a default, so that a forgotten value stops the run instead of creating an app with another secret.
 *
 * @see https://developer.okta.com/docs/api/openapi/okta-management/management/tag/ApplicationSSOCredentialOAuth2ClientAuth/
 */
export class InitialSecretVariable extends TerraformVariable {
  constructor(scope: Construct, id: string, name: string, authMethod: string) {
    super(scope, id, {
      type: 'string',
      sensitive: true,
      nullable: false,
      description: `Client secret that ${scope.node.id} gets when Okta creates it.`,
      validation: [lengthCheck(name, authMethod === 'client_secret_jwt' ? 32 : 14)],
    });
    this.overrideLogicalId(name);
  }

  override synthesizeAttributes(): Record<string, unknown> {
    return { ...(super.synthesizeAttributes() as Record<string, unknown>), ephemeral: true };
  }

  /** The same for `cdktf synth --hcl`, which leaves out what is false. */
  override synthesizeHclAttributes(): Record<string, unknown> {
    return { ...(super.synthesizeHclAttributes() as Record<string, unknown>), nullable: false, ephemeral: true };
  }
}

/** Terraform variables are checked before anything is sent; a failed check does not print the value. */
function lengthCheck(name: string, shortest: number) {
  return {
    condition: `\${length(var.${name}) >= ${shortest} && length(var.${name}) <= 100 && can(regex("^[ -~]+$", var.${name}))}`,
    errorMessage: `The client secret in TF_VAR_${name} must be ${shortest} to 100 printable ASCII characters.`,
  };
}
