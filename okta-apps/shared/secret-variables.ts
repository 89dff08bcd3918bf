import { looksSecret } from './masker';

/** Words in names of variables whose values are secrets. */
export const SECRET_NAME = /token|secret|passw|passphrase|private_?key|access_?key|credential|conn_?str/i;

/** Values in `env` that look like secrets by the names of their variables. */
export function secretValues(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  return Object.entries(env).flatMap(([name, value]) =>
    value !== undefined && SECRET_NAME.test(name) && looksSecret(value) ? [value] : [],
  );
}
