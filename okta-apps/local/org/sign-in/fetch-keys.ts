import { parseUri } from '../../../shared/uri';

/** The most that is read, in bytes, and the longest that is waited, in milliseconds. */
const MOST = 64 * 1024;
const LONGEST = 2000;

/**
 * Reads a `jwks_uri` of this machine, and no other: the author of an app could name an address on the network that only
 * this machine reaches.
 * @throws Error when the address is not of this machine, redirects, is too slow or too large
 */
export async function fetchKeys(url: string | URL | Request, options: RequestInit = {}): Promise<Response> {
  const address = url instanceof Request ? url.url : String(url);
  if (!parseUri(address).isLoopback)
    throw new Error(`The local org reads keys of this machine only, not ${address}: give the app its keys in jwks`);
  // The dispatcher that oidc-provider gives refuses loopback, which is all that may be asked here.
  const { headers = {} } = options;
  const answer = await fetch(address, { headers, redirect: 'error', signal: AbortSignal.timeout(LONGEST) });
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (answer.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > MOST) throw new Error(`The keys at ${address} are more than ${MOST} bytes`);
    chunks.push(chunk);
  }
  return new Response(Buffer.concat(chunks), { status: answer.status, headers: answer.headers });
}
