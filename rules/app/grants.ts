import type { AppSubject } from '../app';
import type { Rule } from '../engine';
import { SOURCES } from '../sources';
import { isKnownList, items, texts } from '../../okta-apps/shared/values';
import { listedOnce } from './text-checks';

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
