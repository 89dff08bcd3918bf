import type { AppSubject } from '../app';
import type { Rule } from '../engine';
import { SOURCES } from '../sources';
import { isKnownList, items, texts } from '../../okta-apps/shared/values';
import { listedOnce, noneOf } from './text-checks';

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
        yield { prop, must: 'not stand without the grant "implicit"', value: text, todo: 'remove it' };
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
