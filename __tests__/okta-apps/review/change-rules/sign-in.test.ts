import { signIn } from '../../../../okta-apps/review/change-rules/sign-in';
import { testChangeRules } from '../support/change-cases';
import { appChange, newApp, rawChange } from '../support/plan-json';

const rotation = (before: string, after: string) =>
  appChange({ refresh_token_rotation: before }, { refresh_token_rotation: after });
const leeway = (before: number, after: number, more = {}) =>
  appChange({ refresh_token_leeway: before, ...more }, { refresh_token_leeway: after, ...more });
const policy = (before: string | null, after: string | null, inside = {}) =>
  appChange({ authentication_policy: before }, { authentication_policy: after }, inside);
const consent = (before: string, after: string) => appChange({ consent_method: before }, { consent_method: after });
const STATIC = 'refresh_token_rotation must be "ROTATE", got "STATIC"; let refresh tokens rotate';
const POLICY = 'must ask for no less than the old one';
const COMPARE = 'compare the rules of the two policies';
/** A replaced app, as the provider plans it: what policy the new one gets is known after the apply. */
const replacedApp = (before: string | null, skip: boolean) =>
  appChange(
    { authentication_policy: before, skip_authentication_policy: skip },
    { client_id: 'other', authentication_policy: null, skip_authentication_policy: skip },
    {
      actions: ['delete', 'create'],
      replace_paths: [['client_id']],
      after_unknown: { id: true, authentication_policy: true },
    },
  );
const assignment = (policy_id: string | null) => (policy_id === null ? null : { id: 'x', app_id: '0oa1', policy_id });
const ONE_PLACE = 'set authentication_policy on the app itself: the next update of the app undoes an assignment';
const policyRule = (values: Record<string, unknown> | null) =>
  values === null ? null : { name: 'Two factors', policy_id: 'rst1', access: 'ALLOW', factor_mode: '2FA', ...values };
const rule = (before: Record<string, unknown> | null, after: Record<string, unknown> | null) =>
  rawChange('okta_app_signon_policy_rule.two', policyRule(before), policyRule(after));
const RULE = 'list the apps that have this policy, and compare what it requires of their users';
const zone = (connection: string) => [{ connection, include: [] }];

