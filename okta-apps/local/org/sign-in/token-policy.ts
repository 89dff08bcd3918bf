import type { errors, KoaContextWithOIDC } from 'oidc-provider';
import { textField, type JsonObject } from '../../../shared/json';

/** The most seconds that a client assertion may still be valid for. */
const LONGEST_ASSERTION = 3600;

/** Whether a token is one of the client that asks about it. */
export function isOwn(_ctx: KoaContextWithOIDC, client: { readonly clientId: string }, token: object): boolean {
  return textField(token as JsonObject, 'clientId') === client.clientId;
}

/**
 * Okta ends an access token alone, and with a refresh token those that came of it. oidc-provider ends the whole sign-in in
 * both cases, so the first is done here.
 * @see https://developer.okta.com/docs/guides/revoke-tokens/main/
 */
export async function mayEnd(
  ctx: KoaContextWithOIDC,
  client: { readonly clientId: string },
  token: { readonly kind: string; destroy(): Promise<void> },
): Promise<boolean> {
  if (!isOwn(ctx, client, token)) return false;
  if (token.kind !== 'AccessToken') return true;
  await token.destroy();
  return false;
}

/** @see https://developer.okta.com/docs/api/openapi/okta-oauth/guides/client-auth/ */
export function checkAssertion(
  { InvalidClientAuth }: typeof errors,
  { exp }: { readonly exp?: unknown },
  now: Date,
): void {
  if (Number(exp) > now.getTime() / 1000 + LONGEST_ASSERTION)
    throw new InvalidClientAuth('The client_assertion token must expire within one hour.');
}
