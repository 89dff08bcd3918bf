import type { Known, Request, Step } from './step';

interface AppBody {
  readonly id?: string;
  readonly credentials?: { readonly oauthClient?: { readonly client_id?: string; readonly client_secret?: string } };
}

/** An app as Terraform would send it; `client` goes into its credentials. */
function app(known: Known, client: object = {}, redirectUri = 'https://app.example.com/callback'): object {
  return {
    name: 'oidc_client',
    label: known('label'),
    signOnMode: 'OPENID_CONNECT',
    credentials: { oauthClient: { token_endpoint_auth_method: 'client_secret_basic', ...client } },
    settings: {
      oauthClient: {
        application_type: 'web',
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        redirect_uris: [redirectUri],
        refresh_token: { rotation_type: 'ROTATE', leeway: 30 },
      },
    },
  };
}

const APP = '/api/v1/apps';
const one = (known: Known) => `${APP}/${known('app')}`;
const secrets = (known: Known) => `${one(known)}/credentials/secrets`;

/** Replaces the app, with the client id that it has and, perhaps, a secret. */
const replace = (known: Known, client: object = {}): Request => ({
  method: 'PUT',
  path: one(known),
  body: app(known, { client_id: known('client'), ...client }),
});

const lifecycle = (path: string, next: 'activate' | 'deactivate'): Request => ({
  method: 'POST',
  path: `${path}/lifecycle/${next}`,
});

/** An app and its secrets, from the cradle to the grave. */
export const appSteps: readonly Step[] = [
  {
    name: 'refuse an app with a fragment in its redirect URI',
    request: (known) => ({ method: 'POST', path: APP, body: app(known, {}, 'https://app.example.com/#fragment') }),
  },
  {
    name: 'create an app',
    request: (known) => ({ method: 'POST', path: APP, body: app(known) }),
    keep: (body) => {
      const { id, credentials } = body as AppBody;
      return { app: id, client: credentials?.oauthClient?.client_id };
    },
  },
  { name: 'read it', request: (known) => ({ method: 'GET', path: one(known) }) },
  { name: 'find it by its label', request: (known) => ({ method: 'GET', path: `${APP}?q=${known('label')}` }) },
  { name: 'replace it without a secret', request: (known) => replace(known) },
  { name: 'replace it with an empty secret', request: (known) => replace(known, { client_secret: '' }) },
  {
    name: 'replace it with a secret that is too short',
    request: (known) => replace(known, { client_secret: 'short' }),
  },
  {
    name: 'replace it with a secret of its own',
    request: (known) => replace(known, { client_secret: known('first secret') }),
  },
  {
    name: 'list its secrets',
    request: (known) => ({ method: 'GET', path: secrets(known) }),
    keep: (body) => ({ 'older secret': (body as readonly { readonly id?: string }[])[0]?.id }),
  },
  {
    name: 'add a second secret',
    request: (known) => ({ method: 'POST', path: secrets(known), body: {} }),
    keep: (body) => ({ 'newer secret': (body as { readonly id?: string }).id }),
  },
  { name: 'refuse a third secret', request: (known) => ({ method: 'POST', path: secrets(known), body: {} }) },
  { name: 'replace it without a secret, with two active', request: (known) => replace(known) },
  {
    name: 'replace it with a secret, with two active',
    request: (known) => replace(known, { client_secret: known('second secret') }),
  },
  { name: 'list both secrets', request: (known) => ({ method: 'GET', path: secrets(known) }) },
  {
    name: 'refuse to delete an active secret',
    request: (known) => ({ method: 'DELETE', path: `${secrets(known)}/${known('older secret')}` }),
  },
  {
    name: 'deactivate the older secret',
    request: (known) => lifecycle(`${secrets(known)}/${known('older secret')}`, 'deactivate'),
  },
  {
    name: 'read the inactive secret',
    request: (known) => ({ method: 'GET', path: `${secrets(known)}/${known('older secret')}` }),
  },
  {
    name: 'refuse to deactivate the only active secret',
    request: (known) => lifecycle(`${secrets(known)}/${known('newer secret')}`, 'deactivate'),
  },
  {
    name: 'activate the older secret again',
    request: (known) => lifecycle(`${secrets(known)}/${known('older secret')}`, 'activate'),
  },
  {
    name: 'deactivate it again',
    request: (known) => lifecycle(`${secrets(known)}/${known('older secret')}`, 'deactivate'),
  },
  {
    name: 'delete the inactive secret',
    request: (known) => ({ method: 'DELETE', path: `${secrets(known)}/${known('older secret')}` }),
  },
  {
    name: 'ask for a secret that is not there',
    request: (known) => ({ method: 'GET', path: `${secrets(known)}/${known('older secret')}` }),
  },
  { name: 'refuse to delete an active app', request: (known) => ({ method: 'DELETE', path: one(known) }) },
  { name: 'deactivate the app', request: (known) => lifecycle(one(known), 'deactivate') },
  { name: 'read the inactive app', request: (known) => ({ method: 'GET', path: one(known) }) },
  { name: 'activate the app', request: (known) => lifecycle(one(known), 'activate') },
  { name: 'deactivate the app again', request: (known) => lifecycle(one(known), 'deactivate') },
  { name: 'delete the app', request: (known) => ({ method: 'DELETE', path: one(known) }) },
  { name: 'read the deleted app', request: (known) => ({ method: 'GET', path: one(known) }) },
];
