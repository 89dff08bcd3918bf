import { runInNewContext } from 'node:vm';
import { list } from '../../../shared/json';
import { usersOf } from '../apps/assignments';
import type { OrgContext } from '../call';
import { newId } from '../ids';
import type { App, User } from '../records';

/**
 * The claims of Okta's tokens.
 * @see https://developer.okta.com/docs/api/openapi/okta-oauth/guides/overview/#tokens-and-claims
 */

/** Which scope asks for which claims about the user. */
export const CLAIMS_OF_SCOPES: Readonly<Record<string, readonly string[]>> = {
  openid: ['sub'],
  profile: ['name', 'given_name', 'family_name', 'preferred_username', 'locale', 'zoneinfo', 'updated_at'],
  email: ['email', 'email_verified'],
};

/** Those that are in an ID token, too, when an access token is returned with it. Userinfo has all. */
const IN_ID_TOKEN = ['sub', 'name', 'preferred_username', 'email'];

/** What a token says of itself and of the sign-in: a groups claim of that name does not replace it. */
const NOT_OF_GROUPS = ['sub', 'iss', 'aud', 'exp', 'iat', 'jti', 'ver', 'amr', 'idp', 'auth_time', 'nonce', 'at_hash'];

/** What is known about a user, by claim. */
export function userClaims(user: User, use: string): { readonly sub: string } & Readonly<Record<string, unknown>> {
  const { firstName, lastName, login, email } = user.profile;
  const all = {
    sub: user.id,
    name: `${firstName} ${lastName}`,
    given_name: firstName,
    family_name: lastName,
    preferred_username: login,
    locale: 'en-US',
    zoneinfo: 'America/Los_Angeles',
    updated_at: Math.floor(Date.parse(user.lastUpdated) / 1000),
    email,
    email_verified: true,
  };
  if (use !== 'id_token') return all;
  return { sub: all.sub, ...Object.fromEntries(Object.entries(all).filter(([name]) => IN_ID_TOKEN.includes(name))) };
}

/** The claims that every ID token has, whatever was asked for. */
export function idTokenClaims(org: OrgContext, authTime: number | undefined): Readonly<Record<string, unknown>> {
  return {
    ver: 1,
    jti: `ID.${newId('')}`,
    amr: ['pwd'],
    idp: org.state.identity.id,
    ...(authTime !== undefined && { auth_time: authTime }),
  };
}

/**
 * The groups claim as the app declares it, when the scope `groups` was asked for: the names of the user's groups that
 * its filter lets through.
 * @throws FilterError when the filter cannot be read
 * @see https://developer.okta.com/docs/guides/customize-tokens-groups-claim/main/
 */
export function groupsClaim(
  org: OrgContext,
  app: App,
  user: User,
  scopes: ReadonlySet<string>,
): Record<string, unknown> {
  const { name, valueType, groupFilterType, value } = app.idToken;
  if (!scopes.has('groups') || valueType !== 'GROUPS' || typeof name !== 'string' || typeof value !== 'string')
    return {};
  if (NOT_OF_GROUPS.includes(name)) return {};
  const own = org.state.groups
    .all()
    .filter(({ members }) => members.includes(user.id))
    .map(({ profile }) => profile.name);
  const names = filtered(own, String(groupFilterType), value);
  return names.length === 0 ? {} : { [name]: names };
}

/** Whether a user may sign in to an app: it is assigned to them, or it leaves assignments to the app (broker mode). */
export function mayUse(org: OrgContext, app: App, user: User): boolean {
  return app.settings['implicitAssignment'] === true || usersOf(org, app).some(({ id }) => id === user.id);
}

function filtered(names: readonly string[], type: string, value: string): readonly string[] {
  switch (type) {
    case 'EQUALS':
      return names.filter((name) => name === value);
    case 'STARTS_WITH':
      return names.filter((name) => name.startsWith(value));
    case 'CONTAINS':
      return names.filter((name) => name.includes(value));
    case 'REGEX':
      return matching(names, value);
    default:
      return [];
  }
}

/** How long an expression may look at all groups of a user. Common ones take microseconds. */
const REGEX_MS = 500;

/** An expression that backtracks can take years for one name: it runs where V8 stops it in time. */
function matching(names: readonly string[], value: string): readonly string[] {
  const pattern = patternOf(value);
  try {
    const found: unknown = runInNewContext(
      'names.map((name) => pattern.test(name))',
      { names, pattern },
      {
        timeout: REGEX_MS,
      },
    );
    return names.filter((_, at) => list(found)[at] === true);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw unreadable(value);
    throw new FilterError(
      `The filter of the app's groups claim is a regular expression that needs more than ${REGEX_MS} ms for the groups of a user: ${value}`,
    );
  }
}

/** Okta compares the whole name. Its expressions are Java's, of which JavaScript knows most. */
function patternOf(value: string): RegExp {
  const [, ignoresCase = '', rest = ''] = /^(\(\?i\))?(.*)$/s.exec(value) ?? [];
  try {
    return new RegExp(`^(?:${rest})$`, ignoresCase === '' ? '' : 'i');
  } catch {
    throw unreadable(value);
  }
}

function unreadable(value: string): FilterError {
  return new FilterError(`The filter of the app's groups claim is a regular expression that cannot be read: ${value}`);
}

/** A filter of groups that the org cannot apply. */
export class FilterError extends Error {}
