import { Fn, propertyAccess, Token } from 'cdktf';

/** Stands for a member that has no default: Terraform leaves an attribute out that is null, which CDKTF cannot write. */
export const LEFT_OUT = Symbol('null');

/**
 * An object that only Terraform knows, as an object whose members only Terraform knows, so that each becomes an
 * attribute of its own. A member may have its name as in the props or, as CDKTF writes the values of variables and as
 * Terraform has it, with underscores; one that is not there has its default. Anything else is left alone.
 */
export function opened<T>(value: T, defaults: Readonly<Record<string, unknown>>): T {
  if (!Token.isUnresolved(value)) return value;
  const members = Object.entries(defaults).map(([name, otherwise]) => {
    const names = [...new Set([name, name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)])];
    const last: unknown = otherwise === LEFT_OUT ? Fn.one([]) : otherwise;
    return [name, Fn.try([...names.map((its) => propertyAccess(value, [its])), last]) as unknown];
  });
  return Object.fromEntries(members) as T;
}
