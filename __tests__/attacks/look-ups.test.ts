import { lookUpNotes, type LookUp } from '../../okta-apps/review/look-ups';
import type { StackInput } from '../../okta-apps/review/review-input';
import type { JsonObject } from '../../okta-apps/shared/json';
import { reviewOf, stackOf } from '../okta-apps/review/support/reviews';
import { appChange, rawPlan } from '../okta-apps/review/support/plan-json';
import { oktaDocument } from '../support/okta-document';
import { assigned } from './support/attack';
import { ADMINS, answer, BILLING, lookingUp, lookUpsOf } from './support/look-up-plan';

// threats.md, section 4: the apply resolves what is open before it applies.

const GROUP = 'data.okta_group.billing';
const found = (id: string, name: string, more: object = {}) => answer(GROUP, { id, name, ...more });
const found20 = found(BILLING, 'Billing');

function stack(lookUps: readonly LookUp[]): StackInput {
  return stackOf(rawPlan([appChange({}, { label: 'New' })]), { lookUps });
}

function said(lookUps: readonly LookUp[]): readonly string[] {
  return reviewOf([stack(lookUps)])
    .findings.filter(({ rule }) => rule.startsWith('look-up/'))
    .map(({ severity, address, message }) => `${severity} ${String(address)}: ${message}`);
}

const WHOLE_NAME = 'create the object, or write its full name, exactly as it is in Okta [look-up/other-name]';
const RENAMED =
  'find out who recreated or renamed it and why; rename it back if this is not the one that is meant [look-up/other-id]';

test.each<readonly [string, readonly LookUp[], string]>([
  [
    'the only group whose name begins with what the code asks for',
    lookUpsOf(lookingUp({ name: 'Bill' }), [found20]),
    `block ${GROUP}: name must be "Bill", got "Billing (${BILLING})"; ${WHOLE_NAME}`,
  ],
  [
    'the same, asked for by way of a local',
    lookUpsOf(lookingUp({ name: '${local.names.billing}' }, { locals: { names: { billing: 'Bill' } } }), [found20]),
    `block ${GROUP}: name must be "Bill", got "Billing (${BILLING})"; ${WHOLE_NAME}`,
  ],
  [
    'a name that has to be computed',
    lookUpsOf(lookingUp({ name: '${lower("BILL")}' }), [found20]),
    `block ${GROUP}: name must be written in the code as a text, got "Billing (${BILLING})"; write the name itself, so ` +
      'that it can be compared with what is found [look-up/other-name]',
  ],
  [
    'a group of another type than the code asks for',
    lookUpsOf(lookingUp({ name: 'Billing', type: 'OKTA_GROUP' }), [found(BILLING, 'Billing', { type: 'APP_GROUP' })]),
    `block ${GROUP}: type must be "OKTA_GROUP", got "APP_GROUP (${BILLING})"; ${WHOLE_NAME}`,
  ],
  [
    'a group that was recreated with the same name',
    lookUpsOf(lookingUp({ name: 'Billing' }), [found(ADMINS, 'Billing')], {
      [GROUP]: { id: BILLING, name: 'Billing' },
    }),
    `high ${GROUP}: data.okta_group.billing.id must be ${BILLING}, as at the last apply, got "${ADMINS}"; ${RENAMED}`,
  ],
  [
    'an output of another state that leads to another group',
    lookUpsOf(
      oktaDocument(
        { billing: {} },
        {
          ...assigned('${data.terraform_remote_state.people.outputs.staff}'),
          data: { terraform_remote_state: { people: { backend: 's3', config: { key: 'people' } } } },
        },
      ),
      [
        answer('data.terraform_remote_state.people', {
          backend: 's3',
          config: { key: 'people' },
          outputs: { staff: ADMINS },
        }),
      ],
      {
        'data.terraform_remote_state.people': {
          backend: 's3',
          config: { value: { key: 'people' }, type: 'object' },
          outputs: { value: { staff: BILLING }, type: 'object' },
        },
      },
    ),
    'high data.terraform_remote_state.people: data.terraform_remote_state.people.outputs.staff must be ' +
      `${BILLING}, as at the last apply, got "${ADMINS}"; ${RENAMED}`,
  ],
  [
    'a look-up that is put off until the apply',
    lookUpsOf(lookingUp({ name: 'Billing', depends_on: ['terraform_data.v'] }), []),
    `block ${GROUP}: data.okta_group.billing.id must be known before the apply, got "known after apply"; remove its ` +
      'depends_on, or apply what it depends on first, in a separate change [look-up/late]',
  ],
  [
    'the first user whom a search finds',
    lookUpsOf(
      oktaDocument(
        { billing: {} },
        {
          ...assigned('${data.okta_user.boss.id}'),
          data: { okta_user: { boss: { search: { name: 'title', value: 'Boss' } } } },
        },
      ),
      [answer('data.okta_user.boss', { id: '00uboss0000000000001' })],
    ),
    'high data.okta_user.boss: look-up must match one object only, got ["search","00uboss0000000000001"]; look it up by ' +
      'its full name or by its ID [look-up/several]',
  ],
])('attack: %s', (_, lookUps, message) => {
  expect(said(lookUps)).toEqual([message]);
});

