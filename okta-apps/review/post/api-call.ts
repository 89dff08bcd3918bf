import { headOf, masked } from '../../shared/known-secrets';
import { UserError } from '../../shared/errors';
import { visible } from '../../shared/visible-text';
import { maskerFor } from '../../shared/masker';

const LONGEST = 300;

/** GitHub or GitLab did not do what it was asked to; the message is one sentence, without the token. */
export class ApiError extends UserError {
  override readonly name = 'ApiError';

  constructor(
    message: string,
    /** The token may not do this: the rule in a pull request of a fork. */
    readonly forbidden = false,
  ) {
    super(message);
  }
}

/**
 * What an API said when it refused, for a person.
 *
 * @param said the message of the response; untrusted text.
 */
export function apiError(
  {
    host,
    what,
    status,
    said,
    hint = '',
  }: {
    readonly host: string;
    /** `to list the comments` */
    readonly what: string;
    readonly status: number | undefined;
    readonly said: string;
    readonly hint?: string;
  },
  token: string,
): ApiError {
  const text = headOf(visible(masked(maskerFor([token]).mask(said))), LONGEST);
  const answer = status === undefined ? `${host} did not answer` : `${host} answered ${status}`;
  const end = hint === '' ? '' : `; ${hint}`;
  return new ApiError(
    `${answer} when asked ${what}${text === '' ? '' : `: ${text}`}${end}`,
    status === 401 || status === 403 || status === 404,
  );
}

/** How long a job tries before it gives up. */
export interface Patience {
  /** Tries in all. */
  readonly tries: number;
  /** First wait in milliseconds when the server does not say how long; after an error the further ones are longer. */
  readonly firstMs: number;
  /** Longest wait in milliseconds that a rate limit may ask for; a server that asks for more is not waited for. */
  readonly longestMs: number;
}

export const PATIENCE: Patience = { tries: 5, firstMs: 1_000, longestMs: 60_000 };

/** One request may take as long. */
export const REQUEST_MS = 30_000;

/** Does something with what may be gone. @returns false when it is */
export async function unlessGone(isGone: (error: unknown) => boolean, work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (isGone(error)) return false;
    throw error;
  }
}
