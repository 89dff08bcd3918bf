import { clientAuthentication } from '../../../../okta-apps/review/change-rules/client-authentication';
import { testChangeRules } from '../support/change-cases';
import { appChange, newApp } from '../support/plan-json';

const METHOD = 'token_endpoint_auth_method';
const method = (before: string, after: string) => appChange({ [METHOD]: before }, { [METHOD]: after });
const key = (kid: string, n: string) => ({ kid, kty: 'RSA', e: 'AQAB', n, x: '', y: '' });
const keys = (before: unknown[], after: unknown[]) => appChange({ jwks: before }, { jwks: after });
const uri = (before: string, after: string) => appChange({ jwks_uri: before }, { jwks_uri: after });
const URI = 'https://shop.acme.com/jwks.json';
const HOST = 'be an https:// address on a host that the app uses already';
const weaker = (before: string, after: string) =>
  `${METHOD} must not become weaker, got {"before":"${before}","after":"${after}"}; keep the stronger method`;
const other = (before: string, after: string) =>
  `${METHOD} must change together with the app, got {"before":"${before}","after":"${after}"}; deploy the app's own change at the same time; okta-apps secretless plans the move from a secret to keys`;

testChangeRules(clientAuthentication, {
  'client-authentication/weakened': {
    good: [
      ['a stronger method', method('client_secret_basic', 'private_key_jwt')],
      ['an equal method', method('client_secret_basic', 'client_secret_post')],
      ['a new browser app without a secret', newApp({ type: 'browser', [METHOD]: 'none' })],
    ],
    bad: [
      ['no method', method('client_secret_basic', 'none'), [weaker('client_secret_basic', 'none')]],
      [
        'a secret instead of a key',
        method('private_key_jwt', 'client_secret_basic'),
        [weaker('private_key_jwt', 'client_secret_basic')],
      ],
      ['a new web app without a secret', newApp({ [METHOD]: 'none' }), [weaker('client_secret_basic', 'none')]],
    ],
  },
  'client-authentication/changed': {
    good: [['a weaker method, of which another rule speaks', method('client_secret_basic', 'none')]],
    bad: [
      [
        'a stronger method',
        method('client_secret_basic', 'private_key_jwt'),
        [other('client_secret_basic', 'private_key_jwt')],
      ],
      [
        'an equal method',
        method('client_secret_basic', 'client_secret_post'),
        [other('client_secret_basic', 'client_secret_post')],
      ],
      ['an unknown method', method('client_secret_basic', 'tls'), [other('client_secret_basic', 'tls')]],
    ],
  },
  'pkce/off': {
    good: [
      ['PKCE that is switched on', appChange({ pkce_required: false }, {})],
      ['a new app that leaves it to Okta', newApp({ pkce_required: null })],
    ],
    bad: [
      [
        'PKCE that is switched off',
        appChange({}, { pkce_required: false }),
        ['pkce_required must be true, got false; require it again'],
      ],
      [
        'a new app without it',
        newApp({ pkce_required: false }),
        ['pkce_required must be true, got false; require it again'],
      ],
    ],
  },
  'pkce/on': {
    good: [['PKCE that is switched off', appChange({}, { pkce_required: false })]],
    bad: [
      [
        'PKCE that is switched on',
        appChange({ pkce_required: false }, {}),
        [
          'pkce_required must change together with the relying parties, got true; make sure that every relying party sends a code challenge',
        ],
      ],
    ],
  },
  'keys/added': {
    good: [
      ['the same keys in another order', keys([key('a', '1'), key('b', '2')], [key('b', '2'), key('a', '1')])],
      ['another content under the same name, of which another rule speaks', keys([key('a', '1')], [key('a', '2')])],
      ['a new app', newApp({ jwks: [key('a', '1')] })],
    ],
    bad: [
      [
        'a further key',
        keys([key('a', '1')], [key('a', '1'), key('b', '2')]),
        ['jwks[1] must belong to the app, got "b"; confirm who made the key'],
      ],
    ],
  },
  'keys/replaced': {
    good: [['a further key', keys([key('a', '1')], [key('a', '1'), key('b', '2')])]],
    bad: [
      [
        'another content under the same name',
        keys([key('a', '1')], [key('a', '2')]),
        ['jwks[0] must keep its content under its name, got "a"; add the new key under a new name beside the old one'],
      ],
    ],
  },
  'keys/removed': {
    good: [
      ['a further key', keys([key('a', '1')], [key('a', '1'), key('b', '2')])],
      [
        'unset members that are written otherwise',
        keys([key('a', '1')], [{ kid: 'a', kty: 'RSA', e: 'AQAB', n: '1', x: null }]),
      ],
    ],
    bad: [
      [
        'a key that goes',
        keys([key('a', '1'), key('b', '2')], [key('b', '2')]),
        [
          'jwks[0] must stay while the app signs with it, got "a"; make sure that the app already uses another key; okta-apps rotate proves it for keys in jwks',
        ],
      ],
      [
        'an address that goes',
        uri(URI, ''),
        [
          `jwks_uri must stay while the app signs with it, got "${URI}"; make sure that the app already uses another key; okta-apps rotate proves it for keys in jwks`,
        ],
      ],
    ],
  },
  'keys/new-host': {
    good: [['a host that the app uses', uri('', URI)]],
    bad: [
      [
        'another domain',
        uri(URI, 'https://evil.example/k'),
        [`jwks_uri must ${HOST}, got "https://evil.example/k"; confirm who owns the host`],
      ],
      [
        'an address without TLS',
        uri('', 'http://shop.acme.com/k'),
        [`jwks_uri must ${HOST}, got "http://shop.acme.com/k"; confirm who owns the host`],
      ],
    ],
  },
});
