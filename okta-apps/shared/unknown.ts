/**
 * Stands for a value that only Terraform will know (a CDKTF token). `constructs/` puts it in place of every
 * unresolved value before a rule sees it; rules have nothing to say about it.
 */
export const UNKNOWN: unique symbol = Symbol.for('okta-oidc-cdktf.unknown');
/** The type of the marker. */
export type Unknown = typeof UNKNOWN;

/** A value that is written in the code, or one that only Terraform will know. */
export type Known<T> = T | Unknown;

/** True for the marker itself; a list or object may still hold it. */
export function isUnknown(value: unknown): value is Unknown {
  return value === UNKNOWN;
}
