/**
 * What every copy of this package in the process shares. A workspace can hold two, one of which makes a stack and the
 * other synthesizes it: what one has checked must be checked for both, and reported once.
 *
 * @param name Of the state, unique in this package.
 */
export function betweenCopies<T>(name: string, create: () => T): T {
  const key = Symbol.for(`okta-oidc-cdktf.${name}`);
  const all = globalThis as unknown as Record<symbol, T | undefined>;
  return (all[key] ??= create());
}
