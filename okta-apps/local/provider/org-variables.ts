/**
 * The variables that lead okta/okta, or the local provider, to an org on this machine. In a file of its own, so that
 * commands read it without loading the endpoint.
 */
export function orgVariables({ url, token }: { readonly url: string; readonly token: string }) {
  return { OKTA_HTTP_PROXY: url, OKTA_API_TOKEN: token };
}
