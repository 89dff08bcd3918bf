import { Token } from 'cdktf';
import { isClientSecret } from '../client-secret';

const DEEPEST = 100;
const SPREAD = Symbol('a list that only Terraform knows, spread into another; join them with Fn.concat');

/**
 * A copy of what a prop holds, as plain data with its tokens, so that nothing later can stumble over it or change it.
 *
 * What is no data becomes a symbol that says what it was, such as `an object that contains itself`: no prop may be a
 * symbol, so a rule refuses it in those words. Never throws.
 *
 * @param above The objects that hold the value, the outermost first.
 */
export function plainData(value: unknown, above: readonly object[] = []): unknown {
  if (typeof value === 'function' || typeof value === 'symbol' || typeof value === 'bigint') {
    return Symbol(`a ${typeof value}`);
  }
  if (typeof value !== 'object' || value === null || isClientSecret(value)) return value;
  if (above.includes(value)) return Symbol('an object that contains itself');
  if (above.length > DEEPEST) return Symbol('an object that is too deep');
  try {
    return Token.isUnresolved(value) ? value : copied(value, [...above, value]);
  } catch {
    return Symbol('an object that cannot be read');
  }
}

function copied(value: object, above: readonly object[]): unknown {
  if (Array.isArray(value))
    return Array.from(value, (element) => (isSpreadToken(element) ? SPREAD : plainData(element, above)));
  const keys = Object.keys(value);
  // An object of a class, such as a date, holds its data elsewhere; one that holds others is no data at all.
  if (isOfClass(value) && (keys.length === 0 || above.filter(isOfClass).length > 1)) {
    return Symbol('an object of a class');
  }
  const members = keys.map((key) => [key, member(value, key, above)] as const);
  return Object.fromEntries(members.filter(([, inner]) => inner !== undefined));
}

function member(holder: object, key: string, above: readonly object[]): unknown {
  let value: unknown;
  try {
    value = (holder as Record<string, unknown>)[key];
  } catch {
    return Symbol('a value that throws when it is read');
  }
  return plainData(value, above);
}

/** `[...token]` of a list token gives a text that CDKTF understands alone in its list only. */
function isSpreadToken(element: unknown): boolean {
  return typeof element === 'string' && element.startsWith('#{TfToken[');
}

/** Also true of what comes from another realm, where `Object.prototype` is another one. */
function isOfClass(value: object): boolean {
  if (Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype !== null && Object.getPrototypeOf(prototype) !== null;
}
