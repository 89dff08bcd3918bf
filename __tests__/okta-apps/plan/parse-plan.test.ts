import { AFTER_APPLY } from '../../../okta-apps/plan/markers';
import { parseDiagnostics, parsePlan, type TypeKnowledge } from '../../../okta-apps/plan/parse-plan';
import { PlanError } from '../../../okta-apps/plan/plan';
import { objectName } from '../../../okta-apps/resources/references';
import { appChange, rawChange, rawPlan, SOUND_APP } from '../review/support/plan-json';
import { planOf } from '../review/support/reviews';

const HINT = 'make the file with "terraform show -json <saved plan>"';

describe('a plan', () => {
  it('is read from text as from what JSON.parse made of it', () => {
    const json = rawPlan([appChange({}, { label: 'Shop' })]);
    expect(planOf(JSON.stringify(json))).toEqual(planOf(json));
  });

  it('has what Terraform says about itself', () => {
    const plan = planOf(rawPlan([], { errored: true, complete: false }));
    expect(plan).toEqual({
      formatVersion: '1.2',
      terraformVersion: '1.11.4',
      errored: true,
      complete: false,
      deferred: [],
      actions: [],
      unread: [],
      changes: [],
      drift: [],
      outputs: [],
      failedChecks: [],
      names: {},
    });
  });

  it('is not complete when it puts changes off, whatever it says of itself', () => {
    const deferred_changes = [{ reason: 'instance_count_unknown', resource_change: appChange({}, {}) }];
    expect(planOf(rawPlan([], { deferred_changes })).complete).toBe(false);
  });

  it('knows no value of a change of which nothing is known yet', () => {
    const raw = rawChange('okta_group.a', { name: 'x', description: 'y' }, { name: 'x' }, { after_unknown: true });
    expect(planOf(rawPlan([raw])).changes[0]).toMatchObject({
      after: { name: AFTER_APPLY, description: AFTER_APPLY },
      changed: ['description', 'name'],
    });
  });

  it('may have nothing but a version', () => {
    expect(planOf({ format_version: '1.0' })).toMatchObject({ changes: [], errored: false, complete: true });
  });

  it('has everything of a change that is documented', () => {
    const raw = appChange(
      { redirect_uris: ['https://a.acme.com/'] },
      { redirect_uris: ['https://b.acme.com/'] },
      { actions: ['delete', 'create'], replace_paths: [['client_id'], ['jwks', 0]], importing: { id: '0oa1' } },
      { action_reason: 'replace_because_cannot_update', previous_address: 'okta_app_oauth.old', deposed: 'ab' },
    );
    expect(planOf(rawPlan([raw])).changes[0]).toMatchObject({
      address: 'okta_app_oauth.web',
      type: 'okta_app_oauth',
      kind: 'replace',
      reason: 'replace_because_cannot_update',
      previousAddress: 'okta_app_oauth.old',
      importing: '0oa1',
      deposed: 'ab',
      replacePaths: ['client_id', 'jwks.0'],
      before: { redirect_uris: ['https://a.acme.com/'] },
      after: { redirect_uris: ['https://b.acme.com/'] },
      changed: ['redirect_uris'],
    });
  });

  it('is sorted by address and has no data source that is only read', () => {
    const plan = planOf(
      rawPlan([
        rawChange('okta_group.b', null, {}),
        rawChange('data.okta_group.x', null, {}, { actions: ['read'] }),
        rawChange('okta_group.a', null, {}),
      ]),
    );
    expect(plan.changes.map(({ address }) => address)).toEqual(['okta_group.a', 'okta_group.b']);
  });

  it.each([
    [['no-op'], 'no-op'],
    [['create'], 'create'],
    [['update'], 'update'],
    [['delete'], 'delete'],
    [['delete', 'create'], 'replace'],
    [['create', 'delete'], 'replace'],
    [['forget'], 'forget'],
    [['open'], 'other'],
    [[], 'other'],
  ])('calls the actions %j %s', (actions, kind) => {
    expect(planOf(rawPlan([appChange({}, {}, { actions })])).changes[0]?.kind).toBe(kind);
  });

  it('lists keys that it does not know, and reads the rest', () => {
    const raw = { ...rawPlan([{ ...appChange({}, {}), new_key: 1 }]), resource_wishes: [{}], timestamp: 'x' };
    expect(planOf(raw)).toEqual({
      ...planOf(rawPlan([appChange({}, {})])),
      unread: [
        { what: 'resource_changes[].new_key', addresses: ['okta_app_oauth.web'] },
        { what: 'resource_wishes', addresses: [] },
      ],
    });
  });

  it('has the identity that an import names, and what leaves the old object in Okta', () => {
    const importing = { identity: { id: '00g1', org: 'acme' } };
    const [imported, left] = planOf(
      rawPlan([
        rawChange('okta_group.a', {}, {}, { importing }),
        rawChange('okta_group.b', {}, {}, { actions: ['create', 'forget'] }),
      ]),
    ).changes;
    expect(imported).toMatchObject({ importing: 'id=00g1, org=acme' });
    expect(left).toMatchObject({ kind: 'replace', forgetsOld: true });
  });

  it('has no attribute that only an inherited key would give', () => {
    const raw = JSON.stringify(rawPlan([rawChange('okta_group.a', null, {})])).replace(
      '"after":{}',
      '"after":{"__proto__":{"label":"x"}}',
    );
    expect(Object.getPrototypeOf(planOf(raw).changes[0]?.after)).toBe(Object.prototype);
  });

  it('has outputs, without their values', () => {
    const output = {
      actions: ['update'],
      before: 'a-value',
      after: 'b-value',
      before_sensitive: true,
      after_sensitive: false,
    };
    const plan = planOf(rawPlan([], { output_changes: { b: output, a: { ...output, after_sensitive: { x: true } } } }));
    expect(plan.outputs).toEqual([
      { name: 'a', kind: 'update', sensitiveBefore: true, sensitiveAfter: true },
      { name: 'b', kind: 'update', sensitiveBefore: true, sensitiveAfter: false },
    ]);
  });

  it('has the checks that fail', () => {
    const check = (name: string, status: string, message?: string) => ({
      address: { to_display: `check.${name}` },
      status,
      instances: [{ problems: message === undefined ? [] : [{ message }] }],
    });
    const checks = [check('b', 'fail', 'found another'), check('c', 'pass'), check('a', 'error')];
    expect(planOf(rawPlan([], { checks })).failedChecks).toEqual([
      { address: 'check.a', status: 'error', problems: [] },
      { address: 'check.b', status: 'fail', problems: ['found another'] },
    ]);
  });

  it('keeps the names of what is shown by name, in modules too', () => {
    const group = (id: string, name: string) => ({ type: 'okta_group', values: { id, name } });
    const user = { type: 'okta_user', values: { id: '00u1', login: 'ada@acme.com', name: 'x' } };
    const policy = { type: 'okta_policy', mode: 'data', values: { id: 'rst1', name: 'Any two factors' } };
    const zone = { type: 'okta_network_zone', values: { id: 'nzo1', name: 'Office' } };
    const app = { type: 'okta_app_oauth', values: { id: '0oa1', name: 'oidc_client', label: 'Shop' } };
    const marked = { ...group('00g4', 'Hidden'), sensitive_values: { name: true } };
    const unnamed = { type: 'okta_group', values: { id: '00g5', name: '' } };
    const root_module = {
      resources: [group('00g1', 'Staff'), user, policy, zone, app, marked, unnamed, group('00g3', 'a-secret')],
      child_modules: [{ resources: [group('00g2', 'Customers')] }],
    };
    const json = rawPlan([], { prior_state: { values: { root_module } } });
    const types: TypeKnowledge = { sameMeaning: () => true, nameOf: objectName };
    expect(parsePlan(json, { secrets: ['a-secret'] }, types).names).toEqual({
      '00g1': 'Staff',
      '00g2': 'Customers',
      '00u1': 'ada@acme.com',
      rst1: 'Any two factors',
      nzo1: 'Office',
    });
  });

  it('asks whether an attribute means the same before it masks it, and knows no type by itself', () => {
    const raw = appChange({}, { client_basic_secret: 'b', grant_types: [] }, { before: { client_basic_secret: 'a' } });
    const asked: unknown[] = [];
    const sameMeaning = (...values: readonly unknown[]) =>
      asked.push(values) > 0 && values[1] !== 'client_basic_secret';
    const types: TypeKnowledge = { sameMeaning, nameOf: () => undefined };
    expect(parsePlan(rawPlan([raw]), { secrets: [] }, types).changes[0]?.changed).toEqual(['client_basic_secret']);
    expect(asked).toContainEqual(['okta_app_oauth', 'client_basic_secret', 'a', 'b']);
    expect(parsePlan(rawPlan([appChange({ x: null }, { x: [] })]), { secrets: [] }).changes[0]?.changed).toEqual(['x']);
  });

  it('is not confused by huge or deep values', () => {
    const deep = JSON.parse(`${'['.repeat(5_000)}${']'.repeat(5_000)}`) as unknown;
    const raw = appChange(
      {},
      {},
      {
        before: { ...SOUND_APP, profile: 'x'.repeat(1_000_000) },
        after: { ...SOUND_APP, deep },
        after_unknown: { deep },
        replace_paths: [deep],
      },
    );
    expect(planOf(rawPlan([raw])).changes[0]?.changed).toEqual(['deep', 'profile']);
  });
});

