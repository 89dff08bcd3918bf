import { UserError } from '../../shared/errors';
import { unwrap, type Secret } from '../../shared/secret';
import { keysText, type PublicKey } from './public-keys';

/** Whom an assertion is of, and for which endpoint. */
export interface AssertionFor {
  readonly clientId: string;
  /** The URL of the endpoint. */
  readonly audience: string;
}

/** What Okta accepts for client assertions. @see https://developer.okta.com/docs/api/openapi/okta-oauth/guides/client-auth/ */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512'];
const LONGEST_S = 3600;
/** Two clocks may differ. */
const TOLERANCE_S = 60;

/**
 * Finds the key that signed an assertion, by the same checks as Okta's: a mistake of the signer is named here, where Okta
 * says "invalid_client" only. The assertion itself is in no message.
 *
 * @throws UserError
 */
export async function signerOf(
  assertion: Secret,
  { clientId, audience }: AssertionFor,
  keys: readonly PublicKey[],
): Promise<PublicKey> {
  const jose = await import('jose');
  const text = unwrap(assertion);
  const refuse = (why: string) => new UserError(`The assertion of --prove-with cannot be used: ${why}`);
  let header: { readonly alg?: unknown; readonly kid?: unknown };
  try {
    header = jose.decodeProtectedHeader(text);
    jose.decodeJwt(text);
  } catch {
    throw refuse('the command did not print a signed JWT. It must print that alone, and write all else to stderr');
  }
  const { alg, kid } = header;
  if (typeof alg !== 'string' || !ALGORITHMS.includes(alg))
    throw refuse(`its alg is ${JSON.stringify(alg)}; Okta accepts ${ALGORITHMS.join(', ')}`);
  const known = `the keys are ${keysText(keys)}`;
  if (kid === undefined && keys.length > 1)
    throw refuse(`its header has no kid, so Okta cannot tell which key signed; ${known}`);
  const named = keys.filter((key) => kid === undefined || key.kid === kid || key.kid === undefined);
  if (named.length === 0) throw refuse(`its kid is ${JSON.stringify(kid)}; ${known}`);
  for (const key of named) {
    const verified = await jose.importJWK({ ...key.jwk }, alg).then(
      (imported) => jose.compactVerify(text, imported).catch(() => undefined),
      () => undefined,
    );
    if (verified === undefined) continue;
    checkClaims(jose.decodeJwt(text), { clientId, audience }, refuse);
    return key;
  }
  throw refuse(`it is not signed with ${named.length === 1 ? 'the key' : 'any of the keys'} ${keysText(named)}`);
}

function checkClaims(
  claims: Readonly<Record<string, unknown>>,
  { clientId, audience }: AssertionFor,
  refuse: (why: string) => Error,
): void {
  const now = Date.now() / 1000;
  const { iss, sub, aud, exp } = claims;
  const mustBe = (name: string, wanted: string, got: unknown) =>
    refuse(`its ${name} must be ${JSON.stringify(wanted)}, got ${got === undefined ? 'none' : JSON.stringify(got)}`);
  if (iss !== clientId) throw mustBe('iss', clientId, iss);
  if (sub !== clientId) throw mustBe('sub', clientId, sub);
  if (![aud].flat().includes(audience)) throw mustBe('aud', audience, aud);
  if (typeof exp !== 'number') throw refuse('it has no exp; let it expire a minute after it is made');
  if (exp < now - TOLERANCE_S) throw refuse('it has expired; make a new one for each call');
  if (exp > now + LONGEST_S) throw refuse('it must expire within one hour');
}
