import { secretFault } from '../../../okta-apps/run/secret-fault';
import { newKeys } from '../okta/support/keys';

const TOKEN = { type: 'api-token', tokenVariable: 'PLAN' } as const;
const SERVICE = { type: 'service-app', clientId: '0oa1', privateKeyVariable: 'KEY', scopes: [] } as const;
const { privateKey } = newKeys();

test.each(['x', '00aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789_-'])('a token: %s', (token) => {
  expect(secretFault(TOKEN, token)).toBeUndefined();
});

test.each([
  ['00canary ', 'it begins or ends with a space or a line end; set the API token alone'],
  ['00canary\n', 'it begins or ends with a space or a line end; set the API token alone'],
  ['\ufeff00canary', 'it begins or ends with a space or a line end; set the API token alone'],
  ['SSWS 00canary', 'it begins with the name of a scheme; set the API token alone'],
  ['"00canary"', 'it is in quotes; set the API token alone'],
  ['<canary>', 'it is a placeholder; set an API token'],
  ['{canary}', 'it is a placeholder; set an API token'],
  ['00can ary', 'it does not hold an API token: it contains characters that Okta tokens never have'],
])('no token, and nothing of it is said: %j', (token, fault) => {
  expect(secretFault(TOKEN, token)).toBe(fault);
});

test('a key may end with a line end, and have its line ends written as \\n', () => {
  for (const key of [privateKey, `${privateKey}\n\n`, privateKey.replaceAll('\n', '\\n')]) {
    expect(secretFault(SERVICE, key)).toBeUndefined();
  }
  expect(secretFault(SERVICE, privateKey.replaceAll('\n', ' '))).toBe('it does not hold a private key in PEM form');
});
