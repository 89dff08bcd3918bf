/** The response types that each grant needs (RFC 6749, OpenID Connect Core 3). */
const RESPONSES_OF: ReadonlyMap<unknown, readonly string[]> = new Map([
  ['authorization_code', ['code']],
  ['implicit', ['id_token', 'token']],
]);

/** The response types that an app of these grants needs. */
export function responseTypesOf(grants: readonly unknown[]): readonly string[] {
  const needed = grants.flatMap((grant) => RESPONSES_OF.get(grant) ?? []);
  return needed.length > 0 ? [...new Set(needed)] : ['code'];
}
