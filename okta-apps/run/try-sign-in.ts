import { refreshWith, signInTo, type Party } from '../local/party/sign-in';
import { UserError } from '../shared/errors';
import type { Io } from '../shared/io';
import { inner, list, object, textField } from '../shared/json';
import type { OrgAddress } from './local-org';

/** The methods for which the org itself knows what an app authenticates with. */
const BY_SECRET = ['client_secret_basic', 'client_secret_post', 'client_secret_jwt'];

/** An app that a user can sign in to, and that user. */
interface Chosen {
  readonly label: string;
  readonly login: string;
  readonly party: Party;
  readonly rotates: boolean;
}

/**
 * Signs in to the first app of a local org that is assigned to a user, and says what the app gets.
 *
 * @throws UserError with what the org said when it refuses
 */
export async function trySignIn(org: OrgAddress, io: Pick<Io, 'secrets'>): Promise<string> {
  const chosen = await chooseApp(org);
  if (chosen === undefined) return NONE;
  const { label, login, party, rotates } = chosen;
  io.secrets?.add([party.secret ?? '']);
  const { claims, refreshToken, expiresIn } = await signInTo(party, login);
  const shown = Object.entries(claims).filter(
    ([name]) => SHOWN.includes(name) || (name !== 'amr' && Array.isArray(claims[name])),
  );
  const lines = [
    ['app', `${label} (${party.clientId})`],
    ['user', login],
    ['sent back to', party.redirectUri],
    ['ID token', shown.map(([name, value]) => `${name} ${[value].flat().join(', ')}`).join(' · ')],
    ['access token', `${String(expiresIn ?? 'unknown')} seconds, for ${party.scope}`],
    [
      'refresh token',
      refreshToken === undefined ? 'none: the app has no such grant' : await refreshed(party, refreshToken, rotates),
    ],
  ];
  return lines.map(([name = '', value = '']) => `  ${name.padEnd(14)}${value}\n`).join('');
}

const NONE =
  '  No active app with a client secret is assigned to a user of this org, so there is no sign-in to show.\n';

/** The claims that say who it is. The others are lists, such as groups. */
const SHOWN = ['sub', 'preferred_username', 'email'];

async function refreshed(party: Party, token: string, rotates: boolean): Promise<string> {
  const { refreshToken } = await refreshWith(party, token);
  const isNew = refreshToken !== undefined && refreshToken !== token;
  if (isNew !== rotates)
    throw new UserError(`The refresh token ${isNew ? 'was' : 'was not'} replaced, unlike the app says`);
  return rotates ? 'used once, and replaced by a new one' : 'used once, and still the same';
}

async function chooseApp(org: OrgAddress): Promise<Chosen | undefined> {
  for (const app of await listOf(org, '/api/v1/apps?limit=200')) {
    const party = partyOf(org, app);
    if (app['status'] !== 'ACTIVE' || party === undefined) continue;
    const path = `/api/v1/apps/${textField(app, 'id') ?? ''}`;
    const [user] = await listOf(org, `${path}/users?limit=1`);
    const [secret] = (await listOf(org, `${path}/credentials/secrets`)).filter(({ status }) => status === 'ACTIVE');
    const login = inner(user, 'credentials', 'userName');
    const value = textField(secret ?? {}, 'client_secret');
    if (typeof login !== 'string' || value === undefined) continue;
    const rotates = inner(app, 'settings', 'oauthClient', 'refresh_token', 'rotation_type') === 'ROTATE';
    return { label: textField(app, 'label') ?? '', login, party: { ...party, secret: value }, rotates };
  }
  return undefined;
}

function partyOf({ url }: OrgAddress, app: object): Party | undefined {
  const client = object(inner(app, 'credentials', 'oauthClient'));
  const settings = object(inner(app, 'settings', 'oauthClient'));
  const [redirectUri] = list(settings['redirect_uris']);
  const method = textField(client, 'token_endpoint_auth_method') ?? '';
  const isWeb = settings['application_type'] === 'web' && list(settings['response_types']).includes('code');
  if (!isWeb || typeof redirectUri !== 'string' || redirectUri.includes('*') || !BY_SECRET.includes(method))
    return undefined;
  const offline = list(settings['grant_types']).includes('refresh_token') ? ['offline_access'] : [];
  const scope = ['openid', 'profile', 'email', 'groups', ...offline].join(' ');
  return { issuer: url, clientId: textField(client, 'client_id') ?? '', method, redirectUri, scope };
}

async function listOf({ url, token }: OrgAddress, path: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const answer = await fetch(url + path, {
    headers: { authorization: `SSWS ${token}` },
    signal: AbortSignal.timeout(10_000),
  });
  if (!answer.ok) throw new UserError(`The local org answers ${answer.status} to GET ${path}`);
  return list(await answer.json()).map(object);
}
