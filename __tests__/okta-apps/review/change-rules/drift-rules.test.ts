import { CATALOGUE } from '../../../../okta-apps/resources/catalogue';
import { driftRules, type DriftSubject } from '../../../../okta-apps/review/change-rules/drift-rules';
import { appChange, rawChange, rawPlan, SOUND_APP, type Attributes, type RawChange } from '../support/plan-json';
import { planOf } from '../support/reviews';
import { testRules } from '../support/rule-cases';

/** What was changed outside Terraform, and what the plan does with the same app: reverts it, or keeps it. */
function subject(drift: RawChange, change: RawChange | undefined, isApplied = true): DriftSubject {
  const plan = planOf(rawPlan(change === undefined ? [] : [change], { resource_drift: [drift] }));
  const type = CATALOGUE.typeOf(drift.type);
  return { place: {}, production: true, type, drift: plan.drift[0]!, change: plan.changes[0], isApplied };
}

const reverted = (values: Attributes) => subject(appChange({}, values), appChange(values, {}));
const kept = (values: Attributes) => subject(appChange({}, values), appChange(values, values));
const overwritten = (values: Attributes, third: Attributes) => subject(appChange({}, values), appChange(values, third));

const BACK = 'find out who did it and why; the apply reverts it';
const STAYS = 'find out who did it and why; the apply keeps it';
const THIRD = 'find out who did it and why; the apply overwrites it with the value in the code';
const EVIL = 'https://evil.example.net/cb';
const opened = { redirect_uris: ['https://shop.acme.com/cb', EVIL] };
const CODE = 'be changed only in the code';

testRules(driftRules, {
  'drift/opened': {
    good: [
      ['access that was closed', reverted({ redirect_uris: [] })],
      ['a state that is only written otherwise', reverted({ login_scopes: [], jwks: null })],
    ],
    bad: [
      [
        'a redirect URI that is reverted',
        reverted(opened),
        [`redirect_uris[1] must be changed only in the code, got "${EVIL}"; ${BACK}`],
      ],
      [
        'a redirect URI that stays',
        kept(opened),
        [`redirect_uris[1] must be changed only in the code, got "${EVIL}"; ${STAYS}`],
      ],
      [
        'PKCE that was switched off',
        reverted({ pkce_required: false }),
        [`pkce_required must be changed only in the code, got false; ${BACK}`],
      ],
      [
        'a redirect URI that another one replaces',
        overwritten(opened, { redirect_uris: ['https://pay.acme.com/cb'] }),
        [`redirect_uris[1] must be changed only in the code, got "${EVIL}"; ${THIRD}`],
      ],
    ],
  },
  'drift/access-control-changed': {
    good: [['a label', reverted({ label: 'By hand' })]],
    bad: [
      [
        'another policy',
        reverted({ authentication_policy: 'rst2' }),
        [`authentication_policy must ${CODE}, got {"before":"rstmfa00000000000001","after":"rst2"}; ${BACK}`],
      ],
    ],
  },
  'drift/reopened': {
    good: [
      ['access that was closed and stays so', kept({ redirect_uris: [] })],
      ['access that was opened', reverted(opened)],
    ],
    bad: [
      [
        'access that was closed',
        reverted({ redirect_uris: [] }),
        [
          'redirect_uris[0] must stay as it is in Okta until the reason is known, got "https://shop.acme.com/cb"; find out who changed it and why before you apply',
        ],
      ],
      [
        'an app that was switched off',
        reverted({ status: 'INACTIVE' }),
        [
          'status must stay as it is in Okta until the reason is known, got "INACTIVE"; find out who changed it and why before you apply',
        ],
      ],
    ],
  },
  'drift/changed': {
    good: [
      ['access that was opened, of which another rule speaks', reverted(opened)],
      ['another policy, of which another rule speaks', reverted({ authentication_policy: 'rst2' })],
      ['what Okta computes', reverted({ logo_url: 'https://ok1static.oktacdn.com/x.png' })],
      ['a label that the apply keeps, of which another rule speaks', kept({ label: 'By hand' })],
    ],
    bad: [
      [
        'a label',
        reverted({ label: 'By hand' }),
        [`label must ${CODE}, got {"before":"Storefront","after":"By hand"}; ${BACK}`],
      ],
      [
        'a label that stays, where nothing is applied',
        subject(appChange({}, { label: 'By hand' }), undefined, false),
        [`label must ${CODE}, got {"before":"Storefront","after":"By hand"}; ${STAYS}`],
      ],
      [
        'a secret, which is not shown',
        reverted({ client_basic_secret: 'by-hand-secret' }),
        [`client_basic_secret must ${CODE}, got {"before":null,"after":"(sensitive)"}; ${BACK}`],
      ],
    ],
  },
  'drift/kept': {
    good: [
      ['a label that is reverted', reverted({ label: 'By hand' })],
      ['what Okta computes', kept({ logo_url: 'https://ok1static.oktacdn.com/x.png' })],
      [
        'a label of an app that the plan deletes',
        subject(appChange({}, { label: 'By hand' }), rawChange('okta_app_oauth.web', SOUND_APP, null)),
      ],
    ],
    bad: [
      [
        'a label under ignore_changes',
        kept({ label: 'By hand' }),
        [`label must ${CODE}, got {"before":"Storefront","after":"By hand"}; ${STAYS}`],
      ],
      [
        'a label of an app that the plan does not touch',
        subject(appChange({}, { label: 'By hand' }), undefined),
        [`label must ${CODE}, got {"before":"Storefront","after":"By hand"}; ${STAYS}`],
      ],
    ],
  },
  'drift/deleted': {
    good: [['a label', reverted({ label: 'By hand' })]],
    bad: [
      [
        'an app that is recreated',
        subject(rawChange('okta_app_oauth.web', SOUND_APP, null), rawChange('okta_app_oauth.web', null, SOUND_APP)),
        [
          'app must be deleted only in the code, got "Storefront"; find out who deleted it and why; the apply recreates it',
        ],
      ],
      [
        'another resource that is gone for good',
        subject(rawChange('okta_trusted_origin.x', { id: 'tos1' }, null), undefined),
        [
          'resource must be deleted only in the code, got "tos1"; find out who deleted it and why; the plan does not recreate it',
        ],
      ],
    ],
  },
});
