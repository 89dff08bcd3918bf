import { defaultDeny } from '../../../../okta-apps/review/change-rules/default-deny';
import { testChangeRules, type RuleCase } from '../support/change-cases';
import { appChange, rawChange } from '../support/plan-json';

const COMPARE = 'compare what it allows before and after: this review does not read its values';
const says = (type: string, verb: string, effect: string, values: readonly unknown[], todo: string) =>
  `${type} must be ${verb} on purpose, because ${effect}, got ${JSON.stringify(values)}; ${todo}`;

const FACTORS = 'it decides which factors users are asked for';
const replaced = { actions: ['delete', 'create'] };

const CASES: Readonly<Record<string, RuleCase>> = {
  'resource/power-changed': {
    good: [
      ['a role that stays', rawChange('okta_group_role.a', { id: '1' }, { id: '1' })],
      ['a policy', rawChange('okta_policy_mfa.a', null, { name: 'all' })],
      [
        'the rest of an interrupted replacement',
        rawChange('okta_api_token.a', { id: '1' }, null, {}, { deposed: 'x' }),
      ],
    ],
    bad: [
      [
        'a role that a group gets',
        rawChange('okta_group_role.staff', null, { group_id: '00g1', role_type: 'SUPER_ADMIN' }),
        [
          says(
            'okta_group_role',
            'created',
            'it decides who administers the org',
            ['okta_group_role.staff'],
            'explain who gains or loses power over the org, and why',
          ),
        ],
      ],
      [
        'an API token that is deleted',
        rawChange('okta_api_token.ci', { name: 'ci' }, null),
        [
          says(
            'okta_api_token',
            'deleted',
            'it decides which programs may call the management API',
            ['ci'],
            'explain who gains or loses power over the org, and why',
          ),
        ],
      ],
    ],
  },
  'resource/front-door-changed': {
    good: [
      ['an identity provider that goes, of which another rule speaks', rawChange('okta_idp_saml.a', { id: '1' }, null)],
    ],
    bad: [
      [
        'a hook that is replaced',
        rawChange('okta_inline_hook.h', { name: 'h' }, { name: 'h' }, replaced),
        [
          says(
            'okta_inline_hook',
            'replaced',
            'Okta sends events to an address, and its owner can read them or decide what Okta does next',
            ['h'],
            COMPARE,
          ),
        ],
      ],
      [
        'another secret of an identity provider',
        rawChange('okta_idp_oidc.a', { client_secret: 'a' }, { client_secret: 'b' }),
        [
          says(
            'okta_idp_oidc',
            'changed',
            'the owner of the identity provider says who users are',
            ['client_secret'],
            COMPARE,
          ),
        ],
      ],
      [
        'a sign-in page of its own for an app',
        appChange({}, { accessibility_login_redirect_url: 'https://acme-login.example/' }),
        [
          says(
            'okta_app_oauth',
            'changed',
            'users are sent to it to enter their password',
            ['accessibility_login_redirect_url'],
            COMPARE,
          ),
        ],
      ],
    ],
  },
  'resource/factors-changed': {
    good: [
      ['a policy that stays', rawChange('okta_policy_mfa.all', { name: 'all' }, { name: 'all' })],
      [
        'a rule that asks for more',
        rawChange('okta_policy_rule_signon.r', { mfa_required: false }, { mfa_required: true }),
      ],
      ['a zone that no policy can name yet', rawChange('okta_network_zone.z', null, { name: 'Office' })],
      [
        'a policy of an app, of which another rule speaks',
        appChange({ skip_authentication_policy: true }, { authentication_policy: 'rst2' }),
      ],
    ],
    bad: [
      [
        'a rule that asks for less',
        rawChange('okta_policy_rule_signon.r', { mfa_required: true }, { mfa_required: false }),
        [says('okta_policy_rule_signon', 'changed', FACTORS, ['mfa_required'], COMPARE)],
      ],
      [
        'a rule that asks for more, and something else',
        rawChange('okta_policy_rule_signon.r', { mfa_required: false }, { mfa_required: true, priority: 1 }),
        [says('okta_policy_rule_signon', 'changed', FACTORS, ['mfa_required', 'priority'], COMPARE)],
      ],
      [
        'a zone that counts at once',
        rawChange('okta_network_zone.z', null, { name: 'Bad', usage: 'BLOCKLIST' }),
        [
          says(
            'okta_network_zone',
            'created',
            'policies let users in, or ask for fewer factors, by the network that they come from',
            ['Bad'],
            COMPARE,
          ),
        ],
      ],
    ],
  },
  'resource/factors-stricter': {
    good: [
      ['a rule that asks for less', rawChange('okta_policy_rule_signon.r', { access: 'DENY' }, { access: 'ALLOW' })],
      ['a new rule', rawChange('okta_policy_rule_signon.r', null, { access: 'DENY' })],
    ],
    bad: [
      [
        'a rule that lets no one in any more',
        rawChange('okta_policy_rule_signon.r', { access: 'ALLOW' }, { access: 'DENY' }),
        [says('okta_policy_rule_signon', 'changed', FACTORS, ['access'], 'tell the users who are asked for more')],
      ],
    ],
  },
};

testChangeRules(
  defaultDeny.filter(({ id }) => id in CASES),
  CASES,
);

it('has a rule for each reach and for what is not known; files beside this one have cases for the others', () => {
  expect(defaultDeny.map(({ id }) => id)).toEqual([
    ...Object.keys(CASES),
    'resource/app-access-changed',
    'resource/who-gets-in-changed',
    'resource/token-content-wide',
    'resource/token-content-changed',
    'resource/object-changed',
    'resource/display-changed',
    'review/unknown-type-beside-app',
    'review/unknown-type',
    'review/unknown-attribute-beside-app',
    'review/unknown-attribute',
  ]);
});
