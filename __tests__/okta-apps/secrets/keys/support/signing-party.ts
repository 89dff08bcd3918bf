import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';

/** A key pair of a relying party. */
export interface KeyPair {
  readonly kid: string;
  readonly publicJwk: JWK;
  readonly privateJwk: JWK;
  readonly privateKey: CryptoKey;
}

export async function keyPair(kid: string, alg: 'RS256' | 'ES256' = 'RS256'): Promise<KeyPair> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  const [publicJwk, privateJwk] = await Promise.all([exportJWK(publicKey), exportJWK(privateKey)]);
  return { kid, publicJwk: { ...publicJwk, kid }, privateJwk: { ...privateJwk, kid }, privateKey };
}

/** An assertion, with the claims and the header that a test changes. */
export async function assertion(
  pair: KeyPair,
  { clientId, audience }: { readonly clientId: string; readonly audience: string },
  { header = {}, claims = {} }: { readonly header?: object; readonly claims?: Record<string, unknown> } = {},
): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const alg = pair.publicJwk.kty === 'EC' ? 'ES256' : 'RS256';
  const own = { iss: clientId, sub: clientId, aud: audience, iat: now, exp: now + 60, jti: crypto.randomUUID() };
  return await new SignJWT({ ...own, ...claims })
    .setProtectedHeader({ alg, kid: pair.kid, ...header })
    .sign(pair.privateKey);
}

/** The address at which a relying party publishes its keys. */
export interface KeyServer {
  readonly url: string;
  /** Answers this from now on. */
  serve(body: unknown, status?: number): void;
  /** How often it was asked. */
  readonly count: () => number;
  close(): Promise<void>;
}

export async function keyServer(body: unknown): Promise<KeyServer> {
  let [answer, status, count] = [JSON.stringify(body), 200, 0];
  const server: Server = createServer((_request, response) => {
    count += 1;
    response.writeHead(status, { 'content-type': 'application/json' }).end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`,
    serve: (next, code = 200) => {
      [answer, status] = [typeof next === 'string' ? next : JSON.stringify(next), code];
    },
    count: () => count,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}

/**
 * Writes the guide's command for `--prove-with`, which signs with the key of a file that only the relying party has.
 *
 * @returns The command.
 */
export function signCommand(folder: string, { privateJwk }: KeyPair, name = 'signer'): string {
  const own = join(folder, name);
  mkdirSync(own, { recursive: true });
  writeFileSync(join(own, 'key.json'), JSON.stringify(privateJwk), { mode: 0o600 });
  const program = `#!${process.execPath}
const { readFileSync } = require('node:fs');
const { createPrivateKey, createSign, randomUUID } = require('node:crypto');
const { clientId, audience } = JSON.parse(readFileSync(0, 'utf8'));
const jwk = JSON.parse(readFileSync(__dirname + '/key.json', 'utf8'));
const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const now = Math.floor(Date.now() / 1000);
const claims = { iss: clientId, sub: clientId, aud: audience, iat: now, exp: now + 60, jti: randomUUID() };
const head = part({ alg: jwk.kty === 'EC' ? 'ES256' : 'RS256', kid: jwk.kid }) + '.' + part(claims);
const key = createPrivateKey({ key: jwk, format: 'jwk' });
const signature = createSign('sha256').update(head).sign({ key, dsaEncoding: 'ieee-p1363' }, 'base64url');
console.log(head + '.' + signature);
`;
  const file = join(own, 'sign.cjs');
  writeFileSync(file, program);
  chmodSync(file, 0o755);
  return file;
}
