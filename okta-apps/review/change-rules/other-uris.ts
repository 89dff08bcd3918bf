import type { UriUse } from '../../resources/attribute';
import type { AddedUri } from '../meaning/added-uris';
import type { ChangeRule } from './change-rule';
import { each, removedUris, type ChangeSubject } from './change-subject';
import { accessRule, uriRule } from './access-rule';

const LOGOUT = 'https://openid.net/specs/openid-connect-rpinitiated-1_0.html#RPLogout';
const LOGIN = 'https://openid.net/specs/openid-connect-core-1_0.html#ThirdPartyInitiatedLogin';
const FRONT = 'https://openid.net/specs/openid-connect-frontchannel-1_0.html';

function isInsecure({ uri }: AddedUri, { production }: ChangeSubject): boolean {
  return (
    uri.unreadable ||
    uri.userInfo ||
    uri.wildcard ||
    !['https', 'http'].includes(uri.scheme) ||
    (uri.scheme === 'http' && !uri.loopback) ||
    (uri.ownMachine && production)
  );
}

/** An address that is no finding of `pair`. */
function isOrdinary(added: AddedUri, subject: ChangeSubject): boolean {
  return added.newness === 'known' && !isInsecure(added, subject);
}

/** Two rules for one use: the host is new, or the address is one that no use may have. */
function pair(subject: string, use: UriUse, see: string, impact: string): readonly ChangeRule<ChangeSubject>[] {
  return [
    uriRule({
      id: `${subject}/new-host`,
      severity: 'high',
      outsideProduction: 'medium',
      title: 'Users may be sent to a host that the app did not use before.',
      see,
      impact,
      uses: [use],
      concerns: ({ newness }) => newness === 'host' || newness === 'domain',
      must: 'be on a host that the app uses already',
      fix: 'confirm who owns the host',
    }),
    uriRule({
      id: `${subject}/insecure`,
      severity: 'high',
      outsideProduction: 'medium',
      title: 'Users may be sent to an address without TLS, with a wildcard, on their own machine, or unreadable.',
      see,
      impact,
      uses: [use],
      concerns: isInsecure,
      must: 'be a plain https:// address',
      fix: 'write the address of a page with TLS',
    }),
  ];
}

const logoutAdded = uriRule({
  id: 'logout-uri/added',
  severity: 'info',
  title: 'Users may be sent to another address on a host that the app already uses, after signing out.',
  see: LOGOUT,
  impact: 'users who sign out can be sent to the new address',
  uses: ['logout'],
  concerns: isOrdinary,
  must: 'be a page of the app',
  fix: 'make sure that the page is one of the app, and sends users nowhere else',
});

const logoutRemoved: ChangeRule<ChangeSubject> = {
  id: 'logout-uri/removed',
  severity: 'info',
  title: 'A logout redirect URI is removed.',
  see: LOGOUT,
  impact: 'users who sign out from a page that still sends this URI see an Okta error',
  fix: 'make sure that nothing sends it',
  *check(subject) {
    yield* each(removedUris(subject, 'logout'), 'stay while a page sends it');
  },
};

const loginRemoved = accessRule({
  id: 'initiate-login/removed',
  severity: 'medium',
  outsideProduction: 'info',
  title: 'The initiate login URI is removed or changes.',
  see: LOGIN,
  impact: 'users who start the app from their dashboard reach another page or an error',
  attribute: 'login_uri',
  directions: ['narrowed'],
  must: 'stay while users start there',
  fix: 'tell them where to start',
});

const loginAdded = uriRule({
  id: 'initiate-login/added',
  severity: 'info',
  title: 'Users who start the app from Okta are sent to another address on a host that the app already uses.',
  see: LOGIN,
  impact: 'the new address starts sign-ins for users who open the app from their dashboard',
  uses: ['login'],
  concerns: isOrdinary,
  must: 'be a page that starts a sign-in',
  fix: 'make sure that the page starts a sign-in, and sends users nowhere else',
});

const frontAdded = uriRule({
  id: 'frontchannel-logout/added',
  severity: 'info',
  title: 'Sign-outs call another address on a host that the app already uses.',
  see: FRONT,
  impact: "the user's browser opens the new address at every sign-out",
  uses: ['front-channel logout'],
  concerns: isOrdinary,
  must: 'be a page of the app',
  fix: "make sure that the page ends the user's session in the app",
});

const frontRemoved: ChangeRule<ChangeSubject> = {
  id: 'frontchannel-logout/removed',
  severity: 'medium',
  outsideProduction: 'info',
  title: 'The front-channel logout URI is removed or changes.',
  see: FRONT,
  impact: 'users who sign out elsewhere may stay signed in to the app',
  fix: 'make sure that the app ends their sessions in another way',
  *check(subject) {
    yield* each(removedUris(subject, 'front-channel logout'), 'stay while it ends sessions of the app');
  },
};

const userNames = accessRule({
  id: 'user-name-template/changed',
  severity: 'medium',
  title: 'The user names that the app receives change.',
  see: 'https://developer.okta.com/docs/reference/okta-expression-language/',
  impact: 'users may get into the wrong account in the app, or into none',
  attribute: 'user_name_template',
  directions: ['shifted', 'unknown'],
  showsBoth: true,
  must: 'stay the same',
  fix: 'make sure that the app knows users by the new name',
});

/** Rules about the other addresses that users are sent to, and the names that they arrive with. */
export const otherUris: readonly ChangeRule<ChangeSubject>[] = [
  ...pair('logout-uri', 'logout', LOGOUT, 'after signing out, users can be sent to a page that imitates theirs'),
  logoutAdded,
  logoutRemoved,
  ...pair(
    'initiate-login',
    'login',
    LOGIN,
    'users who start the app from Okta can be sent to a page that imitates theirs',
  ),
  loginAdded,
  loginRemoved,
  ...pair(
    'frontchannel-logout',
    'front-channel logout',
    FRONT,
    "every sign-out calls this address with the user's session",
  ),
  frontAdded,
  frontRemoved,
  userNames,
];
