import { grants } from '../../../../okta-apps/review/change-rules/grants';
import { testChangeRules } from '../support/change-cases';
import { appChange, newApp, rawChange } from '../support/plan-json';

const CODE = 'authorization_code';
const types = (before: string[], after: string[]) => appChange({ grant_types: before }, { grant_types: after });
const added = (value: string, at = 1) =>
  `grant_types[${at}] must not be added without need, got "${value}"; explain which flow needs it, or remove it`;
const response = (value: string, at: number) =>
  `response_types[${at}] must be "code" alone, got "${value}"; use the authorization code flow`;

testChangeRules(grants, {
  'grant-type/added': {
    good: [
      ['the same in another order', types([CODE, 'implicit'], ['implicit', CODE])],
      ['a refresh token, of which another rule speaks', types([CODE], [CODE, 'refresh_token'])],
      ['a new service app', newApp({ type: 'service', grant_types: ['client_credentials'] })],
    ],
    bad: [
      ['implicit', types([CODE], [CODE, 'implicit']), [added('implicit')]],
      ['password', types([CODE], [CODE, 'password']), [added('password')]],
      ['client credentials', types([CODE], [CODE, 'client_credentials']), [added('client_credentials')]],
      [
        'token exchange',
        types([CODE], [CODE, 'urn:ietf:params:oauth:grant-type:token-exchange']),
        [added('urn:ietf:params:oauth:grant-type:token-exchange')],
      ],
      ['an unknown grant', types([CODE], [CODE, 'magic']), [added('magic')]],
      ['implicit in a new app', newApp({ grant_types: ['implicit', CODE] }), [added('implicit', 0)]],
    ],
  },
  'grant-type/refresh-token-added': {
    good: [
      ['a new app, for which it is usual', newApp()],
      ['one that was there', types([CODE, 'refresh_token'], ['refresh_token', CODE])],
    ],
    bad: [
      [
        'a refresh token',
        types([CODE], [CODE, 'refresh_token']),
        [
          'grant_types[1] must be added only for work in the absence of the user, got "refresh_token"; make sure that refresh tokens rotate',
        ],
      ],
    ],
  },
  'grant-type/authorization-code-added': {
    good: [
      ['a new app, which is a finding itself', newApp({ type: 'service', grant_types: [CODE] })],
      ['one that was there', types([CODE, 'implicit'], [CODE])],
    ],
    bad: [
      [
        'the code grant',
        types(['implicit'], [CODE, 'implicit']),
        [`grant_types[0] must be added when users are to sign in, got "${CODE}"; require PKCE with it`],
      ],
    ],
  },
  'grant-type/removed': {
    good: [['one that comes', types([CODE], [CODE, 'implicit'])]],
    bad: [
      [
        'the code grant',
        types([CODE, 'implicit'], ['implicit']),
        [
          `grant_types[0] must stay while a relying party uses it, got "${CODE}"; make sure that no relying party uses it`,
        ],
      ],
    ],
  },
  'response-type/added': {
    good: [
      ['the same', appChange({}, { label: 'Shop' })],
      ['code', appChange({ response_types: ['token'] }, { response_types: ['code', 'token'] })],
      ['a new service app', newApp({ type: 'service', response_types: ['token'] })],
    ],
    bad: [
      [
        'tokens',
        appChange({}, { response_types: ['code', 'id_token', 'token'] }),
        [response('id_token', 1), response('token', 2)],
      ],
      ['a token in a new app', newApp({ response_types: ['code', 'token'] }), [response('token', 1)]],
    ],
  },
  'response-type/code-added': {
    good: [
      ['tokens, of which another rule speaks', appChange({}, { response_types: ['code', 'token'] })],
      ['a new app, which is a finding itself', newApp({ type: 'service', response_types: ['code'] })],
    ],
    bad: [
      [
        'the code',
        appChange({ response_types: ['token'] }, {}),
        [
          'response_types[0] must be requested by a relying party, got "code"; remove the other response types when no relying party requests them any more',
        ],
      ],
    ],
  },
  'response-type/removed': {
    good: [['one that comes', appChange({}, { response_types: ['code', 'token'] })]],
    bad: [
      [
        'one that goes',
        appChange({ response_types: ['code', 'token'] }, {}),
        [
          'response_types[1] must stay while a relying party requests it, got "token"; make sure that no relying party requests it',
        ],
      ],
    ],
  },
  'scope/added': {
    good: [
      [
        'a trusted origin, of which another rule speaks',
        rawChange('okta_trusted_origin.x', { scopes: [] }, { scopes: ['CORS'] }),
      ],
      ['a scope that goes', rawChange('okta_app_oauth_api_scope.x', { scopes: ['okta.users.read'] }, { scopes: [] })],
    ],
    bad: [
      [
        'a scope of the management API',
        rawChange(
          'okta_app_oauth_api_scope.x',
          { scopes: ['okta.users.read'] },
          { scopes: ['okta.users.manage', 'okta.users.read'] },
        ),
        [
          'scopes[0] must not be granted without need, got "okta.users.manage"; explain which call needs it, or remove it',
        ],
      ],
      [
        'the first scope',
        rawChange('okta_app_oauth_api_scope.x', null, { scopes: ['okta.users.read'] }),
        [
          'scopes[0] must not be granted without need, got "okta.users.read"; explain which call needs it, or remove it',
        ],
      ],
    ],
  },
});
