import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { Answer } from '../call';
import type { SignInRequest } from './request';

type Handler = (req: IncomingMessage, res: ServerResponse) => unknown;

/**
 * Gives a request to a handler of `node:http` and takes its answer, without a connection: the request was read before, and
 * others look at the answer before it is sent. The headers that belong to a connection are left out on both ways.
 *
 * @throws what the handler throws
 */
export async function handledBy(handle: Handler, { method, url, headers, body }: SignInRequest): Promise<Answer> {
  const req = new IncomingMessage(new Socket());
  const { 'transfer-encoding': _encoding, connection: _connection, ...given } = headers;
  const length = body.length > 0 ? { 'content-length': String(body.length) } : {};
  const { 'content-length': _length, ...rest } = given;
  Object.assign(req, { method, url, headers: { ...rest, ...length }, httpVersion: '1.1', complete: true });
  if (body.length > 0) req.push(body);
  req.push(null);
  const res = new ServerResponse(req);
  const chunks: Buffer[] = [];
  const take = (chunk: unknown) => {
    if (typeof chunk === 'string' || chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
  };
  return await new Promise((resolve, reject) => {
    Object.assign(res, {
      // `node:http` would write them at once, and `getHeaders` would not know them.
      writeHead: (status: number, more: Readonly<Record<string, string>> = {}) => {
        res.statusCode = status;
        for (const [name, value] of Object.entries(more)) res.setHeader(name, value);
        return res;
      },
      write: (chunk: unknown) => {
        take(chunk);
        return true;
      },
      end: (chunk?: unknown) => {
        take(chunk);
        Object.assign(res, { finished: true });
        resolve({ status: res.statusCode, headers: sentHeaders(res), bytes: Buffer.concat(chunks) });
        return res;
      },
    });
    Promise.resolve()
      .then(() => handle(req, res))
      .catch(reject);
  });
}

function sentHeaders(res: ServerResponse): Record<string, string | string[]> {
  const {
    connection: _connection,
    'content-length': _length,
    'transfer-encoding': _encoding,
    ...sent
  } = res.getHeaders();
  const texts = Object.entries(sent).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, typeof value === 'number' ? String(value) : value] as const],
  );
  return Object.fromEntries(texts);
}
