import { clientSecret } from '../../../../okta-apps/review/change-rules/client-secret';
import { testChangeRules } from '../support/change-cases';
import { appChange, newApp } from '../support/plan-json';

const VERSION = 'client_basic_secret_wo_version';
const omitted = appChange({ omit_secret: false }, {});
const kept = appChange({}, { omit_secret: false }, { actions: ['delete', 'create'] });
const bump = (omit_secret: boolean) => appChange({ omit_secret, [VERSION]: 1 }, { omit_secret, [VERSION]: 2 });
const secret = appChange(
  { omit_secret: false, client_basic_secret: 'old-secret-value-1' },
  { omit_secret: false, client_basic_secret: 'new-secret-value-2' },
);
const imported = (omit_secret: unknown, more = {}) =>
  appChange({ omit_secret: null }, { omit_secret, ...more }, { importing: { id: '0oa1' } });
const REPLACED = 'must stay while a relying party uses the old secret';
const NAME = 'tell the owners of the old secret, or use the two-secret rotation';

testChangeRules(clientSecret, {
  'client-secret/kept-in-state': {
    good: [
      ['the other direction', omitted],
      ['a new app, of which another rule speaks', newApp({ omit_secret: false })],
    ],
    bad: [
      [
        'omit_secret that is set to false again',
        kept,
        ['omit_secret must stay true, got false; set it to true again; for a new secret, use the two-secret rotation'],
      ],
    ],
  },
  'client-secret/left-out-of-state': {
    good: [
      ['the other direction', kept],
      ['an import, which never read it', imported(true)],
    ],
    bad: [
      [
        'omit_secret that is set later',
        omitted,
        [
          'omit_secret must change only when nothing reads the secret from the state, got true; make sure that no relying party or script reads it there',
        ],
      ],
    ],
  },
  'client-secret/in-state': {
    good: [
      ['a new app with omit_secret', newApp()],
      ['a new app without a secret', newApp({ omit_secret: false, token_endpoint_auth_method: 'private_key_jwt' })],
    ],
    bad: [
      [
        'a new app without omit_secret',
        newApp({ omit_secret: false }),
        [
          'omit_secret must be true, got false; set it to true before the app is created; if it is set later, older versions of the state may keep the secret',
        ],
      ],
    ],
  },
  'client-secret/unset-on-import': {
    good: [
      ['an import with omit_secret', imported(true)],
      ['an app that is not imported', kept],
      ['an imported app without a secret', imported(false, { token_endpoint_auth_method: 'none' })],
    ],
    bad: [
      [
        'an import without it',
        imported(false),
        ['omit_secret must be true for an imported app, got false; set it before the import'],
      ],
      [
        'an import that does not say',
        imported(null),
        ['omit_secret must be true for an imported app, got null; set it before the import'],
      ],
    ],
  },
  'client-secret/replaced': {
    good: [
      ['a version that is ignored, of which another rule speaks', bump(true)],
      ['a new app', newApp({ omit_secret: false, [VERSION]: 1 })],
    ],
    bad: [
      ['a higher version', bump(false), [`${VERSION} ${REPLACED}, got 2; ${NAME}`]],
      ['another secret, which is not shown', secret, [`client_basic_secret ${REPLACED}, got "(sensitive)"; ${NAME}`]],
    ],
  },
  'client-secret/version-ignored': {
    good: [['a version that has an effect', bump(false)]],
    bad: [
      [
        'a higher version with omit_secret',
        bump(true),
        [`${VERSION} must stay, because it has no effect, got 2; use the two-secret rotation instead`],
      ],
    ],
  },
  'client-secret/rotation-in-progress': {
    good: [
      ['an app with one secret', appChange({}, { label: 'Shop' }), { activeSecrets: 1 }],
      ['an app that does not change', appChange({}, {}), { activeSecrets: 2 }],
    ],
    bad: [
      [
        'an update of an app with two',
        appChange({}, { label: 'Shop' }),
        [
          'client secrets must be one while the app is updated, got 2; finish the rotation first (okta-apps rotate), then update',
        ],
        { activeSecrets: 2 },
      ],
    ],
  },
});
