import { otherUris } from '../../../../okta-apps/review/change-rules/other-uris';
import { testChangeRules, type RuleCase } from '../support/change-cases';
import { appChange, newApp, rawChange } from '../support/plan-json';

const HOST = 'be on a host that the app uses already';
const INSECURE = 'be a plain https:// address';
const host = (prop: string, uri: string) =>
  `${prop} must ${HOST}, got ${JSON.stringify(uri)}; confirm who owns the host`;
const insecure = (prop: string, uri: string) =>
  `${prop} must ${INSECURE}, got ${JSON.stringify(uri)}; write the address of a page with TLS`;

/** The same cases for an attribute that holds one URI. */
function one(name: string): { readonly newHost: RuleCase; readonly insecure: RuleCase } {
  return {
    newHost: {
      good: [
        ['a host that sign-in uses already', appChange({}, { [name]: 'https://shop.acme.com/x' })],
        ['an address that goes', appChange({ [name]: 'https://a.example/' }, { [name]: '' })],
        ['a new app', newApp({ [name]: 'https://a.example/' })],
      ],
      bad: [
        ['another domain', appChange({}, { [name]: 'https://evil.example/' }), [host(name, 'https://evil.example/')]],
        ['another host', appChange({}, { [name]: 'https://pay.acme.com/' }), [host(name, 'https://pay.acme.com/')]],
      ],
    },
    insecure: {
      good: [
        ['https', appChange({}, { [name]: 'https://shop.acme.com/x' })],
        ['a loopback address elsewhere', appChange({}, { [name]: 'http://localhost/' }), { production: false }],
      ],
      bad: [
        ['http', appChange({}, { [name]: 'http://shop.acme.com/' }), [insecure(name, 'http://shop.acme.com/')]],
        [
          'loopback in production',
          appChange({}, { [name]: 'http://localhost/' }),
          [insecure(name, 'http://localhost/')],
        ],
        ['a script in a new app', newApp({ [name]: 'javascript:x' }), [insecure(name, 'javascript:x')]],
      ],
    },
  };
}

const [login, front] = [one('login_uri'), one('frontchannel_logout_uri')];
const OLD = 'https://shop.acme.com/';
const logout = (...uris: string[]) => appChange({}, { post_logout_redirect_uris: [OLD, ...uris] });
const LOGOUT = 'post_logout_redirect_uris[1]';

testChangeRules(otherUris, {
  'logout-uri/new-host': {
    good: [['a known host', logout('https://shop.acme.com/bye')]],
    bad: [
      ['another domain', logout('https://evil.example/'), [host(LOGOUT, 'https://evil.example/')]],
      ['another host', logout('https://pay.acme.com/'), [host(LOGOUT, 'https://pay.acme.com/')]],
      [
        'a resource of an app that is not in the plan',
        rawChange('okta_app_oauth_post_logout_redirect_uri.x', null, { app_id: '0oa1', uri: 'https://evil.example/' }),
        [host('uri', 'https://evil.example/')],
      ],
    ],
  },
  'logout-uri/insecure': {
    good: [['https', logout('https://shop.acme.com/bye')]],
    bad: [
      ['http', logout('http://shop.acme.com/'), [insecure(LOGOUT, 'http://shop.acme.com/')]],
      ['a wildcard', logout('https://*.acme.com/'), [insecure(LOGOUT, 'https://*.acme.com/')]],
      ['no URI', logout('bye'), [insecure(LOGOUT, 'bye')]],
    ],
  },
  'logout-uri/added': {
    good: [['a new host, of which another rule speaks', logout('https://bye.example/')]],
    bad: [
      [
        'another page of a host in use',
        logout('https://shop.acme.com/bye'),
        [
          'post_logout_redirect_uris[1] must be a page of the app, got "https://shop.acme.com/bye"; make sure that the page is one of the app, and sends users nowhere else',
        ],
      ],
    ],
  },
  'logout-uri/removed': {
    good: [['one that comes', logout('https://shop.acme.com/bye')]],
    bad: [
      [
        'one that goes',
        appChange({}, { post_logout_redirect_uris: null }),
        [`post_logout_redirect_uris[0] must stay while a page sends it, got "${OLD}"; make sure that nothing sends it`],
      ],
      [
        'one of its own resource',
        rawChange('okta_app_oauth_post_logout_redirect_uri.x', { app_id: '0oa1', uri: OLD }, null),
        [`uri must stay while a page sends it, got "${OLD}"; make sure that nothing sends it`],
      ],
    ],
  },
  'initiate-login/new-host': login.newHost,
  'initiate-login/insecure': login.insecure,
  'initiate-login/added': {
    good: [
      ['a new host, of which another rule speaks', appChange({}, { login_uri: 'https://start.example/' })],
      ['one that goes', appChange({ login_uri: OLD }, {})],
    ],
    bad: [
      [
        'another page of a host in use',
        appChange({ login_uri: OLD }, { login_uri: 'https://shop.acme.com/start' }),
        [
          'login_uri must be a page that starts a sign-in, got "https://shop.acme.com/start"; make sure that the page starts a sign-in, and sends users nowhere else',
        ],
      ],
    ],
  },
  'initiate-login/removed': {
    good: [['one that comes', appChange({}, { login_uri: OLD })]],
    bad: [
      [
        'one that goes',
        appChange({ login_uri: OLD }, {}),
        [`login_uri must stay while users start there, got "${OLD}"; tell them where to start`],
      ],
    ],
  },
  'frontchannel-logout/new-host': front.newHost,
  'frontchannel-logout/insecure': front.insecure,
  'frontchannel-logout/added': {
    good: [
      ['a new host, of which another rule speaks', appChange({}, { frontchannel_logout_uri: 'https://o.example/' })],
    ],
    bad: [
      [
        'another page of a host in use',
        appChange({ frontchannel_logout_uri: OLD }, { frontchannel_logout_uri: 'https://shop.acme.com/out' }),
        [
          'frontchannel_logout_uri must be a page of the app, got "https://shop.acme.com/out"; make sure that the page ends the user\'s session in the app',
        ],
      ],
    ],
  },
  'frontchannel-logout/removed': {
    good: [['one that comes', appChange({}, { frontchannel_logout_uri: OLD })]],
    bad: [
      [
        'one that goes',
        appChange({ frontchannel_logout_uri: OLD }, {}),
        [
          `frontchannel_logout_uri must stay while it ends sessions of the app, got "${OLD}"; make sure that the app ends their sessions in another way`,
        ],
      ],
    ],
  },
  'user-name-template/changed': {
    good: [['the same template', appChange({}, { label: 'Shop' })]],
    bad: [
      [
        'another template',
        appChange({}, { user_name_template: '${source.email}' }),
        [
          'user_name_template must stay the same, got {"before":"${source.login}","after":"${source.email}"}; make sure that the app knows users by the new name',
        ],
      ],
    ],
  },
});
