import { accessControl } from '../../../../okta-apps/review/change-rules/access-control';
import { testChangeRules } from '../support/change-cases';
import { rawChange } from '../support/plan-json';

const says = (type: string, effect: string, value: string) =>
  `${type} must be changed on purpose, because ${effect}, got "${value}"; look at what it allows before and after: this review does not read it`;

testChangeRules(accessControl, {
  'resource/access-control-changed': {
    good: [
      ['one that stays', rawChange('okta_policy_mfa.all', { name: 'all' }, { name: 'all' })],
      ['one that goes, of which another rule speaks', rawChange('okta_policy_mfa.all', { name: 'all' }, null)],
      ['a group', rawChange('okta_group.staff', null, { name: 'staff' })],
    ],
    bad: [
      [
        'a role that a group gets',
        rawChange('okta_group_role.staff', null, { group_id: '00g1', role_type: 'SUPER_ADMIN' }),
        [says('okta_group_role', 'it decides who administers the org', 'okta_group_role.staff')],
      ],
      [
        'a rule that asks for less',
        rawChange('okta_policy_rule_signon.r', { name: 'r', mfa_required: true }, { name: 'r', mfa_required: false }),
        [says('okta_policy_rule_signon', 'it decides which factors people are asked for', 'r')],
      ],
      [
        'a hook that is made anew',
        rawChange('okta_inline_hook.h', { name: 'h' }, { name: 'h' }, { actions: ['delete', 'create'] }),
        [says('okta_inline_hook', 'whoever runs the address decides what goes on, or is told of it', 'h')],
      ],
    ],
  },
});
