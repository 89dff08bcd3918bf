import { defaultDeny } from '../../../../okta-apps/review/change-rules/default-deny';
import { testChangeRules, type RuleCase } from '../support/change-cases';
import { appChange, newApp, rawChange } from '../support/plan-json';

const WHO = 'explain who gets in and who no longer does';
const READERS = 'list the relying parties that read it';
const WIDE = 'list the relying parties that read it, and the groups that they may see';
const says = (type: string, verb: string, effect: string, values: readonly unknown[], todo: string) =>
  `${type} must be ${verb} on purpose, because ${effect}, got ${JSON.stringify(values)}; ${todo}`;

const MEMBERS = 'it decides who is in a group, and so who may use its apps';
const CLAIMS = 'relying parties authorize users by the claims in their tokens';
const GROUPS = 'relying parties authorize users by the groups in their tokens';
const claim = (value: string, more: Record<string, unknown> = {}) => ({
  name: 'groups',
  value_type: 'GROUPS',
  group_filter_type: 'REGEX',
  value,
  ...more,
});
const groupsClaim = (...blocks: readonly Record<string, unknown>[]) => ({ groups_claim: blocks });
const acme = { type: 'FILTER', filter_type: 'STARTS_WITH', name: 'groups', value: 'acme-' };

const CASES: Readonly<Record<string, RuleCase>> = {
  'resource/app-access-changed': {
    good: [['users of a group that no app has', rawChange('okta_group_memberships.a', null, { group_id: '00g1' })]],
    bad: [
      [
        'users of a group that an app has',
        rawChange('okta_group_memberships.a', null, { group_id: '00g1' }),
        [says('okta_group_memberships', 'created', MEMBERS, ['okta_group_memberships.a'], WHO)],
        { reachesApp: true },
      ],
    ],
  },
  'resource/who-gets-in-changed': {
    good: [
      [
        'users of a group that an app has, of which another rule speaks',
        rawChange('okta_group_memberships.a', null, { group_id: '00g1' }),
        { reachesApp: true },
      ],
    ],
    bad: [
      [
        'a rule that fills a group',
        rawChange('okta_group_rule.eu', { name: 'EU', expression_value: 'a' }, { name: 'EU', expression_value: 'b' }),
        [says('okta_group_rule', 'changed', MEMBERS, ['expression_value'], WHO)],
      ],
      [
        'an app that users may add for themselves',
        appChange({ accessibility_self_service: false }, { accessibility_self_service: true }),
        [
          says(
            'okta_app_oauth',
            'changed',
            'users may add the app for themselves',
            ['accessibility_self_service'],
            WHO,
          ),
        ],
      ],
    ],
  },
  'resource/token-content-wide': {
    good: [
      ['a groups claim that names groups', rawChange('okta_auth_server_claim.g', null, claim('^acme-.*'))],
      ['another claim', rawChange('okta_auth_server_claim.g', null, { name: 'mail', value: '.*' })],
      ['a groups claim of an app', appChange({}, groupsClaim(acme))],
    ],
    bad: [
      [
        'a claim that is deleted',
        rawChange('okta_auth_server_claim.g', claim('^acme-'), null),
        [says('okta_auth_server_claim', 'deleted', CLAIMS, ['groups'], WIDE)],
      ],
      [
        'a claim with every group',
        rawChange('okta_auth_server_claim.g', claim('^acme-'), claim('^[A-Za-z].*$')),
        [says('okta_auth_server_claim', 'changed', CLAIMS, ['value'], WIDE)],
      ],
      [
        'a groups claim of an app that is removed',
        appChange(groupsClaim(acme), { groups_claim: [] }),
        [says('okta_app_oauth', 'changed', GROUPS, ['groups_claim'], WIDE)],
      ],
      [
        'a groups claim of a new app with every group',
        newApp(groupsClaim({ ...acme, filter_type: 'REGEX', value: '.*' })),
        [says('okta_app_oauth', 'created', GROUPS, ['groups_claim'], WIDE)],
      ],
      [
        'an expression that names no group',
        appChange(groupsClaim(acme), groupsClaim({ type: 'EXPRESSION', name: 'groups', value: 'user.getGroups()' })),
        [says('okta_app_oauth', 'changed', GROUPS, ['groups_claim'], WIDE)],
      ],
      [
        'a groups claim that cannot be read',
        appChange(groupsClaim(acme), { groups_claim: null }, { after_unknown: { groups_claim: true } }),
        [says('okta_app_oauth', 'changed', GROUPS, ['groups_claim'], WIDE)],
      ],
    ],
  },
  'resource/token-content-changed': {
    good: [
      [
        'a claim that is deleted, of which another rule speaks',
        rawChange('okta_auth_server_claim.g', claim('a'), null),
      ],
    ],
    bad: [
      [
        'a claim that names other groups',
        rawChange('okta_auth_server_claim.g', claim('^acme-'), claim('^corp-')),
        [says('okta_auth_server_claim', 'changed', CLAIMS, ['value'], READERS)],
      ],
      [
        'other statements of a SAML app, and a note',
        rawChange(
          'okta_app_saml.hr',
          { label: 'HR', audience: 'a', admin_note: 'x', enduser_note: 'y' },
          { label: 'HR', audience: 'b', admin_note: 'y', enduser_note: 'z' },
        ),
        [
          says(
            'okta_app_saml',
            'changed',
            'it decides where users are sent, and what the app receives about them',
            ['audience'],
            READERS,
          ),
        ],
      ],
      [
        'the profile of a group in an app',
        rawChange(
          'okta_app_group_assignments.web',
          { group: [{ id: '00g1', profile: '{}' }] },
          { group: [{ id: '00g1', profile: '{"role":"admin"}' }] },
        ),
        [
          says(
            'okta_app_group_assignments',
            'changed',
            'it decides what the app receives about the users of the group',
            ['group'],
            READERS,
          ),
        ],
      ],
    ],
  },
};

testChangeRules(
  defaultDeny.filter(({ id }) => id in CASES),
  CASES,
);
