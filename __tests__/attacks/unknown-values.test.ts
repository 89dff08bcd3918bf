import { readPlan } from '../../okta-apps/resources/read-plan';
import { unknownValues } from '../../okta-apps/review/unknown-values';
import { reviewOf } from '../okta-apps/review/support/reviews';
import { rawChange, rawPlan, SOUND_APP, type Attributes } from '../okta-apps/review/support/plan-json';
import { oktaDocument } from '../support/okta-document';
import { assigned } from './support/attack';

// threats.md, section 4: what the code has to say is known before the apply.

const APP = 'okta_app_oauth.billing';
const ASSIGNED = 'okta_app_group_assignments.billing';

function planOf(address: string, after: Attributes, unknown: Attributes) {
  return readPlan(rawPlan([rawChange(address, null, after, { after_unknown: unknown })]), { secrets: [] });
}

test.each<readonly [string, Attributes, Attributes, Attributes, string]>([
  [
    'all redirect URIs',
    { redirect_uris: ['https://shop.acme.dev/callback'] },
    { redirect_uris: null },
    { redirect_uris: true },
    'redirect_uris',
  ],
  [
    'a member of a block',
    { groups_claim: [{ name: 'groups', value: 'partner-' }] },
    { groups_claim: [{ name: 'groups', value: null }] },
    { groups_claim: [{ value: true }] },
    'groups_claim[0].value',
  ],
  ['the status', { status: 'ACTIVE' }, { status: null }, { status: true }, 'status'],
])('attack: %s of an app are known only after the apply', (_, code, after, unknown, path) => {
  const document = oktaDocument({ billing: code }, {});
  const plan = planOf(APP, { ...SOUND_APP, ...after }, unknown);
  expect(unknownValues(plan.changes, document)).toEqual([{ address: APP, path }]);
});

test('attack: the instance has a key with brackets of its own', () => {
  const address = `${APP}["a]b"]`;
  const plan = planOf(address, { ...SOUND_APP, status: null }, { status: true });
  const document = oktaDocument({ billing: { for_each: '${toset(["a]b"])}', status: 'ACTIVE' } });
  expect(unknownValues(plan.changes, document)).toEqual([{ address, path: 'status' }]);
});

test('attack: the finding blocks, and says what to do', () => {
  const plan = planOf(APP, { ...SOUND_APP, status: null }, { status: true });
  const stack = { stack: 'shop-prod', environment: 'prod', production: true, plan };
  const document = oktaDocument({ billing: { status: 'ACTIVE' } });
  const { findings } = reviewOf([{ ...stack, synthesized: { after: document } }]);
  expect(findings.filter(({ rule }) => rule === 'plan/unknown-value')).toMatchObject([
    {
      severity: 'block',
      address: APP,
      message:
        'status must be known before the apply, got "known after apply"; write the value itself; only IDs of other ' +
        'objects may be known later [plan/unknown-value]',
    },
  ]);
});

const assignedGroup = assigned('${okta_group.staff.id}');

test.each<readonly [string, object, ReturnType<typeof planOf>]>([
  ['what Okta makes up', {}, planOf(APP, SOUND_APP, { id: true, name: true, client_secret: true })],
  [
    'what the code sets to null',
    oktaDocument({ billing: { login_uri: null } }),
    planOf(APP, { ...SOUND_APP, login_uri: null }, { login_uri: true }),
  ],
  [
    'a member that the provider adds to a block',
    oktaDocument({ billing: { groups_claim: [{ name: 'groups', value: 'partner-' }] } }),
    planOf(
      APP,
      { ...SOUND_APP, groups_claim: [{ name: 'groups', value: 'partner-', issuer_mode: null }] },
      { groups_claim: [{ issuer_mode: true }] },
    ),
  ],
  ['the ID of a new app', assignedGroup, planOf(ASSIGNED, { group: [{ id: '00g1' }] }, { app_id: true })],
  [
    'the ID of a new group in a block',
    assignedGroup,
    planOf(ASSIGNED, { group: [{ id: null }] }, { group: [{ id: true }] }),
  ],
  ['a block that is not known as a whole', assignedGroup, planOf(ASSIGNED, { group: null }, { group: true })],
  [
    'the ID of a new group in a dynamic block',
    {
      resource: {
        okta_app_group_assignments: {
          billing: { dynamic: { group: { for_each: [1], content: { id: '${okta_group.staff.id}' } } } },
        },
      },
    },
    planOf(ASSIGNED, { group: [{ id: null }] }, { group: [{ id: true }] }),
  ],
])('everyday: %s', (_, more, plan) => {
  const document = 'terraform' in more ? { ...more } : oktaDocument({ billing: {} }, { ...more });
  expect(unknownValues(plan.changes, document)).toEqual([]);
});
