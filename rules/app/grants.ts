import type { AppSubject } from '../app';
import type { Rule } from '../engine';
import { SOURCES } from '../sources';
import { isObject, object } from '../../okta-apps/shared/json';
import { isKnownList, items, texts } from '../../okta-apps/shared/values';
import { listedOnce, noneOf } from './text-checks';

/** What the provider lets a web app have. */
const GRANTS = new Set([
  'authorization_code',
  'implicit',
  'refresh_token',
  'client_credentials',
  'interaction_code',
  'urn:ietf:params:oauth:grant-type:saml2-bearer',
  'urn:ietf:params:oauth:grant-type:token-exchange',
  'urn:ietf:params:oauth:grant-type:device_code',
  'urn:openid:params:grant-type:ciba',
  'urn:okta:params:oauth:grant-type:otp',
  'urn:okta:params:oauth:grant-type:oob',
  'http://auth0.com/oauth/grant-type/mfa-otp',
  'http://auth0.com/oauth/grant-type/mfa-oob',
]);

/** How the app may ask for tokens. */
export const grantRules: readonly Rule<AppSubject>[] = [
  {
    id: 'grant-type/authorization-code',
    severity: 'error',
    summary: 'A web app has the authorization code grant.',
    see: SOURCES.oktaClients,
    *check({ props: { grantTypes } }) {
      if (!isKnownList(grantTypes) || grantTypes.includes('authorization_code')) return;
      yield {
        prop: 'grantTypes',
        must: 'contain "authorization_code"',
        value: grantTypes,
        todo: 'add "authorization_code", or leave grantTypes out',
      };
    },
  },
  {
    id: 'grant-type/no-password',
    severity: 'error',
    summary: 'A web app never sees the password of a person.',
    see: SOURCES.rfc9700Password,
    *check({ props: { grantTypes } }) {
      for (const { prop, text } of texts('grantTypes', grantTypes)) {
        if (text !== 'password') continue;
        yield { prop, must: 'not be "password"', value: text, todo: 'remove it, and send people to Okta to sign in' };
      }
    },
  },
  {
    id: 'grant-type/known',
    severity: 'error',
    summary: 'A grant is one that Okta has for web apps.',
    see: SOURCES.oktaClients,
    *check({ props: { grantTypes } }) {
      for (const { prop, text } of texts('grantTypes', grantTypes)) {
        if (text === 'password' || GRANTS.has(text)) continue;
        yield {
          prop,
          must: 'be a grant that Okta has for web apps',
          value: text,
          todo: 'remove it, or write its full name, such as "urn:ietf:params:oauth:grant-type:device_code"',
        };
      }
    },
  },
  {
    id: 'grant-type/unique',
    severity: 'warning',
    summary: 'A grant is listed once; a second one is dropped, since Okta keeps them as a set.',
    see: SOURCES.provider,
    check: ({ props: { grantTypes } }) => listedOnce(texts('grantTypes', grantTypes)),
  },
  {
    id: 'grant-type/implicit-discouraged',
    severity: 'warning',
    summary: 'The implicit grant puts tokens into the address of the browser.',
    see: SOURCES.rfc9700Implicit,
    *check({ props: { grantTypes } }) {
      const at = items(grantTypes).indexOf('implicit');
      if (at < 0) return;
      yield {
        prop: `grantTypes[${at}]`,
        must: 'not be "implicit" where it can be avoided',
        value: 'implicit',
        todo: 'use "authorization_code" alone',
      };
    },
  },
];

const RESPONSES = ['code', 'token', 'id_token'];

