import { renderMarkdown } from '../../../../okta-apps/review/render/markdown';
import { rawChange, rawPlan, SOUND_APP, type Attributes } from '../support/plan-json';
import { reviewOf, stackOf } from '../support/reviews';

const GROUP = '00gbilling1234567890';
const POLICY = 'rstanytwo12345678901';
const ZONE = 'nzo0000000000office1';
const USER = '00uada12345678901234';

const data = (type: string, values: Attributes) => ({ address: `data.${type}.x`, type, mode: 'data', values });
/** What the plan read. */
const READ = {
  prior_state: {
    values: {
      root_module: {
        resources: [
          data('okta_group', { id: GROUP, name: 'Billing team' }),
          data('okta_policy', { id: POLICY, name: 'Any two factors' }),
          { ...data('okta_network_zone', { id: ZONE, name: 'Office' }), mode: 'managed' },
          data('okta_user', { id: USER, login: 'ada@acme.com', first_name: 'Ada' }),
        ],
      },
    },
  },
};

interface Case {
  readonly type: string;
  readonly attribute: string;
  readonly before: Attributes;
  /** With the ID in its place. */
  readonly after: (id: unknown) => Attributes;
  readonly id: string;
  /** How the review calls what has a name, and what has none. */
  readonly named: string;
  readonly unnamed: string;
}

const RULE: Attributes = { policy_id: POLICY, name: 'Staff', access: 'ALLOW', factor_mode: '2FA' };
const rule = (attribute: string) => ({
  type: 'okta_app_signon_policy_rule',
  attribute,
  before: RULE,
  after: (id: unknown) => ({ ...RULE, [attribute]: [id] }),
});

const CASES: Readonly<Record<string, Case>> = {
  'a group that is assigned': {
    type: 'okta_app_group_assignments',
    attribute: 'group',
    before: { app_id: '0oa1', group: [] },
    after: (id) => ({ app_id: '0oa1', group: [{ id, priority: 1 }] }),
    id: GROUP,
    named: `Billing team (${GROUP})`,
    unnamed: 'groups: + `00g0other12345678901',
  },
  'a group of a rule': {
    ...rule('groups_included'),
    id: GROUP,
    named: `Billing team (${GROUP})`,
    unnamed: 'groups included: + `00g0other12345678901',
  },
  'a policy': {
    type: 'okta_app_oauth',
    attribute: 'authentication_policy',
    before: { ...SOUND_APP, authentication_policy: 'rstdefault1234567890' },
    after: (id) => ({ ...SOUND_APP, authentication_policy: id }),
    id: POLICY,
    named: `Any two factors (${POLICY})`,
    unnamed: 'authentication policy: `rstdefault1234567890` → `rst0other12345678901',
  },
  'a zone of a rule': {
    ...rule('network_includes'),
    id: ZONE,
    named: `Office (${ZONE})`,
    unnamed: 'network zone nzo0other12345678901',
  },
  'a zone of an app': {
    type: 'okta_app_oauth',
    attribute: 'network',
    before: { ...SOUND_APP, network: [] },
    after: (id) => ({ ...SOUND_APP, network: [{ connection: 'ZONE', include: [id] }] }),
    id: ZONE,
    named: `Office (${ZONE})`,
    unnamed: 'network zone nzo0other12345678901',
  },
  'a user': {
    ...rule('users_included'),
    id: USER,
    named: `ada@acme.com (${USER})`,
    unnamed: 'users included: + `00u0other12345678901',
  },
};

const commentOf = ({ type, before, after }: Case, id: unknown, more: Attributes = {}, document?: Attributes): string =>
  renderMarkdown(
    reviewOf([
      stackOf(rawPlan([rawChange(`${type}.x`, before, after(id), more)], READ), {
        ...(document !== undefined && { synthesized: { before: document, after: document } }),
      }),
    ]),
  );

const other = (id: string) => `${id.slice(0, 3)}0other12345678901`;

describe.each(Object.entries(CASES))('%s', (_, one) => {
  it('has its name beside its ID, in the list of changes and in findings', () => {
    const [visible = '', ...folds] = commentOf(one, one.id).split('<details>');
    expect(visible).toContain(one.named);
    expect(folds.join('')).toContain(one.named);
    // Nowhere the ID alone, and nowhere the name twice.
    expect(commentOf(one, one.id).replaceAll(one.named, '')).not.toContain(one.id);
    expect(commentOf(one, one.id)).not.toContain(`(${one.named}`);
  });

  it('has its kind with its ID where no one tells its name', () => {
    expect(commentOf(one, other(one.id))).toContain(one.unnamed);
  });
});

describe('what only the apply gives an ID', () => {
  const unknown = { after_unknown: { authentication_policy: true } };

  it.each([
    ['a policy of the same plan', { resource: { okta_app_signon_policy: { strict: { name: 'Strict' } } } }, ''],
    ['a policy that is looked up late', { data: { okta_app_signon_policy: { strict: { name: 'Strict' } } } }, 'data.'],
  ])('%s has the name that the code gives it', (_, declared: Attributes, prefix) => {
    const policy = `\${${prefix}okta_app_signon_policy.strict.id}`;
    const app = { okta_app_oauth: { x: { ...SOUND_APP, authentication_policy: policy } } };
    const document = { ...declared, resource: { ...(declared['resource'] as Attributes | undefined), ...app } };
    const comment = commentOf(CASES['a policy']!, undefined, unknown, document);
    expect(comment).toContain('Strict (known after apply)');
    expect(comment).toContain('`rstdefault1234567890` → `Strict (known after apply)`');
  });

  it('says what it is where the code has no name', () => {
    expect(commentOf(CASES['a policy']!, undefined, unknown)).toContain('→ `(known after apply)`');
  });
});

it.each([
  ['okta_group', { name: 'Staff', description: 'a' }, 'group `Staff`'],
  ['okta_network_zone', { name: 'Office', usage: 'POLICY' }, 'network zone `Office`'],
  ['okta_user', { login: 'ada@acme.com', status: 'ACTIVE' }, 'user `ada@acme.com`'],
  ['okta_app_signon_policy', { name: 'Strict', description: 'a' }, 'policy `Strict`'],
])('a change of %s is told by its name', (type, before, called) => {
  const change = rawChange(`${type}.x`, before, { ...before, description: 'b', status: 'b', usage: 'b' });
  const [visible = '', ...folds] = renderMarkdown(reviewOf([stackOf(rawPlan([change]))])).split('<details>');
  expect(visible).toContain(`| **${called}**<br>`);
  expect(folds.join('')).toContain(`${called} in \`prod\` · \`${type}.x\``);
});

it('two objects of one name are told apart by their addresses', () => {
  const changes = ['one', 'two'].map((name) =>
    rawChange(`okta_group.${name}`, { name: 'Staff', description: name }, { name: 'Staff', description: 'b' }),
  );
  const comment = renderMarkdown(reviewOf([stackOf(rawPlan(changes))]));
  expect(comment).toContain('group `Staff` (`okta_group.one`)');
  expect(comment).toContain('group `Staff` (`okta_group.two`)');
});

it('leaves alone what only looks like an ID', () => {
  const label = 'rstisatextof20letter';
  expect(label).toHaveLength(20);
  const app = { ...CASES['a policy']!, after: () => ({ ...SOUND_APP, label }) };
  expect(commentOf(app, '')).toContain(`\`${label}\``);
});
