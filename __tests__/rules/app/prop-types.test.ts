import { propTypeRules } from '../../../rules/app/prop-types';
import { UNKNOWN } from '../../../okta-apps/shared/unknown';
import { rsaKey } from '../../support/app-subject';
import { describeAppRules } from '../../support/rule-cases';

const says = (prop: string, is: string, got: string, todo = 'write one, or leave it out') =>
  `${prop} must be ${is}, got ${got}; ${todo} [props/type]`;
const required = (prop: string, is: string, got: string) => says(prop, is, got, 'write one');
const text = 'a string';

const FULL = {
  clientId: 'storefront-web',
  clientSecret: { kind: 'variable', name: 'storefront_secret' },
  refreshToken: { rotationType: 'ROTATE', leeway: 30 },
  jwks: [rsaKey()],
  jwksUri: 'https://keys.acme.com',
  postLogoutRedirectUris: [],
  initiateLogin: { uri: 'https://shop.acme.com', mode: 'SPEC', scopes: ['openid'] },
  clientUri: 'https://shop.acme.com',
  notes: { admin: 'a', endUser: 'b' },
  frontchannelLogout: { uri: 'https://shop.acme.com', sessionRequired: true },
  network: { connection: 'ZONE', include: ['nzo1'], exclude: [] },
  profile: { team: 'shop' },
  authenticationPolicy: 'rst1',
};

describeAppRules(propTypeRules, {
  'props/type': [
    { good: {} },
    { good: FULL },
    { good: Object.fromEntries(Object.keys(FULL).map((prop) => [prop, UNKNOWN])) },
    { good: { redirectUris: [UNKNOWN], refreshToken: { rotationType: UNKNOWN, leeway: UNKNOWN } } },
    { good: { clientSecret: { kind: UNKNOWN } } },
    { bad: { label: undefined }, says: required('label', text, 'undefined') },
    { bad: { label: { kty: 'RSA', d: 'private' } }, says: required('label', text, '{"kty":"RSA","d":"(sensitive)"}') },
    {
      bad: { redirectUris: 'https://shop.acme.com' },
      says: required('redirectUris', 'a list of strings', '"https://shop.acme.com"'),
    },
    {
      bad: { redirectUris: ['https://shop.acme.com', 5, null] },
      says: [required('redirectUris[1]', text, '5'), required('redirectUris[2]', text, 'null')],
    },
    { bad: { redirectUris: new Array<string>(1) }, says: required('redirectUris[0]', text, 'undefined') },
    { bad: { clientId: null }, says: says('clientId', text, 'null') },
    { bad: { pkceRequired: 'true' }, says: required('pkceRequired', 'true or false', '"true"') },
    {
      bad: { visibility: { web: 1, ios: false } },
      says: [
        required('visibility.web', 'true or false', '1'),
        required('visibility.autoSubmitToolbar', 'true or false', 'undefined'),
      ],
    },
    {
      bad: { refreshToken: { rotationType: 'ROTATE', leeway: '30' } },
      says: required('refreshToken.leeway', 'a number', '"30"'),
    },
    {
      bad: { initiateLogin: 'https://shop.acme.com/login' },
      says: says('initiateLogin', 'an object', '"https://shop.acme.com/login"'),
    },
    {
      bad: { notes: { admin: 1, endUser: null } },
      says: [says('notes.admin', text, '1'), says('notes.endUser', text, 'null')],
    },
    { bad: { profile: ['a'] }, says: says('profile', 'an object', '"a list"') },
    { bad: { preventDestroy: null }, says: required('preventDestroy', 'true or false', 'null') },
    {
      bad: { clientSecret: 'correct horse battery staple' },
      says: required(
        'clientSecret',
        'made by ClientSecret.generatedByOkta, fromVariable, fromJsonVariable or fromEphemeral',
        '"a string"',
      ),
    },
    { bad: { clientSecret: { kind: 'variable', name: 5 } }, says: says('clientSecret.name', text, '"a number"') },
    { bad: { jwks: { keys: [{ d: 'private' }] } }, says: says('jwks', 'a list of public keys', '"an object"') },
    { bad: { jwks: ['{"d":"private"}'] }, says: required('jwks[0]', 'an object', '"a string"') },
    {
      bad: { jwks: [rsaKey({ kid: undefined, n: ['private'] })] },
      says: [required('jwks[0].kid', text, 'undefined'), says('jwks[0].n', text, '"a list"')],
    },
    {
      bad: { label: Symbol('an object that contains itself'), jwks: Symbol('a function') },
      says: [
        required('label', text, '"an object that contains itself"'),
        says('jwks', 'a list of public keys', '"a function"'),
      ],
    },
  ],
});
