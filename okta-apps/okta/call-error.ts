import { headOf, masked } from '../shared/known-secrets';
import { UserError } from '../shared/errors';

/**
 * Why a call to an org did not give what it was made for:
 * `answer`: the org answered with an error; `unreachable`: no answer in time; `unusable`: it was not even asked.
 */
export type CallErrorKind = 'answer' | 'unreachable' | 'unusable';

/** A call that failed, in one line that holds no secret: Okta's code and summary, never a whole body. */
export class CallError extends UserError {
  override readonly name = 'CallError';
  /** Of the answer. */
  readonly status: number | undefined;
  /** `E0000011`, or OAuth's `invalid_client`. */
  readonly code: string | undefined;

  constructor(
    readonly kind: CallErrorKind,
    message: string,
    { status, code }: { readonly status?: number; readonly code?: string } = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
  }

  /** The org does not know the credential. */
  get isRejection(): boolean {
    return this.status === 401 || this.code === 'invalid_client' || this.code === 'invalid_dpop_proof';
  }
}

const LONGEST = 200;

/** Texts of a server on one line, short, and without anything that a terminal would act on. */
function shown(text: string): string {
  const line = masked(text)
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim();
  return line.length > LONGEST ? `${headOf(line, LONGEST)}…` : line;
}

interface Answered {
  readonly status: number;
  /** The parsed body; anything else when it is no JSON. */
  readonly body: unknown;
  /** The `WWW-Authenticate` header. */
  readonly challenge?: string | null;
}

/** An answer that is an error: Okta's envelope, OAuth's, or none and a `WWW-Authenticate` (a missing scope). */
export function answerError({ status, body, challenge }: Answered): CallError {
  const fields = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  const text = (name: string) => (typeof fields[name] === 'string' ? shown(fields[name]) : undefined);
  const challenged = (name: string) => {
    const value = new RegExp(`\\b${name}="([^"]*)"`).exec(challenge ?? '')?.[1];
    return value === undefined ? undefined : shown(value);
  };
  const code = text('errorCode') ?? text('error') ?? challenged('error');
  const summary = text('errorSummary') ?? text('error_description') ?? challenged('error_description');
  const words = [[status, code].filter((word) => word !== undefined).join(' '), summary];
  return new CallError('answer', words.filter(Boolean).join(': '), { status, ...(code !== undefined && { code }) });
}

/** The errors of the SDK and of its HTTP client, as one of ours. */
export function asCallError(error: unknown, timeoutMs: number): CallError {
  if (error instanceof CallError) return error;
  const { status, code, type, headers, errorCode, errorSummary, message } = error as {
    readonly status?: unknown;
    readonly code?: unknown;
    readonly type?: unknown;
    readonly headers?: { get(name: string): string | null };
    readonly errorCode?: unknown;
    readonly errorSummary?: unknown;
    readonly message?: unknown;
  };
  if (typeof status === 'number') {
    return answerError({
      status,
      body: { errorCode, errorSummary },
      challenge: headers?.get('www-authenticate') ?? null,
    });
  }
  const seconds = `${timeoutMs / 1000} s`;
  if (typeof message === 'string' && message.startsWith('HTTP 429 retry delay'))
    return new CallError('answer', `429: its rate limit is used up for more than ${seconds}`, { status: 429 });
  if (type === 'request-timeout' || type === 'body-timeout')
    return new CallError('unreachable', `no answer within ${seconds}`);
  if (type === 'no-redirect') return new CallError('unreachable', 'it redirects to another address');
  if (typeof code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(code)) return new CallError('unreachable', code);
  // A body that is not JSON: its text may be in the message.
  return new CallError('unreachable', 'its answer is not one of Okta');
}
