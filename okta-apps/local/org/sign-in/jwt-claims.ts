import { object, type JsonObject } from '../../../shared/json';

/** The claims of a JWT, not believed: no signature is checked. Empty for what is none. */
export function claimsOfJwt(token: string): JsonObject {
  try {
    return object(JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')));
  } catch {
    return {};
  }
}