test.each<readonly [string, readonly LookUp[], readonly string[]]>([
  [
    'the group that the code names',
    lookUpsOf(lookingUp({ name: 'Billing' }), [found20], { [GROUP]: { id: BILLING, name: 'Billing' } }),
    [`group Billing (${BILLING}), which the code reads as ${GROUP}.id`],
  ],
  [
    'a name with characters that templates have to escape',
    lookUpsOf(lookingUp({ name: 'Pay $${now}' }), [found(BILLING, 'Pay ${now}')]),
    [`group Pay \${now} (${BILLING}), which the code reads as ${GROUP}.id`],
  ],
  [
    'a reviewed change of the name: the last apply found another group',
    lookUpsOf(lookingUp({ name: 'Admins' }), [found(ADMINS, 'Admins')], { [GROUP]: { id: BILLING, name: 'Billing' } }),
    [`group Admins (${ADMINS}), which the code reads as ${GROUP}.id`],
  ],
  [
    'one for each name of a list',
    lookUpsOf(
      oktaDocument(
        { billing: {} },
        {
          ...assigned('${data.okta_group.staff["Billing"].id}'),
          data: { okta_group: { staff: { for_each: '${toset(["Billing"])}', name: '${each.value}' } } },
        },
      ),
      [answer('data.okta_group.staff["Billing"]', { id: BILLING, name: 'Billing' })],
    ),
    [`group Billing (${BILLING}), which the code reads as data.okta_group.staff["Billing"].id`],
  ],
  [
    'one for each member of an object',
    lookUpsOf(
      oktaDocument(
        { billing: {} },
        {
          ...assigned('${data.okta_group.staff["a"].id}'),
          data: { okta_group: { staff: { for_each: { a: { group: 'Billing' } }, name: '${each.value.group}' } } },
        },
      ),
      [answer('data.okta_group.staff["a"]', { id: BILLING, name: 'Billing' })],
    ),
    [`group Billing (${BILLING}), which the code reads as data.okta_group.staff["a"].id`],
  ],
  [
    'a network zone',
    lookUpsOf(
      oktaDocument(
        { billing: {} },
        {
          resource: {
            okta_app_signon_policy_rule: { office: { network_includes: ['${data.okta_network_zone.office.id}'] } },
          },
          data: { okta_network_zone: { office: { name: 'Office' } } },
        },
      ),
      [answer('data.okta_network_zone.office', { id: 'nzo12345678901234567', name: 'Office' })],
    ),
    ['network zone Office (nzo12345678901234567), which the code reads as data.okta_network_zone.office.id'],
  ],
  [
    'the policy of an app that is only created now',
    lookUpsOf(
      oktaDocument(
        { billing: { authentication_policy: '${data.okta_app_signon_policy.own.id}' } },
        { data: { okta_app_signon_policy: { own: { app_id: '${okta_app_oauth.billing.id}' } } } },
      ),
      [],
    ),
    ['policy known after the apply, which the code reads as data.okta_app_signon_policy.own.id'],
  ],
  [
    'an output of a module, by the place that it is written to',
    lookUpsOf(
      oktaDocument({ billing: {} }, { ...assigned('${module.people.staff}'), module: { people: {} } }),
      [],
      {},
      [
        {
          address: 'okta_app_group_assignments.billing',
          change: { after: { group: [{ id: BILLING }] } },
        },
      ],
    ),
    [`group ${BILLING}, which the code reads as module.people.staff`],
  ],
  [
    'ids of resources of the same stack',
    lookUpsOf(oktaDocument({ billing: {} }, assigned('${okta_group.staff.id}')), []),
    [],
  ],
])('everyday: %s', (_, lookUps, notes) => {
  expect({ findings: said(lookUps), notes: lookUpNotes(stack(lookUps)) }).toEqual({ findings: [], notes });
});

test('an output that is no ID is not shown: it could be a secret', () => {
  const state = 'data.terraform_remote_state.people';
  const document = oktaDocument(
    { billing: {} },
    { ...assigned(`\${${state}.outputs.staff}`), data: { terraform_remote_state: { people: { backend: 's3' } } } },
  );
  const answers = (staff: string): JsonObject => ({ backend: 's3', outputs: { staff } });
  const lookUps = lookUpsOf(document, [answer(state, answers('hunter2-hunter2'))], {
    [state]: answers('other-secret'),
  });
  expect(JSON.stringify(lookUps)).not.toMatch(/hunter2|other-secret/);
  expect(said(lookUps)).toHaveLength(1);
});

test('the review shows every look-up with its whole ID', () => {
  const lookUps = lookUpsOf(lookingUp({ name: 'Billing' }), [found20]);
  expect(reviewOf([stack(lookUps)]).stacks.flatMap(({ notes }) => notes)).toEqual([
    `group Billing (${BILLING}), which the code reads as ${GROUP}.id`,
  ]);
});