/** What the authorization endpoint may answer with; it has to fit the grants. */
export const responseRules: readonly Rule<AppSubject>[] = [
  {
    id: 'response-type/known',
    severity: 'error',
    summary: 'A response type is `code`, `token` or `id_token`.',
    see: SOURCES.oktaApps,
    *check({ props: { responseTypes } }) {
      for (const { prop, text } of texts('responseTypes', responseTypes))
        yield* noneOf(RESPONSES, prop, text, 'list each word as an entry of its own');
    },
  },
  {
    id: 'response-type/code',
    severity: 'error',
    summary: 'The authorization code grant needs the response type `code`.',
    see: SOURCES.responseTypes,
    *check({ props: { grantTypes, responseTypes } }) {
      if (!items(grantTypes).includes('authorization_code')) return;
      if (!isKnownList(responseTypes) || responseTypes.includes('code')) return;
      yield {
        prop: 'responseTypes',
        must: 'contain "code" with the grant "authorization_code"',
        value: responseTypes,
        todo: 'add "code", or leave responseTypes out',
      };
    },
  },
  {
    id: 'response-type/implicit',
    severity: 'error',
    summary: 'The implicit grant needs the response type `token` or `id_token`.',
    see: SOURCES.responseTypes,
    *check({ props: { grantTypes, responseTypes } }) {
      if (!items(grantTypes).includes('implicit') || !isKnownList(responseTypes)) return;
      if (responseTypes.includes('token') || responseTypes.includes('id_token')) return;
      yield {
        prop: 'responseTypes',
        must: 'contain "token" or "id_token" with the grant "implicit"',
        value: responseTypes,
        todo: 'remove "implicit" from grantTypes, or add "id_token"',
      };
    },
  },
  {
    id: 'response-type/without-implicit',
    severity: 'error',
    summary:
      'The response types `token` and `id_token` belong to the implicit grant, `token` to client credentials also.',
    see: SOURCES.responseTypes,
    *check({ props: { grantTypes, responseTypes } }) {
      if (!isKnownList(grantTypes) || grantTypes.includes('implicit')) return;
      for (const { prop, text } of texts('responseTypes', responseTypes)) {
        if (text !== 'id_token' && (text !== 'token' || grantTypes.includes('client_credentials'))) continue;
        yield { prop, must: 'not be listed without the grant "implicit"', value: text, todo: 'remove it' };
      }
    },
  },
  {
    id: 'response-type/unique',
    severity: 'warning',
    summary: 'A response type is listed once; a second one is dropped, since Okta keeps them as a set.',
    see: SOURCES.provider,
    check: ({ props: { responseTypes } }) => listedOnce(texts('responseTypes', responseTypes)),
  },
];

const ROTATIONS = ['ROTATE', 'STATIC'];
const MOST_LEEWAY = 60;

/** How long an app stays signed in without the person, and what a stolen token is worth. */
export const refreshTokenRules: readonly Rule<AppSubject>[] = [
  {
    id: 'refresh-token/grant',
    severity: 'error',
    summary: 'Settings for refresh tokens come with the grant `refresh_token`.',
    see: SOURCES.oktaRefreshTokens,
    *check({ props: { refreshToken, grantTypes } }) {
      if (!isObject(refreshToken) || !isKnownList(grantTypes)) return;
      if (grantTypes.includes('refresh_token')) return;
      yield {
        prop: 'refreshToken',
        must: 'come with the grant "refresh_token"',
        value: refreshToken,
        todo: 'add "refresh_token" to grantTypes, or remove refreshToken',
      };
    },
  },
  {
    id: 'refresh-token/rotation',
    severity: 'error',
    summary: 'The rotation is `ROTATE` or `STATIC`.',
    see: SOURCES.oktaRefreshTokens,
    check: ({ props: { refreshToken } }) =>
      noneOf(ROTATIONS, 'refreshToken.rotationType', object(refreshToken)['rotationType'], 'leave it out for "ROTATE"'),
  },
  {
    id: 'refresh-token/leeway',
    severity: 'error',
    summary: 'The leeway is a whole number of seconds from 0 to 60.',
    see: SOURCES.oktaRefreshTokens,
    *check({ props }) {
      const { leeway } = object(props.refreshToken);
      if (typeof leeway !== 'number') return;
      if (Number.isInteger(leeway) && leeway >= 0 && leeway <= MOST_LEEWAY) return;
      yield {
        prop: 'refreshToken.leeway',
        must: `be a whole number from 0 to ${MOST_LEEWAY}`,
        value: leeway,
        todo: 'say how many seconds the old token still works, or leave it out for 30',
      };
    },
  },
  {
    id: 'refresh-token/static-leeway',
    severity: 'warning',
    summary: 'A leeway other than 0 is for rotation: Okta drops it with `STATIC`.',
    see: SOURCES.oktaRefreshTokens,
    *check({ props }) {
      const { rotationType, leeway } = object(props.refreshToken);
      if (rotationType !== 'STATIC' || typeof leeway !== 'number' || leeway === 0) return;
      yield {
        prop: 'refreshToken.leeway',
        must: 'be left out with rotationType "STATIC"',
        value: leeway,
        todo: 'remove it, or choose "ROTATE"',
      };
    },
  },
];
