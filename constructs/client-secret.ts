const CLIENT_SECRET = Symbol.for('okta-oidc-cdktf.ClientSecret');

/**
 * Where an app's first client secret comes from. It is never a value in the code: the state, the plan and
 * `cdk.tf.json` must not hold one.
 */
export class ClientSecret {
  private constructor(
    /** Name of the Terraform variable that brings the secret; undefined when Okta makes it. */
    readonly variable: string | undefined,
    /** Key of the secret, where the variable has a JSON object; undefined where its value is the secret. */
    readonly key?: string,
  ) {
    Object.defineProperty(this, CLIENT_SECRET, { value: true });
  }

  /** Okta makes the secret when it creates the app. Fetch it with `okta-apps credentials`. */
  static generatedByOkta(): ClientSecret {
    return new ClientSecret(undefined);
  }

  /**
   * An initial client secret: the team chooses it, and Terraform sends it once, when it creates the app.
   *
   * The stack gets a sensitive, ephemeral variable without a default, so the value is in neither plan nor state.
   * Terraform asks for it at every plan; `okta-apps plan` fills in a placeholder, `okta-apps apply` wants the
   * real value only when it creates the app. To change a secret later, rotate it: Terraform cannot.
   *
   * @param name Name of the variable: letters, digits and `_`. Set its value as `TF_VAR_<name>`: 14 to 100
   * printable ASCII characters, at least 32 for `client_secret_jwt`.
   * @see https://developer.hashicorp.com/terraform/language/values/variables#exclude-values-from-state
   */
  static fromVariable(name: string): ClientSecret {
    return new ClientSecret(name);
  }

  /**
   * The same for a set of apps: one variable has a JSON object, such as `{"billing":"…","wiki":"…"}`, and each app takes
   * the value of its key.
   *
   * `okta-apps plan` fills in placeholders for the keys that are not set, and `okta-apps apply` wants the key of the app
   * that it creates. Each value is masked on its own in what the commands write.
   *
   * @param name Name of the variable: letters, digits and `_`. Set its value as `TF_VAR_<name>`.
   * @param key Key of the app's secret: letters, digits, `_`, `-`, `.` and `/`. The length of its value is that of
   * `fromVariable`.
   * @see https://developer.hashicorp.com/terraform/language/functions/jsondecode
   */
  static fromJsonVariable(name: string, key: string): ClientSecret {
    return new ClientSecret(name, key);
  }
}

/** Also true of what another copy of this package made: a workspace can hold two. */
export function isClientSecret(value: unknown): value is ClientSecret {
  return typeof value === 'object' && value !== null && CLIENT_SECRET in value;
}