describe('what is no plan', () => {
  it.each([
    ['an empty file', '', 'the file is empty'],
    ['half of a plan', JSON.stringify(rawPlan([])).slice(0, 40), 'it is not JSON, or it is truncated'],
    ['text', 'Error: no plan', 'it is not JSON, or it is truncated'],
    [
      'the log of plan -json',
      '{"@level":"info","@message":"x"}\n{"@level":"info"}\n',
      'it is the log of "terraform plan -json", not a plan',
    ],
    ['a list', [], 'it is not a JSON object'],
    ['null', 'null', 'it is not a JSON object'],
    [
      'an object of another program',
      { resource: {} },
      'it has no format_version, so Terraform did not write it as a plan',
    ],
    ['a plan of another format', { format_version: '2.0' }, 'its format_version is "2.0", and only 1.x is supported'],
    ['a plan of an old Terraform', { format_version: '0.2' }, 'its format_version is "0.2", and only 1.x is supported'],
    ['a state', { format_version: '1.0', values: {} }, 'it is a state, not a plan'],
    ['changes that are no list', { format_version: '1.2', resource_changes: {} }, 'its resource_changes is not a list'],
    ['a change that is none', rawPlan([1]), 'resource_changes[0] is not an object'],
    [
      'a change without an address',
      rawPlan([{ type: 'x', change: {} }]),
      'resource_changes[0] has no address, no type or no change',
    ],
    [
      'a change with an empty address',
      rawPlan([rawChange('', null, {}, {}, { type: 'x' })]),
      'resource_changes[0] has no address, no type or no change',
    ],
    [
      'a change with an empty type',
      rawPlan([rawChange('a.b', null, {}, {}, { type: '' })]),
      'resource_changes[0] has no address, no type or no change',
    ],
    [
      'an update without values after it',
      rawPlan([rawChange('a.b', {}, null, { actions: ['update'] })]),
      'resource_changes[0] is to update and has no values after it',
    ],
    [
      'an update without values before it',
      rawPlan([rawChange('a.b', null, {}, { actions: ['update'] })]),
      'resource_changes[0] is to update and has no values before it',
    ],
    [
      'a replacement without values after it',
      rawPlan([rawChange('a.b', {}, null, { actions: ['delete', 'create'] })]),
      'resource_changes[0] is to replace and has no values after it',
    ],
    [
      'a creation of nothing',
      rawPlan([rawChange('a.b', null, null)]),
      'resource_changes[0] is to create and has no values after it',
    ],
    [
      'a deletion of nothing',
      rawPlan([rawChange('a.b', null, null, { actions: ['delete'] })]),
      'resource_changes[0] is to delete and has no values before it',
    ],
    [
      'values that are none',
      rawPlan([rawChange('a.b', null, 'x' as never)]),
      'resource_changes[0] has values that are not an object',
    ],
    ['an output that is none', rawPlan([], { output_changes: { x: 1 } }), 'output_changes.x is not an object'],
  ])('is refused with one sentence: %s', (_title, json, reason) => {
    const parse = () => parsePlan(json, { secrets: [] });
    expect(parse).toThrow(PlanError);
    expect(parse).toThrow(new PlanError(reason));
    expect(new PlanError(reason).message).toBe(`cannot review this plan: ${reason}; ${HINT}`);
  });
});

it('reads diagnostics and leaves secrets out of them', () => {
  const raw = [
    { severity: 'error', summary: 'bad token abc-secret', detail: 'see abc-secret', address: 'a.b' },
    1,
    { severity: 'warning' },
  ];
  expect(parseDiagnostics(raw, { secrets: ['abc-secret'] })).toEqual([
    { severity: 'error', summary: 'bad token (sensitive)', detail: 'see (sensitive)', address: 'a.b' },
    { severity: 'warning', summary: '', detail: '' },
  ]);
  expect(parseDiagnostics(undefined, { secrets: [] })).toEqual([]);
});
