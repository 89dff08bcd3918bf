import { appLifecycle } from '../../../../okta-apps/review/change-rules/app-lifecycle';
import { testChangeRules } from '../support/change-cases';
import { appChange, newApp, rawChange, SOUND_APP } from '../support/plan-json';

const deletion = rawChange('okta_app_oauth.web', SOUND_APP, null);
const replacement = (paths: unknown, more = {}) =>
  appChange({}, { client_id: 'other' }, { actions: ['delete', 'create'], replace_paths: paths }, more);
const STAY = 'restore the old value, or schedule the replacement with the owners of all relying parties';
const ID = 'set the old client ID in the code; Okta accepts any client ID when it creates an app';

testChangeRules(appLifecycle, {
  'app/replaced': {
    good: [
      ['an update', appChange({}, { label: 'Shop' })],
      [
        'another resource that is replaced',
        rawChange('okta_group.staff', { name: 'a' }, { name: 'b' }, { actions: ['delete', 'create'] }),
      ],
    ],
    bad: [
      [
        'an attribute that forces it',
        replacement([['client_id']]),
        [`client_id must stay as it is, because Okta cannot change it in place, got "other"; ${STAY}`],
      ],
      [
        'two attributes that force it, one of them nested',
        replacement([['type'], ['jwks', 0, 'kid']]),
        [
          `jwks.0.kid must stay as it is, because Okta cannot change it in place, got []; ${STAY}`,
          `type must stay as it is, because Okta cannot change it in place, got "web"; ${STAY}`,
        ],
      ],
      [
        'a tainted app',
        replacement(undefined, { action_reason: 'replace_because_tainted' }),
        [
          'app must be kept, got "left half made by the last apply (tainted)"; unless it was tainted on purpose, keep it: run "terraform untaint okta_app_oauth.web" in cdktf.out/run/<stack>, and apply again',
        ],
      ],
      [
        'a tainted instance',
        replacement(undefined, { action_reason: 'replace_because_tainted', address: 'okta_app_oauth.web["b"]' }),
        [
          `app must be kept, got "left half made by the last apply (tainted)"; unless it was tainted on purpose, keep it: run "terraform untaint 'okta_app_oauth.web["b"]'" in cdktf.out/run/<stack>, and apply again`,
        ],
      ],
      [
        'create before destroy without a reason',
        appChange({}, {}, { actions: ['create', 'delete'] }),
        ['app must be kept, got "no reason given"; remove the cause of the replacement'],
      ],
    ],
  },
  'app/deleted': {
    good: [
      ['a new app', newApp()],
      [
        'the rest of an interrupted replacement',
        rawChange('okta_app_oauth.web', SOUND_APP, null, {}, { deposed: 'ab12' }),
      ],
      ['another resource that goes', rawChange('okta_group.staff', { name: 'Staff' }, null)],
    ],
    bad: [
      [
        'an app that goes',
        deletion,
        [
          'app must be kept while users sign in to it, got {"label":"Storefront","client_id":"storefront-web"}; keep it in the code, keep it in Okta with a removed block, or make sure that it is no longer used',
        ],
      ],
      [
        'a SAML app that goes',
        rawChange('okta_app_saml.hr', { label: 'HR' }, null),
        [
          'app must be kept while users sign in to it, got {"label":"HR"}; keep it in the code, keep it in Okta with a removed block, or make sure that it is no longer used',
        ],
      ],
    ],
  },
  'app/deactivated': {
    good: [
      ['an app that is switched on', appChange({ status: 'INACTIVE' }, { status: 'ACTIVE' })],
      ['an app that is new and switched off', newApp({ status: 'INACTIVE' })],
    ],
    bad: [
      [
        'an app that is switched off',
        appChange({}, { status: 'INACTIVE' }),
        ['status must stay "ACTIVE" while users sign in, got "INACTIVE"; make sure that the app is no longer used'],
      ],
      [
        'an unknown status',
        appChange({}, { status: 'DELETED' }),
        ['status must stay "ACTIVE" while users sign in, got "DELETED"; make sure that the app is no longer used'],
      ],
    ],
  },
  'app/activated': {
    good: [
      ['an app that is switched off', appChange({}, { status: 'INACTIVE' })],
      ['a new app, which is a finding itself', newApp()],
    ],
    bad: [
      [
        'an app that is switched on',
        appChange({ status: 'INACTIVE' }, {}),
        [
          'status must become "ACTIVE" when users are to sign in, got "ACTIVE"; confirm that the app is in use again, and that its settings are still right',
        ],
      ],
    ],
  },
  'app/client-id-changed': {
    good: [
      ['a new app', newApp({ client_id: 'x' })],
      ['the same client id', appChange({}, { label: 'Shop' })],
    ],
    bad: [
      [
        'another client id',
        appChange({}, { client_id: 'other' }),
        [`client_id must stay the same, got {"before":"storefront-web","after":"other"}; ${ID}`],
      ],
      [
        'one that Okta chooses',
        appChange({}, { client_id: null }, { actions: ['delete', 'create'], after_unknown: { client_id: true } }),
        [`client_id must stay the same, got {"before":"storefront-web","after":"(known after apply)"}; ${ID}`],
      ],
    ],
  },
  'app/left-behind': {
    good: [
      [
        'an app that is replaced',
        rawChange('okta_app_oauth.web', SOUND_APP, SOUND_APP, { actions: ['delete', 'create'] }),
      ],
    ],
    bad: [
      ['create', 'forget'],
      ['forget', 'create'],
    ].map((actions) => [
      `an app with the actions ${actions.join()}`,
      rawChange('okta_app_oauth.web', SOUND_APP, SOUND_APP, { actions }),
      [
        'app must be kept, got {"label":"Storefront","client_id":"storefront-web"}; keep the app, or deactivate the old one when all relying parties use the new one',
      ],
    ]),
  },
  'app/forgotten': {
    good: [['an app that is deleted', deletion]],
    bad: [
      [
        'an app that a removed block takes out',
        rawChange('okta_app_oauth.web', SOUND_APP, null, { actions: ['forget'] }),
        [
          'app must have an owner outside Terraform, got {"label":"Storefront","client_id":"storefront-web"}; document who owns it',
        ],
      ],
    ],
  },
});
