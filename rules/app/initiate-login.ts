import type { AppSubject } from '../app';
import type { Rule } from '../engine';
import { SOURCES } from '../sources';
import { isKnownList, texts } from '../../okta-apps/shared/values';
import { object } from '../../okta-apps/shared/json';
import { noneOf } from './text-checks';
import { ownHostRule, unsound, urisOf } from './uris';

const MODES = ['SPEC', 'OKTA'];
/** A scope as RFC 6749 section 3.3 has it: printable ASCII without space, quote and backslash. */
const SCOPE = /^[!#-[\]-~]+$/;

/** Sign-in that begins at Okta: a tile on the dashboard, or a third party. */
export const initiateLoginRules: readonly Rule<AppSubject>[] = [
  {
    id: 'initiate-login/uri',
    severity: 'error',
    summary:
      'The initiate-login URI is absolute, https or http on this machine, with one host and nothing secret in it.',
    see: SOURCES.thirdPartyLogin,
    check: (app) => unsound(urisOf(app).initiateLogin),
  },
  ownHostRule('initiate-login', 'the initiate-login URI is at a host of its own', 'initiateLogin'),
  {
    id: 'initiate-login/mode',
    severity: 'error',
    summary: 'The mode is `SPEC` or `OKTA`.',
    see: SOURCES.oktaApps,
    check: ({ props }) => {
      const { mode } = object(props.initiateLogin);
      const todo = mode === 'DISABLED' ? 'remove initiateLogin' : 'leave it out for "SPEC"';
      return noneOf(MODES, 'initiateLogin.mode', mode, todo);
    },
  },
  {
    id: 'initiate-login/scopes',
    severity: 'error',
    summary: 'Mode `OKTA` says which scopes the app gets.',
    see: SOURCES.provider,
    *check({ props }) {
      const { mode, scopes = [] } = object(props.initiateLogin);
      if (mode !== 'OKTA' || !isKnownList(scopes) || scopes.length > 0) return;
      yield {
        prop: 'initiateLogin.scopes',
        must: 'hold at least one scope in mode "OKTA"',
        value: scopes,
        todo: 'list them, such as "openid" and "profile"',
      };
    },
  },
  {
    id: 'initiate-login/openid',
    severity: 'warning',
    summary: 'In mode `OKTA` the scope `openid` is among them: Okta sends an ID token.',
    see: SOURCES.thirdPartyLogin,
    *check({ props }) {
      const { mode, scopes } = object(props.initiateLogin);
      if (mode !== 'OKTA' || !isKnownList(scopes) || scopes.length === 0 || scopes.includes('openid')) return;
      yield {
        prop: 'initiateLogin.scopes',
        must: 'contain "openid" in mode "OKTA"',
        value: scopes,
        todo: 'add "openid", since Okta sends an ID token in this mode',
      };
    },
  },
  {
    id: 'initiate-login/scope-characters',
    severity: 'error',
    summary: 'A scope is printable ASCII without space, quote and backslash.',
    see: SOURCES.rfc6749Scopes,
    *check({ props }) {
      for (const { prop, text } of texts('initiateLogin.scopes', object(props.initiateLogin)['scopes'])) {
        if (SCOPE.test(text)) continue;
        yield {
          prop,
          must: 'be printable ASCII without space, quote and backslash',
          value: text,
          todo: text === '' ? 'remove it' : 'list each scope as an entry of its own',
        };
      }
    },
  },
  {
    id: 'initiate-login/unused-scopes',
    severity: 'warning',
    summary: 'Scopes are for mode `OKTA`: in mode `SPEC` the app asks for its own.',
    see: SOURCES.oktaApps,
    *check({ props }) {
      const { mode, scopes } = object(props.initiateLogin);
      if (mode !== 'SPEC' || !isKnownList(scopes) || scopes.length === 0) return;
      yield {
        prop: 'initiateLogin.scopes',
        must: 'be left out in mode "SPEC"',
        value: scopes,
        todo: 'remove it, since the app asks for its scopes itself',
      };
    },
  },
];
