import { SECRET_METHODS } from './app';
import { badValue, fault, type AppRule } from './validate';

const TYPES = ['web', 'native', 'browser', 'service'];
const METHODS = [...SECRET_METHODS, 'private_key_jwt'];
/** The methods of each type; of a browser app it is not known which are refused. */
const METHODS_OF: Readonly<Record<string, readonly string[]>> = {
  web: METHODS,
  native: [...METHODS, 'none'],
  browser: [...METHODS, 'none'],
  service: METHODS,
};
const TEMPLATE_TYPES = ['NONE', 'BUILT_IN', 'CUSTOM'];
const PUSHES = ['PUSH', 'DONT_PUSH', 'NOT_CONFIGURED'];

/** Label, client id, auth method, keys, user name. */
export const CLIENT_RULES: readonly AppRule[] = [
  ({ app }) =>
    app.label.trim() === '' ? { field: 'label', cause: 'label: The field cannot be left blank' } : undefined,
  ({ app }) => (app.label.length > 100 ? { field: 'label', cause: 'label: The field is too long' } : undefined),
  ({ body, before }) =>
    before === undefined && body.name !== 'oidc_client' ? fault('name', `must be 'oidc_client'`) : undefined,
  ({ body, before }) =>
    before === undefined && body.credentials === undefined
      ? { field: 'credentials', cause: 'credentials: The field cannot be left blank' }
      : undefined,
  ({ app }) => (TYPES.includes(app.settings.oauthClient.application_type) ? undefined : badValue('applicationType')),
  ({ app, before, clientIdTaken }) => {
    if (before !== undefined) return undefined;
    const id = app.credentials.oauthClient.client_id;
    if (!/^[A-Za-z0-9$\-_.+!*'(),]{6,100}$/.test(id))
      return fault('client_id', `must be 6 to 100 letters, digits or characters of $-_.+!*'(),`);
    if (id === 'ALL_CLIENTS') return fault('client_id', `must not be 'ALL_CLIENTS'`);
    return clientIdTaken(id) ? fault('client_id', 'must be unique in the organization') : undefined;
  },
  ({ app }) => {
    const { pkce_required, token_endpoint_auth_method } = app.credentials.oauthClient;
    if (pkce_required || token_endpoint_auth_method !== 'none') return undefined;
    const cause = `pkce_required: ''pkce_required'' must be set to true when ''token_endpoint_auth_method'' is ''none''`;
    return { field: 'pkce_required', cause };
  },
  ({ app }) => {
    const valid = METHODS_OF[app.settings.oauthClient.application_type] ?? METHODS;
    if (valid.includes(app.credentials.oauthClient.token_endpoint_auth_method)) return undefined;
    return fault('token_endpoint_auth_method', `is invalid. Valid values: [${valid.join(', ')}]`);
  },
  ({ app }) => {
    const keys = app.settings.oauthClient.jwks?.keys ?? [];
    const kids = keys.flatMap(({ kid }) => (typeof kid === 'string' ? [kid] : []));
    if (new Set(kids).size === kids.length && (keys.length < 2 || kids.length === keys.length)) return undefined;
    return { field: 'JsonWebKey', cause: "All keys in the 'jwks' must have a unique `kid`." };
  },
  ({ app }) =>
    (app.settings.oauthClient.jwks?.keys.length ?? 0) > 50
      ? fault('jwks', 'must not hold more than 50 keys')
      : undefined,
  ({ app }) => {
    const { template, type, pushStatus } = app.credentials.userNameTemplate;
    if (typeof type !== 'string' || !TEMPLATE_TYPES.includes(type)) return badValue('type');
    if (typeof pushStatus === 'string' && !PUSHES.includes(pushStatus)) return badValue('pushStatus');
    return typeof template === 'string' && template.length > 1024
      ? { field: 'template', cause: 'template: The field is too long' }
      : undefined;
  },
];
