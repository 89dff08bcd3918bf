const CLIENT_SECRET = Symbol.for('okta-oidc-cdktf.ClientSecret');

/** A value of a Terraform ephemeral resource: Terraform reads it at each run and keeps it in memory only. */
export interface EphemeralSecret {
  /** Type of the resource, such as `vault_kv_secret_v2`. It begins with the name of a provider that the environment lists. */
  readonly type: string;
  /** Arguments as the provider names them, such as `{ mount: 'kv', name: 'okta/billing' }`. */
  readonly arguments: Readonly<Record<string, unknown>>;
  /** Attribute that has the secret, such as `data` or `secret_string`. */
  readonly attribute: string;
  /**
   * Key of the secret, where the attribute is a map.
   *
   * @default - the attribute is the secret
   */
  readonly key?: string;
}

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
    /** The ephemeral resource that brings the secret; undefined when none does. */
    readonly ephemeral?: EphemeralSecret,
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

  /**
   * The same from a secret store, through an ephemeral resource of another provider, such as Vault or AWS Secrets
   * Manager: no variable is needed, and the value is in the memory of Terraform only.
   *
   * The environment lists the provider in `providers`; the stack then requires it and gets the block that the list
   * specifies. Terraform reads the store at every plan and apply, and sends the secret once, when it creates the app.
   * An environment with `local: true` does not use the store: the local org generates the secret.
   *
   * @see https://developer.hashicorp.com/terraform/language/block/ephemeral
   */
  static fromEphemeral(source: EphemeralSecret): ClientSecret {
    // A copy, so that what is no object is a problem of the synth and no exception.
    return new ClientSecret(undefined, undefined, { ...source });
  }
}

/** Also true of what another copy of this package made: a workspace can hold two. */
export function isClientSecret(value: unknown): value is ClientSecret {
  return typeof value === 'object' && value !== null && CLIENT_SECRET in value;
}
