import type { AppSubject } from '../app';
import type { Rule } from '../engine';
import { SOURCES } from '../sources';
import { isObject, object } from '../../okta-apps/shared/json';
import { PROP_WORDS } from '../../okta-apps/shared/prop-words';
import { isKnownList, items, texts } from '../../okta-apps/shared/values';
import { listedOnce, noneOf } from './text-checks';

/** What the provider lets a web app have. */
const GRANTS: ReadonlySet<string> = new Set(PROP_WORDS.grantTypes);

/** How the app may ask for tokens. */
export const grantRules: readonly Rule<AppSubject>[] = [
  {
    id: 'grant-type/authorization-code',
    severity: 'error',
    title: 'A web app lacks the authorization code grant.',
    impact: 'users cannot sign in to the app',
    fix: 'add "authorization_code", or leave grantTypes out',
    see: SOURCES.oktaClients,
    *check({ props: { grantTypes } }) {
      if (!isKnownList(grantTypes) || grantTypes.includes('authorization_code')) return;
      yield {
        prop: 'grantTypes',
        must: 'contain "authorization_code"',
        value: grantTypes,
      };
    },
  },
  {
    id: 'grant-type/no-password',
    severity: 'error',
    title: 'A web app has the password grant.',
    impact: 'the app would see the passwords of users, and no second factor would be required',
    fix: 'remove it, and send users to Okta to sign in',
    see: SOURCES.rfc9700Password,
    *check({ props: { grantTypes } }) {
      for (const { prop, text } of texts('grantTypes', grantTypes)) {
        if (text !== 'password') continue;
        yield { prop, must: 'not be "password"', value: text };
      }
    },
  },
  {
    id: 'grant-type/known',
    severity: 'error',
    title: 'A grant type is not one that Okta has for web apps.',
    impact: 'Okta or the provider refuses the app, and the apply stops',
    fix: 'remove it, or write its full name, such as "urn:ietf:params:oauth:grant-type:device_code"',
    see: SOURCES.oktaClients,
    *check({ props: { grantTypes } }) {
      for (const { prop, text } of texts('grantTypes', grantTypes)) {
        if (text === 'password' || GRANTS.has(text)) continue;
        yield {
          prop,
          must: 'be a grant that Okta has for web apps',
          value: text,
        };
      }
    },
  },
  {
    id: 'grant-type/unique',
    severity: 'warning',
    title: 'A grant type is listed twice.',
    impact: 'Okta keeps a set, so the second one is dropped',
    fix: 'remove the second one',
    see: SOURCES.provider,
    check: ({ props: { grantTypes } }) => listedOnce(texts('grantTypes', grantTypes)),
  },
  {
    id: 'grant-type/implicit-discouraged',
    severity: 'warning',
    title: 'The implicit grant is enabled.',
    impact: 'tokens appear in URLs, where browsers, logs and other pages can read them',
    fix: 'use "authorization_code" alone',
    see: SOURCES.rfc9700Implicit,
    *check({ props: { grantTypes } }) {
      const at = items(grantTypes).indexOf('implicit');
      if (at < 0) return;
      yield {
        prop: `grantTypes[${at}]`,
        must: 'not be "implicit" where it can be avoided',
        value: 'implicit',
      };
    },
  },
];

