import { TerraformStack, TerraformVariable } from 'cdktf';
import type { Construct } from 'constructs';

/**
 * The Terraform variable of an initial client secret: sensitive, so it is not printed; ephemeral, so it is in neither plan nor
 * state; without a default, so that a forgotten value stops the run instead of creating an app with another secret.
 *
 * @see https://developer.okta.com/docs/api/openapi/okta-management/management/tag/ApplicationSSOCredentialOAuth2ClientAuth/
 */
export class InitialSecretVariable extends TerraformVariable {
  constructor(scope: Construct, id: string, name: string, description: string) {
    super(scope, id, { type: 'string', sensitive: true, nullable: false, description });
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

/** The length that Okta wants of a secret. */
export function shortestSecret(authMethod: string): number {
  return authMethod === 'client_secret_jwt' ? 32 : 14;
}

/**
 * Declares the variable of an app's initial client secret. One with a JSON object is the stack's, and each app adds the
 * check of its key.
 */
export function declareInitialSecret(app: Construct, name: string, key: string | undefined, shortest: number): void {
  if (key === undefined) {
    const description = `Client secret that ${app.node.id} gets when Okta creates it.`;
    new InitialSecretVariable(app, 'ClientSecret', name, description).addValidation(lengthCheck(name, shortest));
    return;
  }
  const stack = TerraformStack.of(app);
  const id = `ClientSecrets:${name}`;
  const declared = stack.node.tryFindChild(id);
  const variable = TerraformVariable.isTerraformElement(declared)
    ? (declared as TerraformVariable)
    : new InitialSecretVariable(
        stack,
        id,
        name,
        'Client secrets that apps get when Okta creates them, as a JSON object.',
      );
  variable.addValidation(keyCheck(name, key, shortest));
}

/** The expression of an app's initial client secret. */
export function initialSecret(name: string, key: string | undefined): string {
  return key === undefined ? `var.${name}` : `jsondecode(var.${name})[${JSON.stringify(key)}]`;
}

/** Whether the value of an expression is a client secret that Okta takes. */
export function secretFits(secret: string, shortest: number): string {
  return `length(${secret}) >= ${shortest} && length(${secret}) <= 100 && can(regex("^[ -~]+$", ${secret}))`;
}

/** Terraform variables are checked before anything is sent; a failed check does not print the value. */
function lengthCheck(name: string, shortest: number) {
  return {
    condition: `\${${secretFits(initialSecret(name, undefined), shortest)}}`,
    errorMessage: `The client secret in TF_VAR_${name} must be ${shortest} to 100 printable ASCII characters.`,
  };
}

/** `try` makes a text that is no JSON object, a key that is not there and a value that is no text a failed check, too. */
function keyCheck(name: string, key: string, shortest: number) {
  return {
    condition: `\${try(${secretFits(initialSecret(name, key), shortest)}, false)}`,
    errorMessage: `TF_VAR_${name} must be a JSON object that has ${shortest} to 100 printable ASCII characters for the key "${key}".`,
  };
}
