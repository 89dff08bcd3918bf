import { randomBytes } from 'node:crypto';
import { field, isObject, textField, type JsonObject } from '../shared/json';
import { groupBy } from '../shared/lists';

/** A client secret that is chosen when its app is created. */
export interface InitialSecret {
  /** Terraform variable that carries it. */
  readonly variable: string;
  /** Terraform address of the app. */
  readonly address: string;
  /** Key of the secret, where the variable has a JSON object. */
  readonly key?: string;
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

/** `TF_VAR_billing_secret`, or `"billing" of TF_VAR_app_secrets`. */
export function sourceOf({ variable, key }: InitialSecret): string {
  const name = environmentName(variable);
  return key === undefined ? name : `${JSON.stringify(key)} of ${name}`;
}

/** The JSON object in the value of a variable: nothing where it is not set, undefined where it is something else. */
export function membersOf(variable: string, env: Variables): JsonObject | undefined {
  const text = env[environmentName(variable)] ?? '';
  // A placeholder for the whole, as the value of a variable without keys can be.
  if (text === '' || text.startsWith(PLACEHOLDER_PREFIX)) return {};
  try {
    const value = JSON.parse(text) as unknown;
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The value that the user set for an app; undefined where there is none, or a placeholder. */
export function chosenValue({ variable, key }: InitialSecret, env: Variables): string | undefined {
  const value = key === undefined ? env[environmentName(variable)] : textField(membersOf(variable, env) ?? {}, key);
  return value === undefined || value === '' || value.startsWith(PLACEHOLDER_PREFIX) ? undefined : value;
}

/**
 * Terraform asks for an ephemeral variable at every plan and apply for ever, although only the apply that creates the
 * app uses it: these are the values, as the user set them or placeholders.
 *
 * @param make Makes a value that is not set. @default placeholder
 */
export function fillIn(
  secrets: readonly InitialSecret[],
  env: Variables,
  make: () => string = placeholder,
): Record<string, string> {
  const byVariable = groupBy(secrets, ({ variable }) => variable);
  return Object.fromEntries(
    [...byVariable].map(([variable, its]) => {
      const name = environmentName(variable);
      const keys = its.flatMap(({ key }) => key ?? []);
      return [name, keys.length > 0 ? filledMembers(variable, keys, env, make) : env[name] || make()];
    }),
  );
}

/** The JSON object that the user set, with placeholders for the keys that it lacks. */
function filledMembers(variable: string, keys: readonly string[], env: Variables, make: () => string): string {
  const members = membersOf(variable, env);
  const missing = keys.filter((key) => members !== undefined && (field(members, key) ?? '') === '');
  if (missing.length === 0) return env[environmentName(variable)] ?? '';
  return JSON.stringify({ ...members, ...Object.fromEntries(missing.map((key) => [key, make()])) });
}

/** The secrets that the plan needs for real, since it creates (or replaces) their apps, and that are not set to one. */
export function unset(
  secrets: readonly InitialSecret[],
  created: ReadonlySet<string>,
  env: Variables,
): readonly InitialSecret[] {
  return secrets.filter((secret) => created.has(secret.address) && chosenValue(secret, env) === undefined);
}
