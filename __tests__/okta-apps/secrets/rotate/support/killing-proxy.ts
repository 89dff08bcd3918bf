import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { listen } from '../../../../support/cuttable-proxy';

/** A proxy before an org that may do something before a request reaches it, and after it was done. */
export interface KillingProxy {
  readonly url: string;
  close(): Promise<void>;
}

/** What happens to a request, or to its answer: it is passed on, the connection ends, or this is answered in its place. */
export type Turn = 'pass' | 'end here' | { readonly status: number; readonly body: object };

/**
 * Passes requests on.
 *
 * @param at Called with the number of the request and what it is: method, path, and the operation of AWS. What it returns says
 * whether the request is passed on, or its answer.
 */
export async function killingProxy(
  target: string,
  at: (when: 'before' | 'after', count: number, what: string) => Promise<Turn>,
): Promise<KillingProxy> {
  const { hostname, port, host } = new URL(target);
  let count = 0;
  const pass = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const { 'x-amz-target': operation } = incoming.headers;
    const what = [incoming.method, incoming.url, operation].filter((part) => part !== undefined).join(' ');
    count += 1;
    const number = count;
    const body: Buffer[] = [];
    for await (const part of incoming) body.push(part as Buffer);
    const turn = await at('before', number, what);
    if (turn === 'end here') {
      incoming.socket.destroy();
      return;
    }
    if (turn !== 'pass') {
      outgoing.writeHead(turn.status, { 'content-type': 'application/json' }).end(JSON.stringify(turn.body));
      return;
    }
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const { method, url: path, headers } = incoming;
      const forwarded = request({ hostname, port, method, path, headers: { ...headers, host } }, resolve);
      forwarded.on('error', reject).end(Buffer.concat(body));
    });
    const parts: Buffer[] = [];
    for await (const part of answer) parts.push(part as Buffer);
    if ((await at('after', number, what)) === 'end here') {
      incoming.socket.destroy();
      return;
    }
    outgoing.writeHead(answer.statusCode ?? 500, answer.headers).end(Buffer.concat(parts));
  };
  const server = createServer((incoming, outgoing) => {
    pass(incoming, outgoing).catch(() => incoming.socket.destroy());
  });
  return {
    url: `http://127.0.0.1:${await listen(server, 0)}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}
