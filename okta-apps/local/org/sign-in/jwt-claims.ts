import { object, type JsonObject } from '../../../shared/json';

/** The claims of a JWT, not believed: no signature is checked. Empty for what is none. */
export function claimsOfJwt(token: string): JsonObject {
  const [, payload = ''] = token.split('.');
  // Most requests have no token, and an error that is thrown and caught for each is slow.
  if (payload === '') return {};
  try {
    return object(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
  } catch {
    return {};
  }
}
