import { request, type Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** An answer. */
export interface Answer {
  readonly status: number;
  /** As Go prints it: `404 Not Found`. */
  readonly statusLine: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** A request to a URL; `body` goes with the content type given in `headers`. */
export interface Outgoing {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** How requests are sent: over which connections, until when, and how often again after a 429. */
export interface Sending {
  readonly agent: Agent;
  readonly signal: AbortSignal;
  readonly maxRetries: number;
  readonly maxWaitSeconds: number;
}

const TOO_MANY_REQUESTS = 429;
/** An org on this machine that says nothing for so long says nothing any more. */
const SILENCE_MS = 60_000;

/**
 * Sends a request, again after a 429 once its `X-Rate-Limit-Reset` is past (plus one second), as Okta's SDK does. An
 * answer without that header or without a date is not tried again. Redirects are not followed.
 * @throws Error no answer
 */
export async function send(outgoing: Outgoing, sending: Sending): Promise<Answer> {
  for (let attempt = 0; ; attempt += 1) {
    const answer = await sendOnce(outgoing, sending);
    const wait = answer.status === TOO_MANY_REQUESTS ? secondsToReset(answer) : undefined;
    if (wait === undefined || attempt >= sending.maxRetries) return answer;
    await sleep(Math.min(wait, sending.maxWaitSeconds) * 1000, undefined, { signal: sending.signal });
  }
}

function secondsToReset({ headers }: Answer): number | undefined {
  const reset = Number(headers['x-rate-limit-reset'] ?? Number.NaN);
  const date = Date.parse(String(headers['date'] ?? ''));
  if (Number.isNaN(reset) || Number.isNaN(date)) return undefined;
  return Math.max(reset - Math.floor(date / 1000), 0) + 1;
}

function sendOnce({ method, url, headers, body }: Outgoing, { agent, signal }: Sending): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const outgoing = request(url, { method, agent, signal, timeout: SILENCE_MS, headers: { ...headers, ...length } });
    outgoing.on('timeout', () => outgoing.destroy(new Error(`no answer within ${SILENCE_MS / 1000} s`)));
    outgoing.on('error', reject);
    outgoing.on('response', (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () => {
        const status = incoming.statusCode ?? 0;
        resolve({
          status,
          statusLine: `${status} ${incoming.statusMessage ?? ''}`.trim(),
          headers: incoming.headers,
          body: Buffer.concat(chunks).toString('utf8'),
        });
      });
    });
    outgoing.end(body);
  });
}
