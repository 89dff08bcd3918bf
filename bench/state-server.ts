import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Terraform's `http` backend in memory: one state per path, without locking. */
export interface StateServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts a state server on a free port of this machine. */
export async function startStateServer(): Promise<StateServer> {
  const states = new Map<string, string>();
  const server: Server = createServer((request, response) => {
    const path = request.url ?? '/';
    if (request.method === 'GET') {
      const state = states.get(path);
      response.writeHead(state === undefined ? 404 : 200).end(state);
      return;
    }
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      states.set(path.split('?')[0] ?? path, Buffer.concat(parts).toString());
      response.writeHead(200).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      }),
  };
}
