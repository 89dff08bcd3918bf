import { defaultDeny } from '../../../../okta-apps/review/change-rules/default-deny';
import { testChangeRules, type RuleCase } from '../support/change-cases';
import { appChange, newApp, rawChange } from '../support/plan-json';

const UNKNOWN = 'look it up in the documentation of the provider; rules.known in env/ can accept it until a given day';
const says = (type: string, verb: string, effect: string, values: readonly unknown[], todo: string) =>
  `${type} must be ${verb} on purpose, because ${effect}, got ${JSON.stringify(values)}; ${todo}`;

const CLAIMS = 'relying parties authorize users by the claims in their tokens';
const NOTHING_KNOWN = 'this version of the review knows nothing of it';
const ALONE = { besideApp: false };
const claim = (value: string, more: Record<string, unknown> = {}) => ({
  name: 'groups',
  value_type: 'GROUPS',
  group_filter_type: 'REGEX',
  value,
  ...more,
});

const CASES: Readonly<Record<string, RuleCase>> = {
  'resource/object-changed': {
    good: [['a group that goes, of which another rule speaks', rawChange('okta_group.a', { name: 'A' }, null)]],
    bad: [
      [
        'a group with another name',
        rawChange('okta_group.a', { name: 'A' }, { name: 'B' }),
        [
          says(
            'okta_group',
            'changed',
            'apps, policies and claims refer to groups',
            ['name'],
            'look at what refers to it',
          ),
        ],
      ],
      [
        'a claim of an authorization server that is new itself',
        rawChange('okta_auth_server_claim.g', null, claim('.*')),
        [says('okta_auth_server_claim', 'created', CLAIMS, ['groups'], 'look at what refers to it')],
        { newOwners: new Set(['auth_server_id']) },
      ],
    ],
  },
  'resource/display-changed': {
    good: [
      ['a new app, which is shown as a whole', newApp({ enduser_note: 'Hello' })],
      ['a theme that goes, of which another rule speaks', rawChange('okta_theme.a', { id: '1' }, null)],
    ],
    bad: [
      [
        'a note for users',
        appChange({}, { enduser_note: 'Hello' }),
        [
          says(
            'okta_app_oauth',
            'changed',
            'users read it on their dashboard',
            ['enduser_note'],
            'check how it looks to users',
          ),
        ],
      ],
    ],
  },
  'review/unknown-type-beside-app': {
    good: [
      ['what Terraform keeps in its state', rawChange('terraform_data.a', null, { input: 'x' })],
      ['a stack without apps', rawChange('okta_badge.a', null, { name: 'a' }), ALONE],
    ],
    bad: [
      [
        'a type that is in no list',
        rawChange('okta_badge.a', null, { name: 'a' }),
        [says('okta_badge', 'created', NOTHING_KNOWN, ['a'], UNKNOWN)],
      ],
      [
        'a type of another provider that changes',
        rawChange('aws_iam_role.a', { name: 'a' }, { name: 'b' }),
        [says('aws_iam_role', 'changed', NOTHING_KNOWN, ['name'], UNKNOWN)],
      ],
    ],
  },
  'review/unknown-type': {
    good: [['a stack with apps', rawChange('okta_badge.a', null, { name: 'a' })]],
    bad: [
      [
        'a type that is in no list',
        rawChange('okta_badge.a', { id: '1' }, null),
        [says('okta_badge', 'deleted', NOTHING_KNOWN, ['okta_badge.a'], UNKNOWN)],
        ALONE,
      ],
    ],
  },
  'review/unknown-attribute-beside-app': {
    good: [
      ['an attribute that is harmless', appChange({}, { admin_note: 'x' })],
      ['a new app that leaves it unset', newApp({ dpop: null })],
    ],
    bad: [
      [
        'an attribute of an app that is in no list',
        appChange({ dpop: true }, { dpop: false }),
        [says('okta_app_oauth', 'changed', NOTHING_KNOWN, ['dpop'], UNKNOWN)],
      ],
      [
        'two in a new app',
        newApp({ dpop: true, encryption: 'none' }),
        [says('okta_app_oauth', 'created', NOTHING_KNOWN, ['dpop', 'encryption'], UNKNOWN)],
      ],
    ],
  },
  'review/unknown-attribute': {
    good: [['a stack with apps', rawChange('okta_trusted_origin.a', { x: 1 }, { x: 2 })]],
    bad: [
      [
        'an attribute that is in no list',
        rawChange('okta_trusted_origin.a', { x: 1 }, { x: 2 }),
        [says('okta_trusted_origin', 'changed', NOTHING_KNOWN, ['x'], UNKNOWN)],
        ALONE,
      ],
    ],
  },
};

testChangeRules(
  defaultDeny.filter(({ id }) => id in CASES),
  CASES,
);
