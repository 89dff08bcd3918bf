import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { listen } from './cuttable-proxy';

/** A proxy that ends TLS for one name, as that of a company does, and leads it to a server of this machine. */
export interface TlsProxy {
  /** For `HTTPS_PROXY`. */
  readonly url: string;
  /** File of the certificate that a client has to trust. */
  readonly certificate: string;
  /** Names that were asked for, each with its port. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

/**
 * Starts it on loopback; every other name is refused.
 *
 * @param folder Where key and certificate are written, with the program openssl.
 * @param host The name that is led to `target`, an address such as `http://127.0.0.1:1234`.
 * @param now The clock of that server, for the header `Date`. @default - what it says itself
 */
export async function tlsProxy(folder: string, host: string, target: string, now?: () => Date): Promise<TlsProxy> {
  const [key, certificate] = ['proxy.key', 'proxy.pem'].map((name) => join(folder, name)) as [string, string];
  const subject = ['-subj', '/CN=okta-apps test', '-addext', `subjectAltName=DNS:${host}`];
  const files = ['-keyout', key, '-out', certificate];
  const args = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...subject, ...files];
  execFileSync('openssl', args, { stdio: 'pipe' });
  const inside = createTlsServer({ key: readFileSync(key), cert: readFileSync(certificate) }, (incoming, answer) => {
    const { host: _host, ...headers } = incoming.headers;
    const url = new URL(incoming.url ?? '/', target);
    const outgoing = request(url, { method: incoming.method, headers }, (response) => {
      const date = now && { date: now().toUTCString() };
      answer.writeHead(response.statusCode ?? 502, { ...response.headers, ...date });
      response.pipe(answer);
    });
    outgoing.on('error', () => answer.destroy());
    incoming.pipe(outgoing);
  });
  const asked: string[] = [];
  const sockets = new Set<Duplex>();
  const outside = createServer().on('connect', ({ url = '' }, socket, head) => {
    asked.push(url);
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    if (url !== `${host}:443`) {
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      return;
    }
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    socket.unshift(head);
    inside.emit('connection', socket);
  });
  const port = await listen(outside, 0);
  return {
    url: `http://127.0.0.1:${port}`,
    certificate,
    asked,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      outside.closeAllConnections();
      await new Promise((resolve) => outside.close(resolve));
    },
  };
}
