import { TerraformVariable } from 'cdktf';
import { OidcWebApp } from '../../../constructs/oidc-web-app';
import { appAt, bareStack, MINIMAL, synthesized, type SynthesizedStack } from '../../support/synth-stack';

const ID = '00g1234567890abcdefg';

function assignmentsAt(json: SynthesizedStack, id: string): unknown {
  return json.resource?.['okta_app_group_assignments']?.[id];
}

describe('assignTo', () => {
  it('assigns groups by id, sorted and each once, at the address of the app', () => {
    const stack = bareStack();
    const groups = ['00g9999999999999999z', ID, ID];
    new OidcWebApp(stack, 'billing', { ...MINIMAL, assignTo: { groups } });
    expect(assignmentsAt(synthesized(stack), 'billing')).toEqual({
      app_id: '${okta_app_oauth.billing.id}',
      group: [
        { id: ID, priority: 1, profile: '{}' },
        { id: '00g9999999999999999z', priority: 2, profile: '{}' },
      ],
    });
  });

  it('looks a name up, once per stack, and refuses a group whose name only begins so', () => {
    const stack = bareStack();
    const assignTo = { groups: ['Staff (EU) "x" ${y}'] };
    new OidcWebApp(stack, 'a', { ...MINIMAL, assignTo });
    new OidcWebApp(stack, 'b', { ...MINIMAL, label: 'B', assignTo });
    const json = synthesized(stack);
    const found = json.data?.['okta_group'] ?? {};
    const [[address, group] = ['', {}]] = Object.entries(found);
    expect(Object.keys(found)).toHaveLength(1);
    expect(address).toMatch(/^Staff-EU-x-y-[0-9a-f]{8}$/);
    expect(group).toEqual({
      name: 'Staff (EU) "x" $${y}',
      lifecycle: {
        postcondition: [
          {
            condition: '${self.name == "Staff (EU) \\"x\\" $${y}"}',
            error_message: 'Okta has no group named "Staff (EU) \\"x\\" $${y}", only one whose name begins so.',
          },
        ],
      },
    });
    expect(assignmentsAt(json, 'b')).toMatchObject({ group: [{ id: `\${data.okta_group.${address}.id}` }] });
  });

  it('takes tokens as ids', () => {
    const stack = bareStack();
    const { stringValue } = new TerraformVariable(stack, 'group', {});
    new OidcWebApp(stack, 'billing', { ...MINIMAL, assignTo: { groups: [stringValue] } });
    expect(assignmentsAt(synthesized(stack), 'billing')).toMatchObject({ group: [{ id: '${var.group}' }] });
  });
});

describe('authenticationPolicy', () => {
  it('is looked up when it is a name', () => {
    const stack = bareStack();
    new OidcWebApp(stack, 'billing', { ...MINIMAL, authenticationPolicy: 'Any two factors' });
    const json = synthesized(stack);
    const [[address, policy] = ['', {}]] = Object.entries(json.data?.['okta_policy'] ?? {});
    expect(policy).toEqual({ name: 'Any two factors', type: 'ACCESS_POLICY' });
    const attributes = appAt(json, 'billing');
    expect(attributes['authentication_policy']).toBe(`\${data.okta_policy.${address}.id}`);
    expect(attributes).not.toHaveProperty('skip_authentication_policy');
  });
});

describe('groupsClaim', () => {
  it.each([
    [
      { name: 'groups', filter: 'STARTS_WITH', value: 'shop-' },
      { name: 'groups', type: 'FILTER', filter_type: 'STARTS_WITH', value: 'shop-' },
    ],
    [
      { name: 'groups', value: 'Groups.startsWith("OKTA", "shop-", 10)' },
      { name: 'groups', type: 'EXPRESSION', value: 'Groups.startsWith("OKTA", "shop-", 10)' },
    ],
  ] as const)('%j is written so', (groupsClaim, written) => {
    const stack = bareStack();
    new OidcWebApp(stack, 'billing', { ...MINIMAL, groupsClaim });
    expect(appAt(synthesized(stack), 'billing')['groups_claim']).toEqual(written);
  });
});
