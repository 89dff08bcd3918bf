/** A small web app as a client of Okta's API sends it, for all users. @param client more of its credentials */
export function appBody(label: string, client: object = {}): object {
  return {
    name: 'oidc_client',
    label,
    signOnMode: 'OPENID_CONNECT',
    credentials: { oauthClient: { token_endpoint_auth_method: 'client_secret_basic', ...client } },
    settings: {
      implicitAssignment: true,
      oauthClient: {
        application_type: 'web',
        grant_types: ['authorization_code'],
        response_types: ['code'],
        redirect_uris: ['https://shop.harborgoods.net/callback'],
      },
    },
  };
}
