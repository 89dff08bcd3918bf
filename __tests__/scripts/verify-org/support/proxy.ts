import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** One answer on its way back. `body` is undefined when it is empty. */
export interface Passing {
  readonly method: string;
  readonly path: string;
  status: number;
  body: unknown;
}

export interface Proxy {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Stands before an org and changes what it answers.
 *
 * @param change Changes the answer in place; `cut` ends the connection without one, after the org has done its work.
 */
export async function proxyOf(target: string, change: (answer: Passing) => 'cut' | undefined): Promise<Proxy> {
  const server = createServer((request, response) => {
    void (async () => {
      const { method = 'GET', url: path = '/' } = request;
      const sent = await buffer(request);
      const headers = Object.fromEntries(
        ['authorization', 'content-type'].flatMap((name) => {
          const value = request.headers[name];
          return typeof value === 'string' ? [[name, value]] : [];
        }),
      );
      const got = await fetch(target + path, { method, headers, ...(sent.length > 0 && { body: sent }) });
      const text = await got.text();
      const answer = {
        method,
        path,
        status: got.status,
        body: text === '' ? undefined : (JSON.parse(text) as unknown),
      };
      if (change(answer) === 'cut') {
        request.socket.destroy();
        return;
      }
      response.writeHead(answer.status, { 'content-type': 'application/json' });
      response.end(answer.body === undefined ? undefined : JSON.stringify(answer.body));
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}
