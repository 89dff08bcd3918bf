import { isObject, list } from '../../shared/json';
import { headOf } from '../../shared/known-secrets';
import { jsonOf } from '../../shared/read-file';
import { LONGEST_TEXT, SinkError, type SinkErrorKind } from './sink';

/** What Vault answers. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** @throws SinkError without an answer. */
export async function ask(url: string, request: RequestInit, place: string, timeoutMs: number): Promise<Answer> {
  try {
    // A redirect would take the token to another server.
    const answer = await fetch(url, { ...request, redirect: 'error', signal: AbortSignal.timeout(timeoutMs) });
    return { status: answer.status, body: jsonOf(await answer.text()) };
  } catch (error) {
    const why =
      (error as Error).name === 'TimeoutError' ? `no answer within ${timeoutMs / 1000} s` : 'it cannot be reached';
    throw new SinkError('unreachable', `${place}: ${why}`);
  }
}

export function refusal({ status, body }: Answer, place: string): SinkError {
  const said = list(isObject(body) ? body['errors'] : undefined).filter((one) => typeof one === 'string');
  const isConflict = status === 400 && said.some((text) => text.includes('check-and-set'));
  const kind: SinkErrorKind = isConflict ? 'conflict' : (KINDS[status] ?? (status >= 500 ? 'unreachable' : 'refused'));
  const text = said.length === 0 ? '' : `: ${headOf(said.join(', '), LONGEST_TEXT)}`;
  return new SinkError(kind, `${place}: Vault answered ${status}${text}`);
}

/** 412 and 472 and 473 are of clusters that must be asked again; 503 is a sealed server. */
const KINDS: Readonly<Record<number, SinkErrorKind>> = {
  403: 'denied',
  429: 'busy',
  412: 'busy',
  472: 'busy',
  473: 'busy',
  503: 'busy',
};

/** A path within an address. */
export function encoded(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
