import { initiateLoginRules } from '../../../rules/app/initiate-login';
import { UNKNOWN } from '../../../okta-apps/shared/unknown';
import { describeAppRules } from '../../support/rule-cases';

const login = (values: Readonly<Record<string, unknown>>) => ({
  initiateLogin: { uri: 'https://shop.acme.com/login', mode: 'SPEC', ...values },
});

const shownOn = (...places: string[]) => ({
  visibility: Object.fromEntries(['web', 'ios'].map((place) => [place, places.includes(place)])),
});
const noTile = (places: string) =>
  `initiateLogin must be set beside ${places}, got undefined; write where the app starts a sign-in, such as initiateLogin: { uri: "https://shop.example.org/login" }, or hide the tile [initiate-login/tile]`;

describeAppRules(initiateLoginRules, {
  'initiate-login/tile': [
    { good: {} },
    { good: { ...shownOn('web', 'ios'), ...login({}) } },
    { good: { ...shownOn('web'), ...login({ uri: UNKNOWN }) } },
    { good: { ...shownOn('web'), initiateLogin: UNKNOWN } },
    { good: { visibility: { web: UNKNOWN, ios: false } } },
    { good: { visibility: UNKNOWN } },
    { bad: shownOn('web'), says: noTile('visibility.web') },
    { bad: shownOn('ios'), says: noTile('visibility.ios') },
    { bad: shownOn('web', 'ios'), says: noTile('visibility.web and visibility.ios') },
  ],
  'initiate-login/disabled-tile': [
    { good: login({ mode: 'DISABLED' }) },
    { good: { ...shownOn('web'), ...login({ mode: UNKNOWN }) } },
    { good: { ...shownOn('web'), ...login({}) } },
    {
      bad: { ...shownOn('ios'), ...login({ mode: 'DISABLED' }) },
      says: 'initiateLogin.mode must be "SPEC" or "OKTA" in a visible app, got "DISABLED"; leave it out for "SPEC", or hide the tile [initiate-login/disabled-tile]',
    },
  ],
  'initiate-login/uri': [
    { good: {} },
    { good: login({ uri: 'https://shop.acme.com/login?from=okta#here' }) },
    { good: login({ uri: 'http://127.0.0.1:3000/login' }) },
    { good: login({ uri: UNKNOWN }) },
    {
      bad: login({ uri: 'login' }),
      says: 'initiateLogin.uri must be an absolute URI with a valid host and port, got "login"; write it in full, such as https://shop.example.org/callback [initiate-login/uri]',
    },
    {
      bad: login({ uri: 'http://shop.acme.com/login' }),
      says: 'initiateLogin.uri must use https, or http on localhost, 127.0.0.1 or [::1], got "http://shop.acme.com/login"; write https [initiate-login/uri]',
    },
    {
      bad: login({ uri: 'https://*.acme.com/login' }),
      says: 'initiateLogin.uri must have no * in its host, got "https://*.acme.com/login"; write the host out [initiate-login/uri]',
    },
    {
      bad: login({ uri: 'http://a:b@shop.acme.com/log in' }),
      says: 'initiateLogin.uri must hold only characters that a URI may have, got "http://(sensitive)@shop.acme.com/log in"; remove " ", or write it percent-encoded [initiate-login/uri]',
    },
  ],
  'initiate-login/placeholder-host': [
    { good: login({ uri: 'https://shop.example.com/login' }) },
    { good: login({}), rules: { forbidPlaceholderHosts: true } },
    {
      bad: login({ uri: 'https://shop.example.com/login' }),
      rules: { forbidPlaceholderHosts: true },
      says: 'initiateLogin.uri must name a host of its own in this environment, got "https://shop.example.com/login"; replace "shop.example.com" by the host that the app is served from [initiate-login/placeholder-host]',
    },
  ],
  'initiate-login/mode': [
    { good: login({ mode: 'SPEC' }) },
    { good: login({ mode: 'OKTA' }) },
    { good: login({ mode: 'DISABLED' }) },
    { good: login({ mode: UNKNOWN }) },
    {
      bad: login({ mode: 'spec' }),
      says: 'initiateLogin.mode must be "SPEC", "OKTA" or "DISABLED", got "spec"; leave it out for "SPEC" [initiate-login/mode]',
    },
  ],
  'initiate-login/scopes': [
    { good: login({ mode: 'SPEC' }) },
    { good: login({ mode: 'OKTA', scopes: ['openid'] }) },
    { good: login({ mode: 'OKTA', scopes: ['profile', UNKNOWN] }) },
    { good: login({ mode: 'OKTA', scopes: UNKNOWN }) },
    {
      bad: login({ mode: 'OKTA' }),
      says: 'initiateLogin.scopes must hold at least one scope in mode "OKTA", got []; list them, such as "openid" and "profile" [initiate-login/scopes]',
    },
  ],
  'initiate-login/openid': [
    { good: login({ mode: 'SPEC', scopes: ['profile'] }) },
    { good: login({ mode: 'OKTA' }) },
    { good: login({ mode: 'OKTA', scopes: ['profile', UNKNOWN] }) },
    {
      bad: login({ mode: 'OKTA', scopes: ['profile'] }),
      says: 'initiateLogin.scopes must contain "openid" in mode "OKTA", got ["profile"]; add "openid", since Okta sends an ID token in this mode [initiate-login/openid]',
    },
  ],
  'initiate-login/scope-characters': [
    { good: login({ mode: 'OKTA', scopes: ['openid', 'api:read/all!#[]~'] }) },
    {
      bad: login({ mode: 'OKTA', scopes: ['openid profile', UNKNOWN, ''] }),
      says: [
        'initiateLogin.scopes[0] must be printable ASCII without space, quote and backslash, got "openid profile"; list each scope as an entry of its own [initiate-login/scope-characters]',
        'initiateLogin.scopes[2] must be printable ASCII without space, quote and backslash, got ""; remove it [initiate-login/scope-characters]',
      ],
    },
  ],
  'initiate-login/unused-scopes': [
    { good: login({}) },
    { good: login({ scopes: [] }) },
    { good: login({ mode: 'OKTA', scopes: ['openid'] }) },
    {
      bad: login({ scopes: ['openid'] }),
      says: 'initiateLogin.scopes must be left out in mode "SPEC", got ["openid"]; remove it, since the app asks for its scopes itself [initiate-login/unused-scopes]',
    },
    {
      bad: login({ mode: 'DISABLED', scopes: ['openid'] }),
      says: 'initiateLogin.scopes must be left out in mode "DISABLED", got ["openid"]; remove it, since the app asks for its scopes itself [initiate-login/unused-scopes]',
    },
  ],
});
