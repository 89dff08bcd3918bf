import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** The way to a server on this machine, which a test can cut and restore. */
export interface CuttableProxy {
  /** On 127.0.0.1; the same after a cut. */
  readonly port: number;
  /** Ends all connections, and refuses new ones. */
  cut(): Promise<void>;
  restore(): Promise<void>;
  close(): Promise<void>;
}

/** Passes connections on to `target`, a port of this machine. */
export async function cuttableProxy(target: number): Promise<CuttableProxy> {
  const sockets = new Set<Socket>();
  const server = createServer((incoming) => {
    const outgoing = connect(target, '127.0.0.1');
    for (const socket of [incoming, outgoing]) {
      sockets.add(socket);
      socket
        .on('error', () => undefined)
        .on('close', () => {
          sockets.delete(socket);
          incoming.destroy();
          outgoing.destroy();
        });
    }
    incoming.pipe(outgoing).pipe(incoming);
  });
  const port = await listen(server, 0);
  const cut = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    if (!server.listening) return;
    await new Promise((resolve) => server.close(resolve));
  };
  return {
    port,
    cut,
    restore: async () => {
      await listen(server, port);
    },
    close: cut,
  };
}

/** Listens on loopback. @returns the port */
export async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return (server.address() as AddressInfo).port;
}

/** A port of this machine that nothing listens on, for programs that cannot choose one. */
export async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server, 0);
  await new Promise((resolve) => server.close(resolve));
  return port;
}
