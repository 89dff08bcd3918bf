import { UserError } from '../../shared/errors';
import { inner, list, object, textField, type JsonObject } from '../../shared/json';
import type { Party } from './sign-in';

/** The management API of a local org. */
export interface OrgApi {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** An API token. */
  readonly token: string;
}

/** The answer to a GET. @throws UserError when it is not one */
export async function askOrg(org: OrgApi, path: string): Promise<unknown> {
  return await tellOrg(org, 'GET', path);
}

/** The answer to a GET; undefined when there is no such object. @throws UserError when it is neither */
export async function askIfThere(org: OrgApi, path: string): Promise<unknown> {
  const { status, value } = await request(org, 'GET', path);
  if (status === 404) return undefined;
  return answered(status, value, `GET ${path}`);
}

/** The answer to a request; undefined where it has no body. @throws UserError when the org refuses */
export async function tellOrg(org: OrgApi, method: string, path: string, body?: object): Promise<unknown> {
  const { status, value } = await request(org, method, path, body);
  return answered(status, value, `${method} ${path}`);
}

async function request({ url, token }: OrgApi, method: string, path: string, body?: object) {
  const answer = await fetch(url + path, {
    method,
    headers: { authorization: `SSWS ${token}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(10_000),
  });
  const text = await answer.text();
  return { status: answer.status, value: answer.ok && text !== '' ? (JSON.parse(text) as unknown) : undefined };
}

function answered(status: number, value: unknown, what: string): unknown {
  if (status < 200 || status > 299) throw new UserError(`The local org answers ${status} to ${what}`);
  return value;
}

/**
 * An app as its own client knows it: the org's issuer, its first redirect URI, an active secret, and every scope
 * that it can have.
 *
 * @param app As `GET /api/v1/apps/{id}` returns it.
 */
export async function partyOf(org: OrgApi, app: JsonObject): Promise<Party> {
  const client = object(inner(app, 'credentials', 'oauthClient'));
  const settings = object(inner(app, 'settings', 'oauthClient'));
  const secrets = list(await askOrg(org, `/api/v1/apps/${textField(app, 'id') ?? ''}/credentials/secrets`)).map(object);
  const secret = textField(secrets.find(({ status }) => status === 'ACTIVE') ?? {}, 'client_secret');
  const [redirectUri] = list(settings['redirect_uris']);
  const offline = list(settings['grant_types']).includes('refresh_token') ? ['offline_access'] : [];
  return {
    issuer: org.url,
    clientId: textField(client, 'client_id') ?? '',
    method: textField(client, 'token_endpoint_auth_method') ?? '',
    ...(secret !== undefined && { secret }),
    redirectUri: typeof redirectUri === 'string' ? redirectUri : '',
    scope: ['openid', 'profile', 'email', 'groups', ...offline].join(' '),
  };
}