testChangeRules(signIn, {
  'refresh-token/static': {
    good: [
      ['rotation that begins', rotation('STATIC', 'ROTATE')],
      [
        'an app that loses its refresh tokens with it',
        appChange({}, { grant_types: ['authorization_code'], refresh_token_rotation: 'STATIC' }),
      ],
      [
        'a new app without refresh tokens',
        newApp({ grant_types: ['authorization_code'], refresh_token_rotation: 'STATIC' }),
      ],
    ],
    bad: [
      ['rotation that ends', rotation('ROTATE', 'STATIC'), [STATIC]],
      [
        'refresh tokens that come without rotation',
        appChange(
          { grant_types: ['authorization_code'], refresh_token_rotation: 'STATIC' },
          { refresh_token_rotation: 'STATIC' },
        ),
        [STATIC],
      ],
      ['a new app without rotation', newApp({ refresh_token_rotation: 'STATIC' }), [STATIC]],
    ],
  },
  'refresh-token/rotates': {
    good: [
      ['rotation that ends', rotation('ROTATE', 'STATIC')],
      [
        'an app that loses its refresh tokens',
        appChange({ refresh_token_rotation: 'STATIC' }, { grant_types: ['authorization_code'] }),
      ],
      ['a new app', newApp()],
    ],
    bad: [
      [
        'rotation that begins',
        rotation('STATIC', 'ROTATE'),
        [
          'refresh_token_rotation must change after the clients keep the newest token, got "ROTATE"; make sure that every client stores the refresh token that it gets with each answer',
        ],
      ],
    ],
  },
  'refresh-token/grace-period-lowered': {
    good: [
      ['a longer one', leeway(0, 30)],
      ['one that says nothing without refresh tokens', leeway(30, 0, { grant_types: ['authorization_code'] })],
    ],
    bad: [
      [
        'a shorter one',
        leeway(30, 10),
        [
          'refresh_token_leeway must be longer than the time after which clients repeat a request, got {"before":30,"after":10}; compare it with the time-outs of the clients',
        ],
      ],
    ],
  },
  'refresh-token/grace-period-raised': {
    good: [
      ['a shorter one', leeway(30, 0)],
      ['one that says nothing without refresh tokens', leeway(0, 30, { grant_types: ['authorization_code'] })],
      ['one that comes with rotation', appChange({ refresh_token_rotation: 'STATIC', refresh_token_leeway: 0 }, {})],
      ['a new app', newApp()],
    ],
    bad: [
      [
        'a longer one',
        leeway(0, 60),
        [
          'refresh_token_leeway must not be raised without need, got {"before":0,"after":60}; keep it as short as your clients allow',
        ],
      ],
    ],
  },
  'authentication-policy/changed': {
    good: [
      ['the same policy', policy('rst1', 'rst1')],
      ['a new app that leaves it to Okta', newApp({ authentication_policy: null })],
      ['unset that is written otherwise', policy('', null)],
      ['a replaced app whose policy is unknown', replacedApp('', true)],
    ],
    bad: [
      [
        'another policy',
        policy('rst1', 'rst2'),
        [`authentication_policy ${POLICY}, got {"before":"rst1","after":"rst2"}; ${COMPARE}`],
      ],
      [
        'one that is set later',
        policy('', 'rst2'),
        [`authentication_policy ${POLICY}, got {"before":"","after":"rst2"}; ${COMPARE}`],
      ],
      [
        'one that is unset',
        policy('rst1', ''),
        [`authentication_policy ${POLICY}, got {"before":"rst1","after":""}; ${COMPARE}`],
      ],
      [
        'one that the same plan makes',
        policy('rst1', null, { after_unknown: { authentication_policy: true } }),
        [`authentication_policy ${POLICY}, got {"before":"rst1","after":"(known after apply)"}; ${COMPARE}`],
      ],
      [
        'a replaced app that had one and leaves it to Okta from now on',
        replacedApp('rst1', true),
        [`authentication_policy ${POLICY}, got {"before":"rst1","after":"(known after apply)"}; ${COMPARE}`],
      ],
      [
        'a replaced app to which the provider assigns the default policy',
        replacedApp('rst1', false),
        [`authentication_policy ${POLICY}, got {"before":"rst1","after":"(known after apply)"}; ${COMPARE}`],
      ],
      [
        'another policy in an assignment',
        rawChange('okta_app_access_policy_assignment.x', assignment('rst1'), assignment('rst2')),
        [`policy_id ${POLICY}, got {"before":"rst1","after":"rst2"}; ${COMPARE}`],
      ],
    ],
  },
  'authentication-policy/not-kept': {
    good: [
      ['a replaced app that had one', replacedApp('rst1', true)],
      ['a replaced app to which the provider assigns one', replacedApp(null, false)],
      ['an app that stays', appChange({ skip_authentication_policy: true }, { skip_authentication_policy: true })],
      ['a new app', newApp({ skip_authentication_policy: true, authentication_policy: null })],
    ],
    bad: [
      [
        'a replaced app whose policy is unknown',
        replacedApp('', true),
        [
          'authentication_policy must be in the code before the app is replaced, got null; check in Okta which policy the app has, and set it in the code if it is not the default',
        ],
      ],
    ],
  },
  'authentication-policy/assignment': {
    good: [['an app with a policy of its own', newApp()]],
    bad: [
      [
        'an assignment that comes',
        rawChange('okta_app_access_policy_assignment.x', null, assignment('rst1')),
        [`policy_id must be assigned in one place, got "rst1"; ${ONE_PLACE}`],
      ],
      [
        'one that goes',
        rawChange('okta_app_access_policy_assignment.x', assignment('rst1'), null),
        [`policy_id must be assigned in one place, got "rst1"; ${ONE_PLACE}`],
      ],
    ],
  },
  'authentication-policy/rule-changed': {
    good: [
      ['a rule with another name', rule({}, { name: 'New name' })],
      ['a rule that does not change', rule({}, {})],
      ['two factors instead of one', rule({ factor_mode: '1FA' }, {})],
      ['a rule of a policy that is new itself', rule(null, {}), { newOwners: new Set(['policy_id']) }],
    ],
    bad: [
      [
        'two factors instead of one, for other groups',
        rule({ factor_mode: '1FA', groups_included: ['00g1'] }, { groups_included: [] }),
        [
          `factor_mode must ask for no less than before, got {"before":"1FA","after":"2FA"}; ${RULE}`,
          `groups_included[0] must ask for no less than before, got {"before":null,"after":"00g1"}; ${RULE}`,
        ],
      ],
      [
        'one factor instead of two',
        rule({}, { factor_mode: '1FA' }),
        [`factor_mode must ask for no less than before, got {"before":"2FA","after":"1FA"}; ${RULE}`],
      ],
      [
        'a rule that lets in whom it kept out',
        rule({ access: 'DENY' }, {}),
        [`access must ask for no less than before, got {"before":"DENY","after":"ALLOW"}; ${RULE}`],
      ],
      [
        'a group that it holds for',
        rule({ groups_included: [] }, { groups_included: ['00g1'] }),
        [`groups_included[0] must ask for no less than before, got {"before":null,"after":"00g1"}; ${RULE}`],
      ],
      ['a rule that comes', rule(null, {}), [`rule must ask for no less than before, got "Two factors"; ${RULE}`]],
      ['a rule that goes', rule({}, null), [`rule must ask for no less than before, got "Two factors"; ${RULE}`]],
    ],
  },
  'authentication-policy/rule-stricter': {
    good: [
      ['one factor instead of two', rule({}, { factor_mode: '1FA' })],
      [
        'two factors instead of one, for fewer groups: their users get another rule',
        rule({ factor_mode: '1FA', groups_included: ['00g1'] }, { groups_included: [] }),
      ],
    ],
    bad: [
      [
        'two factors instead of one',
        rule({ factor_mode: '1FA' }, {}),
        [
          'factor_mode must be announced, got {"before":"1FA","after":"2FA"}; tell the users of the apps with this policy',
        ],
      ],
    ],
  },
  'consent/trusted': {
    good: [
      ['consent that is asked for', consent('TRUSTED', 'REQUIRED')],
      ['a new app', newApp()],
      ['an import, which may not have read it', appChange({ consent_method: null }, {}, { importing: { id: '0oa1' } })],
    ],
    bad: [
      [
        'consent that is not asked for any more',
        consent('REQUIRED', 'TRUSTED'),
        ['consent_method must stay "REQUIRED", got "TRUSTED"; explain why users do not need to be asked'],
      ],
    ],
  },
  'consent/required': {
    good: [['consent that is not asked for any more', consent('REQUIRED', 'TRUSTED')]],
    bad: [
      [
        'consent that is asked for',
        consent('TRUSTED', 'REQUIRED'),
        ['consent_method must be announced, got "REQUIRED"; tell the users'],
      ],
    ],
  },
  'issuer-mode/changed': {
    good: [['the same mode', appChange({}, { label: 'Shop' })]],
    bad: [
      [
        'another mode',
        appChange({}, { issuer_mode: 'CUSTOM_URL' }),
        [
          'issuer_mode must change together with the relying parties, got {"before":"ORG_URL","after":"CUSTOM_URL"}; switch them to the new issuer at the same time',
        ],
      ],
    ],
  },
  'network/changed': {
    good: [['unset that is written otherwise', appChange({ network: null }, { network: [] })]],
    bad: [
      [
        'another network',
        appChange({ network: zone('ANYWHERE') }, { network: zone('ZONE') }),
        [
          'network must match where users sign in from, got {"before":[{"connection":"ANYWHERE","include":[]}],"after":[{"connection":"ZONE","include":[]}]}; compare the zones',
        ],
      ],
    ],
  },
});
