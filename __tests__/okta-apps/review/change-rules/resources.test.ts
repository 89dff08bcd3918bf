import { resources } from '../../../../okta-apps/review/change-rules/resources';
import { testChangeRules } from '../support/change-cases';
import { appChange, newApp, rawChange, rawPlan, SOUND_APP } from '../support/plan-json';
import { reviewOf, stackOf } from '../support/reviews';

const replaced = { actions: ['delete', 'create'] };
const far = (type: string, effect: string, name: string) =>
  `${type} must be kept while something depends on it, because ${effect}, got "${name}"; list what depends on it`;
const used = (name: string) => `resource must be kept while it is used, got "${name}"; list what uses it`;
const hidden = (prop: string) =>
  `${prop} must be readable in a review, got "(sensitive)"; remove the sensitive variable or function, and anything that looks like a secret`;
const unknown = (prop: string) =>
  `${prop} must be known in a review, got "(known after apply)"; write the value out, or first apply the resource that it is read from`;
const leftOver = (object: object) =>
  `deposed object must be out of use, got ${JSON.stringify(object)}; compare this id with the one that is in use in Okta; only the state says that the object was replaced, and anyone who may write the state can make it say so`;
const secretly = (before: object, after: object, name: string) =>
  appChange({ ...before }, { ...after }, { after_sensitive: { [name]: true }, before_sensitive: {} });

testChangeRules(resources, {
  'resource/deposed-deleted': {
    good: [
      ['an object that is in use', rawChange('okta_app_oauth.web', SOUND_APP, null)],
      [
        'one that is taken out of Terraform, of which another rule speaks',
        rawChange('okta_app_oauth.web', SOUND_APP, null, { actions: ['forget'] }, { deposed: 'ab12' }),
      ],
      [
        'one that is kept',
        rawChange('okta_app_oauth.web', SOUND_APP, SOUND_APP, { actions: ['no-op'] }, { deposed: 'ab12' }),
      ],
      ['one that means nothing', rawChange('terraform_data.x', { id: '1' }, null, {}, { deposed: 'ab12' })],
    ],
    bad: [
      [
        'an app that a replacement left over',
        rawChange('okta_app_oauth.web', SOUND_APP, null, {}, { deposed: 'ab12' }),
        [leftOver({ name: 'Storefront', client_id: 'storefront-web', id: '0oa1' })],
      ],
      [
        'a policy',
        rawChange('okta_policy_mfa.all', { name: 'all', id: '00p1' }, null, {}, { deposed: 'ab12' }),
        [leftOver({ name: 'all', id: '00p1' })],
      ],
      [
        'a token of the API',
        rawChange('okta_api_token.x', { name: 'ci', id: '00T1' }, null, {}, { deposed: 'ab12' }),
        [leftOver({ name: 'ci', id: '00T1' })],
      ],
    ],
  },
  'resource/far-reaching-removed': {
    good: [
      ['an update', rawChange('okta_auth_server.main', { name: 'a' }, { name: 'b' })],
      ['an app, of which another rule speaks', rawChange('okta_app_oauth.web', SOUND_APP, null)],
    ],
    bad: [
      [
        'an authorization server that goes',
        rawChange('okta_auth_server.main', { name: 'main' }, null),
        [far('okta_auth_server', 'every app that trusts its tokens refuses them', 'main')],
      ],
      [
        'a policy that is replaced',
        rawChange('okta_app_signon_policy.two', { name: 'two' }, { name: 'two' }, replaced),
        [far('okta_app_signon_policy', 'its apps fall back to the default policy, which may ask for less', 'two')],
      ],
      [
        'a group that goes',
        rawChange('okta_group.staff', { name: 'Staff' }, null),
        [far('okta_group', 'its members lose what the group gave them', 'Staff')],
      ],
    ],
  },
  'resource/removed': {
    good: [
      ['an update', rawChange('okta_auth_server_scope.x', { name: 'a' }, { name: 'b' })],
      ['one that decides more, of which another rule speaks', rawChange('okta_group_rule.x', { name: 'a' }, null)],
      ['one of another provider, of which another rule speaks', rawChange('random_password.x', { id: 'a' }, null)],
      ['an assignment, of which another rule speaks', rawChange('okta_app_group_assignments.web', { group: [] }, null)],
      ['an app, of which another rule speaks', rawChange('okta_app_oauth.web', SOUND_APP, null)],
      ['the rest of an interrupted replacement', rawChange('okta_user.x', { id: '1' }, null, {}, { deposed: 'ab12' })],
    ],
    bad: [
      ['a theme that is deleted', rawChange('okta_theme.x', { id: 'thm1' }, null), [used('thm1')]],
      [
        'a profile attribute that is replaced',
        rawChange('okta_user_schema_property.x', { id: 'team' }, { id: 'team' }, replaced),
        [used('team')],
      ],
      [
        'an assignment that is replaced',
        rawChange('okta_app_group_assignment.x', { id: '1' }, { id: '1' }, replaced),
        [used('1')],
      ],
    ],
  },
  'resource/forgotten': {
    good: [
      [
        'an app, which has a rule of its own',
        rawChange('okta_app_oauth.web', SOUND_APP, null, { actions: ['forget'] }),
      ],
      ['a group that changes', rawChange('okta_group.a', { name: 'A' }, { name: 'B' })],
    ],
    bad: [
      [
        'a group',
        rawChange('okta_group.a', { name: 'A' }, null, { actions: ['forget'] }),
        ['okta_group must have an owner outside Terraform, got "A"; document who owns it'],
      ],
    ],
  },
  'resource/moved': {
    good: [['a resource at its place', appChange({}, {})]],
    bad: [
      [
        'another address',
        appChange({}, {}, {}, { previous_address: 'okta_app_oauth.old' }),
        [
          'address must be followed in every state, got "okta_app_oauth.old"; keep the moved block until every state has it',
        ],
      ],
    ],
  },
  'review/hidden-value': {
    good: [
      ['a hidden value that does not change', secretly({}, {}, 'redirect_uris')],
      ['a hidden value that does not affect access', secretly({}, { label: 'Shop' }, 'label')],
      ['a client secret', appChange({ client_basic_secret: 'a' }, { client_basic_secret: 'b' })],
    ],
    bad: [
      [
        'hidden redirect URIs',
        secretly({}, { redirect_uris: ['https://evil.example/'] }, 'redirect_uris'),
        [hidden('redirect_uris')],
      ],
      [
        'one redirect URI of two that looks like a secret',
        appChange(
          {},
          { redirect_uris: ['https://shop.acme.com/cb', 'https://evil.example/?x=eyJhbGciOiJIUzI1.eyJzdWIiOiIx'] },
        ),
        [hidden('redirect_uris[1]')],
      ],
      [
        'a redirect URI of a new app that looks like a secret',
        newApp({ redirect_uris: ['https://evil.example/SSWS x'] }),
        [hidden('redirect_uris[0]')],
      ],
      [
        'a group that looks like a secret',
        rawChange('okta_app_group_assignments.x', { group: [] }, { group: [{ id: 'SSWS x' }] }),
        [hidden('group[0]')],
      ],
      [
        'a hidden policy',
        secretly({}, { authentication_policy: 'rst2' }, 'authentication_policy'),
        [hidden('authentication_policy')],
      ],
    ],
  },
  'review/unknown-value': {
    good: [
      ['what Okta decides for a new app', newApp()],
      [
        'a policy, of which another rule speaks',
        appChange({}, { authentication_policy: null }, { after_unknown: { authentication_policy: true } }),
      ],
      ['a label', appChange({}, { label: null }, { after_unknown: { label: true } })],
    ],
    bad: [
      [
        'redirect URIs that only Terraform will know',
        appChange({}, { redirect_uris: null }, { after_unknown: { redirect_uris: true } }),
        [unknown('redirect_uris')],
      ],
      [
        'one redirect URI of two',
        appChange(
          {},
          { redirect_uris: ['https://shop.acme.com/cb', null] },
          { after_unknown: { redirect_uris: [false, true] } },
        ),
        [unknown('redirect_uris')],
      ],
      [
        'a group that the same plan makes',
        rawChange('okta_app_group_assignment.x', null, { app_id: '0oa1' }, { after_unknown: { group_id: true } }),
        [unknown('group_id')],
      ],
    ],
  },
  'review/unknown-action': {
    good: [['an update', appChange({}, { label: 'Shop' })]],
    bad: [
      [
        'an unknown action',
        appChange({}, {}, { actions: ['invoke'] }),
        ['actions must be known to this review, got "okta_app_oauth.web"; review the plan itself'],
      ],
      [
        'no action at all',
        appChange({}, {}, { actions: undefined }),
        ['actions must be known to this review, got "okta_app_oauth.web"; review the plan itself'],
      ],
    ],
  },
});

