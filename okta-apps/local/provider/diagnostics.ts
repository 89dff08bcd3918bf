import { isNativeError } from 'node:util/types';
import type { WireDiagnostic } from './protocol/values';
import type { Path } from './schema';

/** What the endpoint calls itself in every diagnostic and log line. */
export const LOCAL_PROVIDER = 'local provider in place of okta/okta 6.12.0';

/** Something that the person who runs Terraform should read. */
export interface Diagnostic {
  readonly severity: 'error' | 'warning';
  readonly summary: string;
  readonly detail?: string;
  readonly path?: Path;
}

const SEVERITIES = { error: 1, warning: 2 };

/** A failure of the provider: the message is okta/okta's own, the detail what Okta said, which okta/okta hides. */
export class ProviderError extends Error {
  override readonly name = 'ProviderError';
  constructor(
    message: string,
    readonly detail = '',
  ) {
    super(message);
  }
}

/** The diagnostic of a failure, whatever was thrown. */
export function toDiagnostic(thrown: unknown): Diagnostic {
  if (thrown instanceof ProviderError) return { severity: 'error', summary: thrown.message, detail: thrown.detail };
  const stack = isNativeError(thrown) ? (thrown.stack ?? thrown.message) : String(thrown);
  return {
    severity: 'error',
    summary: `the ${LOCAL_PROVIDER} failed: this is an error in it, not in Okta`,
    detail: stack,
  };
}

/** The form of the protocol. Every detail says who speaks. */
export function toWire({ severity, summary, detail, path }: Diagnostic): WireDiagnostic {
  const who = `(${LOCAL_PROVIDER})`;
  const text = detail === undefined || detail === '' ? who : `${detail}\n${who}`;
  const wire = { severity: SEVERITIES[severity], summary, detail: text };
  if (path === undefined) return wire;
  const steps = path.map((step) => (typeof step === 'number' ? { element_key_int: step } : { attribute_name: step }));
  return { ...wire, attribute: { steps } };
}
