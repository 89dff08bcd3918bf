import { randomBytes } from 'node:crypto';

/** A client secret that is chosen when its app is created. */
export interface InitialSecret {
  /** Terraform variable that carries it. */
  readonly variable: string;
  /** Terraform address of the app. */
  readonly address: string;
}

type Variables = Readonly<Record<string, string | undefined>>;

/** How a placeholder of a secret begins that is not needed yet. No app may be created with such a value. */
export const PLACEHOLDER_PREFIX = 'okta-apps-placeholder-';

/** A value of 54 printable characters, different each time, that passes the variable's validation. */
export function placeholder(): string {
  return PLACEHOLDER_PREFIX + randomBytes(16).toString('hex');
}

/** Name of the environment variable by which Terraform takes a variable. */
export function environmentName(variable: string): string {
  return `TF_VAR_${variable}`;
}

/** The value that the user set for an app; undefined where there is none, or a placeholder. */
export function chosenValue({ variable }: InitialSecret, env: Variables): string | undefined {
  const value = env[environmentName(variable)] ?? '';
  return value === '' || value.startsWith(PLACEHOLDER_PREFIX) ? undefined : value;
}

/**
 * Terraform asks for an ephemeral variable at every plan and apply for ever, although only the apply that creates the
 * app uses it: these are the values, as the user set them or placeholders.
 */
export function fillIn(secrets: readonly InitialSecret[], env: Variables): Record<string, string> {
  return Object.fromEntries(
    secrets.map(({ variable }) => {
      const name = environmentName(variable);
      return [name, env[name] || placeholder()];
    }),
  );
}

/** The secrets that the plan needs for real, since it creates (or replaces) their apps, and that are not set to one. */
export function unset(
  secrets: readonly InitialSecret[],
  created: ReadonlySet<string>,
  env: Variables,
): readonly InitialSecret[] {
  return secrets.filter((secret) => created.has(secret.address) && chosenValue(secret, env) === undefined);
}