const deposed = { deposed: 'ab12' };

test.each([
  ['an app', rawChange('okta_app_oauth.web', SOUND_APP, null, {}, deposed), 'high', 'medium'],
  ['an unknown type', rawChange('okta_new.x', { id: '1' }, null, {}, deposed), 'high', 'medium'],
  ['a theme', rawChange('okta_theme.x', { id: 'thm1' }, null, {}, deposed), 'medium', 'medium'],
  ['one of another provider', rawChange('random_password.x', { id: '1' }, null, {}, deposed), 'medium', 'medium'],
])('a deposed object that is deleted and is %s', (_, change, inProduction, elsewhere) => {
  const found = (production: boolean) =>
    reviewOf([stackOf(rawPlan([change]), { production })]).findings.map(({ rule, severity }) => [rule, severity]);
  expect(found(true)).toEqual([['resource/deposed-deleted', inProduction]]);
  expect(found(false)).toEqual([['resource/deposed-deleted', elsewhere]]);
});

test('a deposed object beside the one that is in use is reviewed by itself, and the digest tells it apart', () => {
  const update = appChange({ label: 'Old' }, { label: 'New' });
  const left = rawChange('okta_app_oauth.web', { ...SOUND_APP, id: '0oaOld' }, null, {}, deposed);
  const { findings } = reviewOf([stackOf(rawPlan([update, left]))]);
  expect(findings.map(({ rule, value }) => [rule, value])).toEqual([
    ['resource/deposed-deleted', '{"name":"Storefront","client_id":"storefront-web","id":"0oaOld"}'],
  ]);
});
