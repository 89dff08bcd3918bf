import type { Agent, IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { text } from 'node:stream/consumers';

/** What a library asks `fetch` for. */
export interface FetchRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: URLSearchParams | string | null;
  readonly signal?: AbortSignal;
}

/** A `fetch` over https through an agent, such as that of a proxy: Node's own takes none. It follows no redirect. */
export function fetchThrough(agent: Agent) {
  return async (url: string, { body, signal, ...options }: FetchRequest): Promise<Response> => {
    try {
      const answer = await new Promise<IncomingMessage>((resolve, reject) => {
        request(url, { ...options, agent, signal }, resolve)
          .on('error', reject)
          .end(body?.toString());
      });
      const { statusCode: status = 0, headers } = answer;
      return new Response(await text(answer), { status, headers: { 'content-type': headers['content-type'] ?? '' } });
    } catch (error) {
      // As `fetch` does it: why it was given up, such as a timeout.
      signal?.throwIfAborted();
      throw error;
    }
  };
}
