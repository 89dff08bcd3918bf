import { badValue, fault, type AppRule } from './validate';

/** An absolute URI: a scheme and something after it. Okta does not restrict the scheme. */
function isAbsolute(uri: string): boolean {
  return /^[A-Za-z][A-Za-z0-9+.-]*:\S+$/.test(uri);
}

const LISTS = ['redirect_uris', 'post_logout_redirect_uris'] as const;
const LIMITED = ['client_uri', 'logo_uri', 'frontchannel_logout_uri', 'sector_identifier_uri'] as const;

/** Redirects, logout, initiate login, networks. A wildcard host is taken as it is: Okta was seen to be looser than its documents. */
export const URI_RULES: readonly AppRule[] = [
  ({ app }) => {
    const { application_type: type, grant_types, redirect_uris } = app.settings.oauthClient;
    const free = type === 'service' || grant_types.some((grant) => ['client_credentials', 'password'].includes(grant));
    return !free && redirect_uris.length === 0 ? fault('redirect_uris', 'must hold at least one URI') : undefined;
  },
  ({ app }) =>
    app.settings.oauthClient.redirect_uris.some((uri) => uri.includes('#'))
      ? { field: 'redirect_uris', cause: `redirect_uris: ''redirect_uris'' must not contain a fragment identifier.` }
      : undefined,
  ...LISTS.map((field): AppRule => ({ app }) => {
    const { [field]: uris = [] } = app.settings.oauthClient;
    return uris.every(isAbsolute) ? undefined : fault(field, 'must only contain absolute URIs');
  }),
  ({ app }) => {
    const { idp_initiated_login, initiate_login_uri } = app.settings.oauthClient;
    if (!['DISABLED', 'SPEC', 'OKTA'].includes(idp_initiated_login.mode)) return fault('mode', 'is invalid');
    if (idp_initiated_login.mode === 'DISABLED') return undefined;
    if (initiate_login_uri === undefined)
      return fault('initiate_login_uri', `is required when 'idp_initiated_login' is not 'DISABLED'`);
    return idp_initiated_login.mode === 'OKTA' && idp_initiated_login.default_scope.length === 0
      ? fault('default_scope', `is required when 'mode' is 'OKTA'`)
      : undefined;
  },
  ({ app }) => {
    const { application_type: type, participate_slo, frontchannel_logout_uri } = app.settings.oauthClient;
    if (participate_slo !== true) return undefined;
    if (type !== 'web' && type !== 'browser')
      return fault('participate_slo', `must not be true when 'application_type' is '${type}'`);
    if (frontchannel_logout_uri !== undefined) return undefined;
    const cause = `frontchannel_logout_uri: ''frontchannel_logout_uri'' is required when ''participate_slo'' is true.`;
    return { field: 'frontchannel_logout_uri', cause };
  },
  ({ body }) => {
    const network = body.settings?.oauthClient?.network;
    if (network === undefined) return undefined;
    if (network.connection === undefined) return { field: 'connection', cause: `''connection'' is required` };
    return ['ANYWHERE', 'ZONE'].includes(network.connection) ? undefined : badValue('connection');
  },
  ...LIMITED.map((field): AppRule => ({ app }) => {
    const uri = app.settings.oauthClient[field];
    return typeof uri === 'string' && uri.length > 1024
      ? fault(field, 'must not be longer than 1024 characters')
      : undefined;
  }),
];
