import { isObject } from '../../shared/json';
import { UserError } from '../../shared/errors';
import type { Answer } from './call';

/**
 * What Okta answers when it refuses: `{errorCode, errorSummary, errorLink, errorId, errorCauses}`.
 * Codes and texts as Okta documents them; where a rule is documented but its wording is not, the wording is ours.
 */

/** Status and summary of each error code that the org uses. `{0}` is filled in. */
const CODES = {
  E0000001: [400, 'Api validation failed: {0}'],
  E0000003: [400, 'The request body was not well-formed.'],
  E0000005: [403, 'Invalid session'],
  E0000006: [403, 'You do not have permission to perform the requested action'],
  E0000007: [404, 'Not found: {0}'],
  E0000008: [404, 'The requested path was not found'],
  E0000009: [500, 'Internal Server Error'],
  E0000011: [401, 'Invalid token provided'],
  E0000021: [400, 'Bad request.  Accept and/or Content-Type headers likely do not match supported values.'],
  E0000022: [405, 'The endpoint does not support the provided HTTP method'],
  E0000028: [400, 'The request is missing a required parameter.'],
  E0000031: [400, 'Invalid search criteria.'],
  E0000047: [429, 'API call exceeded rate limit due to too many requests.'],
  E0000056: [403, 'Delete application forbidden.'],
  E0000078: [403, 'Cannot modify the {0} attribute because it is immutable.'],
} as const;

/** An error code of Okta's that the org knows. */
export type ErrorCode = keyof typeof CODES;

/** A refusal in Okta's error envelope. Thrown by handlers, turned into an answer at one place. */
export class OktaError extends Error {
  override readonly name = 'OktaError';
  readonly status: number;

  constructor(
    readonly code: ErrorCode,
    about = '',
    readonly causes: readonly string[] = [],
    status?: number,
  ) {
    const [usual, summary] = CODES[code];
    super(summary.replace('{0}', () => about));
    this.status = status ?? usual;
  }
}

/** A refusal outside the envelope, as OAuth endpoints and missing scopes have it. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(readonly answer: Answer) {
    super(`status ${answer.status}`);
  }
}

/** 400 for one field of a body. The cause names the field itself where Okta does. */
export function invalid(field: string, cause: string): OktaError {
  return new OktaError('E0000001', field, [cause]);
}

/** 400 for a body that is not JSON, not an object, or holds a value of the wrong type. */
export function malformed(): OktaError {
  return new OktaError('E0000003');
}

/** 404 for a resource. `type` is Okta's own name of the resource, such as `AppInstance`. */
export function notFound(id: string, type: string): OktaError {
  return new OktaError('E0000007', `Resource not found: ${id} (${type})`);
}

/** 400 for a field that has to be there. */
export function blank(field: string): OktaError {
  return invalid(field, `${field}: The field cannot be left blank`);
}

/** 400 for a value that its field does not have. The field is named as Okta's own code names it. */
export function badValue(field: string): OktaError {
  return invalid(field, `${field}: The field has an invalid value`);
}

/** 400 for a text above its limit. */
export function tooLong(field: string): OktaError {
  return invalid(field, `${field}: The field is too long`);
}

/** 400 for a value that only one object of the org may have. */
export function alreadyExists(field: string): OktaError {
  return invalid(field, `${field}: An object with this field already exists in the current organization`);
}

/** 403 for a credential that may not do this. */
export function forbidden(...causes: string[]): OktaError {
  return new OktaError('E0000006', '', causes);
}

/** The envelope of an error. `errorId` names this one occurrence. */
export function envelope(error: OktaError, errorId: string): Record<string, unknown> {
  return {
    errorCode: error.code,
    errorSummary: error.message,
    errorLink: error.code,
    errorId,
    errorCauses: error.causes.map((errorSummary) => ({ errorSummary })),
  };
}

/** The org cannot start or cannot keep its folder: the message is one line for the person who started it. */
export class OrgError extends UserError {
  override readonly name = 'OrgError';

  /** @param holder the process that has what this one wants, and gives it back when it ends. */
  constructor(
    message: string,
    readonly holder?: number,
  ) {
    super(message);
  }
}

/** The code of a system's or library's error, such as `EEXIST`. */
export function codeOf(error: unknown): unknown {
  return isObject(error) ? error['code'] : undefined;
}

/** What an error says. */
export function reason(error: unknown): string {
  return isObject(error) && typeof error['message'] === 'string' ? error['message'] : String(error);
}
