import type { ChangeRule } from './change-rule';
import { each, accessOf, type ChangeSubject } from './change-subject';
import { accessRule } from './access-rule';

const OAUTH = 'https://www.rfc-editor.org/rfc/rfc9700#section-2.1';
const CODE = 'authorization_code';
const REFRESH = 'refresh_token';

const widened = accessRule({
  id: 'grant-type/added',
  severity: 'high',
  title: 'The app gets a grant type other than authorization code and refresh token.',
  see: OAUTH,
  impact: 'the app can get tokens in another way, with less proof of who the user is',
  attribute: 'grant_types',
  directions: ['broadened'],
  concerns: (value) => value !== CODE && value !== REFRESH,
  must: 'not be added without need',
  fix: 'explain which flow needs it, or remove it',
});

const refreshAdded = accessRule({
  id: 'grant-type/refresh-token-added',
  severity: 'medium',
  title: 'The app may use refresh tokens.',
  see: 'https://www.rfc-editor.org/rfc/rfc9700#section-2.2.2',
  impact: 'the app stays signed in after users have left; a stolen refresh token is worth more than a session',
  attribute: 'grant_types',
  directions: ['broadened'],
  concerns: (value) => value === REFRESH,
  must: 'be added only for work in the absence of the user',
  fix: 'make sure that refresh tokens rotate',
});

const codeAdded = accessRule({
  id: 'grant-type/authorization-code-added',
  severity: 'info',
  title: 'The app gets the authorization code grant.',
  see: OAUTH,
  impact: 'users can sign in to the app with an authorization code',
  attribute: 'grant_types',
  directions: ['broadened'],
  concerns: (value) => value === CODE,
  leavesOutNew: true,
  must: 'be added when users are to sign in',
  fix: 'require PKCE with it',
});

const grantRemoved = accessRule({
  id: 'grant-type/removed',
  severity: 'medium',
  title: 'A grant type is removed.',
  see: OAUTH,
  impact: 'Okta rejects relying parties that still use it; without the authorization code grant, users cannot sign in',
  attribute: 'grant_types',
  directions: ['narrowed'],
  must: 'stay while a relying party uses it',
  fix: 'make sure that no relying party uses it',
});

const responseAdded = accessRule({
  id: 'response-type/added',
  severity: 'high',
  title: 'Okta may return tokens in the URL of a page.',
  see: `${OAUTH}.2`,
  impact: 'tokens appear in URLs, where browsers, logs and other pages can read them',
  attribute: 'response_types',
  directions: ['broadened'],
  concerns: (value) => value !== 'code',
  must: 'be "code" alone',
  fix: 'use the authorization code flow',
});

const codeResponseAdded = accessRule({
  id: 'response-type/code-added',
  severity: 'info',
  title: 'Okta may return authorization codes.',
  see: `${OAUTH}.1`,
  impact: 'users can sign in to the app with an authorization code',
  attribute: 'response_types',
  directions: ['broadened'],
  concerns: (value) => value === 'code',
  leavesOutNew: true,
  must: 'be requested by a relying party',
  fix: 'remove the other response types when no relying party requests them any more',
});

const responseRemoved = accessRule({
  id: 'response-type/removed',
  severity: 'medium',
  title: 'A response type is removed.',
  see: `${OAUTH}.2`,
  impact: 'Okta rejects relying parties that still request it',
  attribute: 'response_types',
  directions: ['narrowed'],
  must: 'stay while a relying party requests it',
  fix: 'make sure that no relying party requests it',
});

const apiScopes: ChangeRule<ChangeSubject> = {
  id: 'scope/added',
  severity: 'block',
  outsideProduction: 'high',
  title: "The app gets more scopes of Okta's management API.",
  see: 'https://developer.okta.com/docs/api/oauth2/',
  impact: 'the app can read or change more in the org itself',
  fix: 'explain which call needs it, or remove it',
  *check(subject) {
    if (subject.type.kind !== 'api-scopes') return;
    yield* each(accessOf(subject, 'scopes', 'broadened'), 'not be granted without need');
  },
};

/** Rules about the ways to get tokens, and what tokens are good for. */
export const grants: readonly ChangeRule<ChangeSubject>[] = [
  widened,
  refreshAdded,
  codeAdded,
  grantRemoved,
  responseAdded,
  codeResponseAdded,
  responseRemoved,
  apiScopes,
];
