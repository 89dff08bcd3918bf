import type { default as Provider, errors, KoaContextWithOIDC } from 'oidc-provider';
import { textField } from '../../../shared/json';
import { CLAIMS_OF_SCOPES } from './claims';

/** Scopes about a user, of whom there is none here. */
const OF_USERS: readonly string[] = [...Object.keys(CLAIMS_OF_SCOPES), 'address', 'phone', 'groups', 'offline_access'];

/**
 * The client credentials grant of apps that users sign in to, too. The org's own server gives tokens for Okta's API only,
 * to service apps. A custom server gives tokens for its own scopes. Nothing declares those to the local org, so it takes
 * every name for one.
 * @see https://support.okta.com/help/s/article/client-credentials-requests-to-the-org-auithorization-server-must-use-the-private-key-jwt-token-endpoint-auth-method
 * @see https://support.okta.com/help/s/article/cannot-request-openid-scopes-using-client-credentials
 */
export function grantClientCredentials(
  provider: Provider,
  name: 'org' | 'default',
  { CustomOIDCProviderError }: typeof errors,
): void {
  const refuse = (error: string, description: string) => new CustomOIDCProviderError(error, description);
  const handle = async (ctx: KoaContextWithOIDC): Promise<void> => {
    const { client, params = {} } = ctx.oidc;
    const scopes = [...new Set((textField(params, 'scope') ?? '').split(' ').filter((scope) => scope !== ''))];
    if (name === 'org' && client?.clientAuthMethod !== 'private_key_jwt')
      throw refuse(
        'invalid_client',
        'Client Credentials requests to the Org Authorization Server must use the private_key_jwt token_endpoint_auth_method.',
      );
    if (client === undefined || (name === 'org' && scopes.length > 0))
      throw refuse(
        'invalid_scope',
        'The requested scope is invalid, unknown, malformed, or exceeds the scope granted by the resource owner.',
      );
    // No page of Okta has this text; it is quoted in many questions to its support.
    if (scopes.length === 0)
      throw refuse(
        'invalid_scope',
        "The authorization server resource does not have any configured default scopes, 'scope' must be provided.",
      );
    const [stranger] = scopes.filter((scope) => OF_USERS.includes(scope));
    if (stranger !== undefined)
      throw refuse('invalid_scope', `Cannot request '${stranger}' scopes using client credentials.`);
    const token = new provider.ClientCredentials({ client, scope: scopes.join(' ') });
    const value = await token.save();
    ctx.body = {
      token_type: token.tokenType,
      expires_in: token.expiration,
      access_token: value,
      scope: scopes.join(' '),
    };
  };
  provider.registerGrantType('client_credentials', handle, ['scope']);
}
