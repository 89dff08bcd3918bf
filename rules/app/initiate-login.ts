import type { AppSubject } from '../app';
import type { Rule } from '../engine';
import { SOURCES } from '../sources';
import { isKnownList, texts } from '../../okta-apps/shared/values';
import { PROP_WORDS } from '../../okta-apps/shared/prop-words';
import { object } from '../../okta-apps/shared/json';
import { listed } from '../../okta-apps/shared/lists';
import { noneOf } from './text-checks';
import { ownHostRule, unsound, urisOf } from './uris';

/** A scope as RFC 6749 section 3.3 has it: printable ASCII without space, quote and backslash. */
const SCOPE = /^[!#-[\]-~]+$/;

/** Sign-in that begins at Okta: a tile on the dashboard, or a third party. */
export const initiateLoginRules: readonly Rule<AppSubject>[] = [
  {
    id: 'initiate-login/tile',
    severity: 'error',
    title: 'An app is visible on the dashboard and has no initiate-login URI.',
    impact: 'Okta refuses to create the app, or its tile leads users nowhere',
    fix: 'write where the app starts a sign-in, such as initiateLogin: { uri: "https://shop.example.org/login" }, or hide the tile',
    see: SOURCES.oktaApps,
    *check({ props: { visibility, initiateLogin } }) {
      const visible = ['web', 'ios'].filter((place) => object(visibility)[place] === true);
      if (visible.length === 0 || initiateLogin !== undefined) return;
      const places = visible.map((place) => `visibility.${place}`);
      yield { prop: 'initiateLogin', must: `be set beside ${listed(places)}`, value: initiateLogin };
    },
  },
  {
    id: 'initiate-login/disabled-tile',
    severity: 'warning',
    title: 'A visible app has initiate-login mode `DISABLED`.',
    impact: 'Okta may refuse to create the app, and some of its texts say that such a tile does not start a sign-in',
    fix: 'leave it out for "SPEC", or hide the tile',
    see: SOURCES.oktaApps,
    *check({ props: { visibility, initiateLogin } }) {
      const { mode } = object(initiateLogin);
      if (mode !== 'DISABLED' || !['web', 'ios'].some((place) => object(visibility)[place] === true)) return;
      yield { prop: 'initiateLogin.mode', must: 'be "SPEC" or "OKTA" in a visible app', value: mode };
    },
  },
  {
    id: 'initiate-login/uri',
    severity: 'error',
    title: 'The initiate-login URI is not a plain https address.',
    impact: 'users who start the app from their dashboard would see an error, or reach a page that anyone can read',
    fix: 'write an absolute https URI without user name',
    see: SOURCES.thirdPartyLogin,
    check: (app) => unsound(urisOf(app).initiateLogin),
  },
  ownHostRule('initiate-login', 'initiate-login URI', 'initiateLogin'),
  {
    id: 'initiate-login/mode',
    severity: 'error',
    title: 'The initiate-login mode is not one that Okta has.',
    impact: 'Okta or the provider refuses the app, and the apply stops',
    fix: 'leave it out for "SPEC"',
    see: SOURCES.oktaApps,
    check: ({ props }) =>
      noneOf(
        PROP_WORDS['initiateLogin.mode'],
        'initiateLogin.mode',
        object(props.initiateLogin)['mode'],
        'leave it out for "SPEC"',
      ),
  },
  {
    id: 'initiate-login/scopes',
    severity: 'error',
    title: 'Initiate-login mode `OKTA` has no scopes.',
    impact: 'the provider refuses the app, and the apply stops',
    fix: 'list them, such as "openid" and "profile"',
    see: SOURCES.provider,
    *check({ props }) {
      const { mode, scopes = [] } = object(props.initiateLogin);
      if (mode !== 'OKTA' || !isKnownList(scopes) || scopes.length > 0) return;
      yield {
        prop: 'initiateLogin.scopes',
        must: 'hold at least one scope in mode "OKTA"',
        value: scopes,
      };
    },
  },
  {
    id: 'initiate-login/openid',
    severity: 'warning',
    title: 'Initiate-login mode `OKTA` lacks the scope `openid`.',
    impact: 'Okta sends an ID token in this mode, and the app needs the scope for it',
    fix: 'add "openid", since Okta sends an ID token in this mode',
    see: SOURCES.thirdPartyLogin,
    *check({ props }) {
      const { mode, scopes } = object(props.initiateLogin);
      if (mode !== 'OKTA' || !isKnownList(scopes) || scopes.length === 0 || scopes.includes('openid')) return;
      yield {
        prop: 'initiateLogin.scopes',
        must: 'contain "openid" in mode "OKTA"',
        value: scopes,
      };
    },
  },
  {
    id: 'initiate-login/scope-characters',
    severity: 'error',
    title: 'A scope contains characters that OAuth does not allow.',
    impact: 'Okta or the provider refuses the app, and the apply stops',
    fix: 'list each scope as an entry of its own',
    see: SOURCES.rfc6749Scopes,
    *check({ props }) {
      for (const { prop, text } of texts('initiateLogin.scopes', object(props.initiateLogin)['scopes'])) {
        if (SCOPE.test(text)) continue;
        yield {
          prop,
          must: 'be printable ASCII without space, quote and backslash',
          value: text,
          fix: text === '' ? 'remove it' : 'list each scope as an entry of its own',
        };
      }
    },
  },
  {
    id: 'initiate-login/unused-scopes',
    severity: 'warning',
    title: 'Scopes are set in initiate-login mode `SPEC` or `DISABLED`.',
    impact: 'nothing reads them, because the app requests its own scopes',
    fix: 'remove it, since the app asks for its scopes itself',
    see: SOURCES.oktaApps,
    *check({ props }) {
      const { mode, scopes } = object(props.initiateLogin);
      if ((mode !== 'SPEC' && mode !== 'DISABLED') || !isKnownList(scopes) || scopes.length === 0) return;
      yield {
        prop: 'initiateLogin.scopes',
        must: `be left out in mode "${mode}"`,
        value: scopes,
      };
    },
  },
];
