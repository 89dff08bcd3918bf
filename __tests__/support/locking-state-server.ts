import { createServer, type IncomingMessage } from 'node:http';
import { listen } from './cuttable-proxy';

/** A server for Terraform's `http` backend, with locks. */
export interface LockingStateServer {
  readonly port: number;
  /** Called before each lock is tried, which waits for it; `operation` is Terraform's word. */
  beforeLock: (operation: string) => Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts it on a free port of this machine: one state and one lock per path, in memory. As the backend's page says, a
 * lock that is taken is answered with 423 and the text of the one that holds it, and no other client may write then.
 */
export async function lockingStateServer(): Promise<LockingStateServer> {
  const states = new Map<string, string>();
  const locks = new Map<string, string>();

  const answer = (method: string, url: URL, body: string): { status: number; text?: string | undefined } => {
    const path = url.pathname;
    const held = locks.get(path);
    switch (method) {
      case 'GET':
        return states.has(path) ? { status: 200, text: states.get(path) } : { status: 404 };
      case 'LOCK':
        if (held !== undefined) return { status: 423, text: held };
        locks.set(path, body);
        return { status: 200 };
      case 'UNLOCK':
        // `force-unlock` sends the id alone, in no form that says so; it is meant to end any lock.
        if (held !== undefined && body !== '' && idOf(body) !== idOf(held)) return { status: 409, text: held };
        locks.delete(path);
        return { status: 200 };
      case 'POST':
        if (held !== undefined && url.searchParams.get('ID') !== idOf(held)) return { status: 409, text: held };
        states.set(path, body);
        return { status: 200 };
      default:
        return { status: 405 };
    }
  };

  const locking: Pick<LockingStateServer, 'beforeLock'> = { beforeLock: () => Promise.resolve() };
  const server = createServer((request, response) => {
    void textOf(request).then(async (body) => {
      if (request.method === 'LOCK') await locking.beforeLock((JSON.parse(body) as { Operation: string }).Operation);
      const { status, text } = answer(request.method ?? '', new URL(request.url ?? '/', 'http://localhost'), body);
      response.writeHead(status).end(text);
    });
  });
  const port = await listen(server, 0);
  return Object.assign(locking, {
    port,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}

function idOf(lock: string): string {
  return (JSON.parse(lock) as { ID: string }).ID;
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}
