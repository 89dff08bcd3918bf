import { lookup } from 'node:dns/promises';
import http from 'node:http';
import https from 'node:https';
import { parseUri } from './uri';
import { isLoopbackAddress, isPublicAddress } from './public-address';

/** The most that is read, in bytes, and the longest that is waited, in milliseconds. */
const MOST = 64 * 1024;
const LONGEST = 2000;
/** The longest that a request waits for an answer on the terminal. */
const LONGEST_QUESTION = 60_000;

/** Whether keys may be read from an address that is not on this machine. It is asked before the first request. */
export type MayFetchKeys = (address: string) => Promise<boolean>;

/** How a name is resolved, and whom a server's certificate may be signed by; tests put their own in their place. */
export interface KeySources {
  /** @default no address that is not on this machine */
  readonly may?: MayFetchKeys;
  readonly resolve?: (host: string) => Promise<readonly string[]>;
  readonly ca?: string;
}

/** Keys that are not read. The message is the reason, as the end of a sentence. */
export class KeysNotRead extends Error {}

/**
 * Makes the function that reads the keys of an app at its `jwks_uri`: on this machine, or over `https` where that is
 * allowed. The author of an app may name any address, and this machine may reach more than the author does. So the name
 * is resolved once, every address must be public, and the connection goes to one that was looked at.
 */
export function keyFetcher({ may, resolve = addressesOf, ca }: KeySources = {}) {
  return async (given: string | URL | Request): Promise<Response> => {
    const url = new URL(given instanceof Request ? given.url : given);
    const { isLoopback } = parseUri(url.href);
    const refuse = (why: string) => new KeysNotRead(why);
    if (!isLoopback && url.protocol !== 'https:') throw refuse('the address must be https, or on this machine');
    if (!isLoopback && may === undefined) throw refuse('this org reads keys of this machine only');
    if (!isLoopback && !(await answered(may, url.href))) throw refuse('it was not allowed on the terminal');
    const signal = AbortSignal.timeout(LONGEST);
    const addresses = await within(signal, resolve(url.hostname.replace(/^\[|\]$/g, '')));
    const isFit = isLoopback ? isLoopbackAddress : isPublicAddress;
    const stranger = addresses.find((address) => !isFit(address));
    if (addresses.length === 0) throw refuse('the name has no address');
    if (stranger !== undefined)
      throw refuse(
        `the name leads to ${stranger}, which is ${isLoopback ? 'not this machine' : 'not a public address'}`,
      );
    const { status, type, bytes } = await readFromOne(url, addresses, { signal, ...(ca !== undefined && { ca }) });
    if (status >= 300 && status < 400) throw refuse('the address redirects, which is not followed');
    return new Response(new Uint8Array(bytes), { status, headers: { 'content-type': type } });
  };
}

/** Whether it was allowed in time. An answer that comes later counts for the next request. */
async function answered(may: MayFetchKeys | undefined, address: string): Promise<boolean> {
  const late = AbortSignal.timeout(LONGEST_QUESTION);
  return await within(late, may?.(address) ?? Promise.resolve(false)).catch(() => false);
}

async function addressesOf(host: string): Promise<readonly string[]> {
  return (await lookup(host, { all: true })).map(({ address }) => address);
}

async function within<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const late = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => {
      reject(signal.reason as Error);
    });
  });
  return await Promise.race([work, late]);
}

interface Read {
  readonly status: number;
  readonly type: string;
  readonly bytes: Buffer;
}

type ReadOptions = { readonly signal: AbortSignal; readonly ca?: string };

/** Reads from the first address at which something listens: `localhost` has two, and a server often uses one of them. */
async function readFromOne(url: URL, addresses: readonly string[], options: ReadOptions): Promise<Read> {
  for (const [at, address] of addresses.entries()) {
    try {
      return await read(url, address, options);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ECONNREFUSED' || at === addresses.length - 1) throw error;
    }
  }
  throw new Error(`No address of ${url.host} was tried`);
}

/** Reads from one address, whatever the name means by now; the certificate must be that of the name. */
async function read(url: URL, address: string, options: ReadOptions): Promise<Read> {
  const family = address.includes(':') ? 6 : 4;
  const answer = await new Promise<http.IncomingMessage>((resolve, reject) => {
    const found: typeof options & http.RequestOptions = {
      ...options,
      agent: false,
      headers: { accept: 'application/json' },
      lookup: (_host, { all = false }, done) => {
        if (all) done(null, [{ address, family }]);
        else done(null, address, family);
      },
    };
    (url.protocol === 'https:' ? https : http).get(url, found, resolve).on('error', reject);
  });
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST) throw new KeysNotRead(`they are more than ${MOST} bytes`);
    chunks.push(chunk);
  }
  return { status: answer.statusCode ?? 0, type: answer.headers['content-type'] ?? '', bytes: Buffer.concat(chunks) };
}
