import { ADMIN_USER } from '../local/org/ids';
import { askOrg, partyOf } from '../local/party/declared-app';
import { usesSecret } from '../shared/client-authentication';
import { refreshWith, signInTo, type Party } from '../local/party/sign-in';
import { UserError } from '../shared/errors';
import type { Io } from '../shared/io';
import { inner, list, object, textField, type JsonObject } from '../shared/json';
import type { OrgAddress } from './local-org';

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
    throw new UserError(`The refresh token ${isNew ? 'was' : 'was not'} replaced, contrary to the settings of the app`);
  return rotates ? 'used once, and replaced by a new one' : 'used once, and still the same';
}

/** The first active app of a local org with a client secret and a user, and that user. */
export async function chooseApp(org: OrgAddress): Promise<Chosen | undefined> {
  for (const app of list(await askOrg(org, '/api/v1/apps?limit=200')).map(object)) {
    if (!isForUsers(app)) continue;
    const users = list(await askOrg(org, `/api/v1/apps/${textField(app, 'id') ?? ''}/users?limit=200`));
    // A user of the seed shows more than the administrator, who is in no group but Everyone.
    const user = users.find((one) => inner(one, 'id') !== ADMIN_USER) ?? users[0];
    const party = await partyOf(org, app);
    const login = inner(user, 'credentials', 'userName');
    if (typeof login !== 'string' || party.secret === undefined) continue;
    const rotates = inner(app, 'settings', 'oauthClient', 'refresh_token', 'rotation_type') === 'ROTATE';
    return { label: textField(app, 'label') ?? '', login, party, rotates };
  }
  return undefined;
}

/** Whether users can sign in to an app with what the org knows of it: no key of its own, no pattern in its URI. */
function isForUsers(app: JsonObject): boolean {
  const settings = object(inner(app, 'settings', 'oauthClient'));
  const method = inner(app, 'credentials', 'oauthClient', 'token_endpoint_auth_method');
  return (
    app['status'] === 'ACTIVE' &&
    settings['application_type'] === 'web' &&
    list(settings['response_types']).includes('code') &&
    !String(list(settings['redirect_uris'])[0]).includes('*') &&
    usesSecret(String(method))
  );
}