/** What the authorization endpoint may answer with; it has to fit the grants. */
export const responseRules: readonly Rule<AppSubject>[] = [
  {
    id: 'response-type/known',
    severity: 'error',
    title: 'A response type is not one that Okta has.',
    impact: 'Okta or the provider refuses the app, and the apply stops',
    fix: 'list each word as an entry of its own',
    see: SOURCES.oktaApps,
    *check({ props: { responseTypes } }) {
      for (const { prop, text } of texts('responseTypes', responseTypes))
        yield* noneOf(PROP_WORDS.responseTypes, prop, text, 'list each word as an entry of its own');
    },
  },
  {
    id: 'response-type/code',
    severity: 'error',
    title: 'The authorization code grant lacks the response type `code`.',
    impact: 'users cannot sign in to the app',
    fix: 'add "code", or leave responseTypes out',
    see: SOURCES.responseTypes,
    *check({ props: { grantTypes, responseTypes } }) {
      if (!items(grantTypes).includes('authorization_code')) return;
      if (!isKnownList(responseTypes) || responseTypes.includes('code')) return;
      yield {
        prop: 'responseTypes',
        must: 'contain "code" with the grant "authorization_code"',
        value: responseTypes,
      };
    },
  },
  {
    id: 'response-type/implicit',
    severity: 'error',
    title: 'The implicit grant lacks the response types `token` and `id_token`.',
    impact: 'the grant is of no use, and sign-in through it fails',
    fix: 'remove "implicit" from grantTypes, or add "id_token"',
    see: SOURCES.responseTypes,
    *check({ props: { grantTypes, responseTypes } }) {
      if (!items(grantTypes).includes('implicit') || !isKnownList(responseTypes)) return;
      if (responseTypes.includes('token') || responseTypes.includes('id_token')) return;
      yield {
        prop: 'responseTypes',
        must: 'contain "token" or "id_token" with the grant "implicit"',
        value: responseTypes,
      };
    },
  },
  {
    id: 'response-type/without-implicit',
    severity: 'error',
    title: 'A response type is listed whose grant the app does not have.',
    impact: 'Okta refuses requests that use it, and users see an error',
    fix: 'remove it',
    see: SOURCES.responseTypes,
    *check({ props: { grantTypes, responseTypes } }) {
      if (!isKnownList(grantTypes) || grantTypes.includes('implicit')) return;
      for (const { prop, text } of texts('responseTypes', responseTypes)) {
        if (text !== 'id_token' && (text !== 'token' || grantTypes.includes('client_credentials'))) continue;
        yield { prop, must: 'not be listed without the grant "implicit"', value: text };
      }
    },
  },
  {
    id: 'response-type/unique',
    severity: 'warning',
    title: 'A response type is listed twice.',
    impact: 'Okta keeps a set, so the second one is dropped',
    fix: 'remove the second one',
    see: SOURCES.provider,
    check: ({ props: { responseTypes } }) => listedOnce(texts('responseTypes', responseTypes)),
  },
];

const MOST_LEEWAY = 60;

/** How long an app stays signed in without the person, and what a stolen token is worth. */
export const refreshTokenRules: readonly Rule<AppSubject>[] = [
  {
    id: 'refresh-token/grant',
    severity: 'error',
    title: 'Refresh token settings are given without the grant `refresh_token`.',
    impact: 'the app gets no refresh token, so the settings have no effect',
    fix: 'add "refresh_token" to grantTypes, or remove refreshToken',
    see: SOURCES.oktaRefreshTokens,
    *check({ props: { refreshToken, grantTypes } }) {
      if (!isObject(refreshToken) || !isKnownList(grantTypes)) return;
      if (grantTypes.includes('refresh_token')) return;
      yield {
        prop: 'refreshToken',
        must: 'come with the grant "refresh_token"',
        value: refreshToken,
      };
    },
  },
  {
    id: 'refresh-token/rotation',
    severity: 'error',
    title: 'The refresh token rotation is not one that Okta has.',
    impact: 'Okta or the provider refuses the app, and the apply stops',
    fix: 'leave it out for "ROTATE"',
    see: SOURCES.oktaRefreshTokens,
    check: ({ props: { refreshToken } }) =>
      noneOf(
        PROP_WORDS['refreshToken.rotationType'],
        'refreshToken.rotationType',
        object(refreshToken)['rotationType'],
        'leave it out for "ROTATE"',
      ),
  },
  {
    id: 'refresh-token/leeway',
    severity: 'error',
    title: "The refresh token grace period is outside Okta's limits.",
    impact: 'Okta or the provider refuses the app, and the apply stops',
    fix: 'set how many seconds the old token still works, or leave it out for 30',
    see: SOURCES.oktaRefreshTokens,
    *check({ props }) {
      const { leeway } = object(props.refreshToken);
      if (typeof leeway !== 'number') return;
      if (Number.isInteger(leeway) && leeway >= 0 && leeway <= MOST_LEEWAY) return;
      yield {
        prop: 'refreshToken.leeway',
        must: `be a whole number from 0 to ${MOST_LEEWAY}`,
        value: leeway,
      };
    },
  },
  {
    id: 'refresh-token/static-leeway',
    severity: 'error',
    title: 'A grace period is set for refresh tokens that do not rotate.',
    impact: 'Okta drops it, so the setting has no effect',
    fix: 'remove it, or choose "ROTATE"',
    see: SOURCES.oktaRefreshTokens,
    *check({ props }) {
      const { rotationType, leeway } = object(props.refreshToken);
      if (rotationType !== 'STATIC' || typeof leeway !== 'number' || leeway === 0) return;
      yield {
        prop: 'refreshToken.leeway',
        must: 'be left out with rotationType "STATIC"',
        value: leeway,
      };
    },
  },
];
