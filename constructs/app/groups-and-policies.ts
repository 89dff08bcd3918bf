import { createHash } from 'node:crypto';
import { AppGroupAssignments } from '@cdktf/provider-okta/lib/app-group-assignments';
import { DataOktaGroup } from '@cdktf/provider-okta/lib/data-okta-group';
import { DataOktaPolicy } from '@cdktf/provider-okta/lib/data-okta-policy';
import { TerraformStack, Token, type TerraformDataSource } from 'cdktf';
import type { Construct } from 'constructs';
import { literal } from './tokens';

/** Okta's ids of groups and of policies; anything else is a name. */
const GROUP_ID = /^00g[A-Za-z0-9]+$/;
const POLICY_ID = /^rst[A-Za-z0-9]+$/;

/**
 * Assigns the app to the groups, and to no others: `okta_app_group_assignments.<app>` owns all of an app's groups, so
 * there is one per app. Sorted, so that the order in the code is no change.
 *
 * @param groups Names, ids or tokens of ids.
 */
export function assignGroups(app: Construct, appId: string, groups: readonly string[]): AppGroupAssignments {
  const stack = TerraformStack.of(app);
  const known = [...new Set(groups)].filter((group) => !Token.isUnresolved(group)).sort();
  const tokens = groups.filter((group) => Token.isUnresolved(group));
  const ids = [...known.map((group) => (GROUP_ID.test(group) ? group : groupNamed(stack, group))), ...tokens];
  const assignments = new AppGroupAssignments(app, 'Groups', {
    appId,
    group: ids.map((id, index) => ({ id, priority: index + 1, profile: '{}' })),
  });
  assignments.overrideLogicalId(app.node.id);
  return assignments;
}

/** The id of the authentication policy: as it is, or as a token when the policy is given by its name. */
export function policyId(stack: TerraformStack, policy: string | undefined): string | undefined {
  if (typeof policy !== 'string' || Token.isUnresolved(policy) || POLICY_ID.test(policy)) return literal(policy);
  return lookUp(
    stack,
    'policy',
    policy,
    (id) => new DataOktaPolicy(stack, id, { name: literal(policy), type: 'ACCESS_POLICY' }),
  );
}

/** A Terraform name for any text: readable, and no two texts have the same. */
export function terraformName(text: string): string {
  const readable = text.replace(/[^A-Za-z0-9_-]+/g, '-').replace(/^-+|-+$/g, '');
  const name = /^[A-Za-z_]/.test(readable) ? readable : `_${readable}`;
  if (name === text) return text;
  return `${name}-${createHash('sha256').update(text).digest('hex').slice(0, 8)}`;
}

/**
 * The id of the group with this name, as a token. The provider takes a single hit that only begins with the name, which
 * would let the wrong people in: a postcondition refuses such a plan.
 */
function groupNamed(stack: TerraformStack, name: string): string {
  const postcondition = [
    {
      condition: `\${self.name == ${JSON.stringify(literal(name))}}`,
      errorMessage: `Okta has no group named ${literal(JSON.stringify(name))}, only one whose name begins so.`,
    },
  ];
  return lookUp(
    stack,
    'group',
    name,
    (id) => new DataOktaGroup(stack, id, { name: literal(name), lifecycle: { postcondition } }),
  );
}

/** Finds a group or a policy by its name, once per stack; gives the token of its id. */
function lookUp(stack: TerraformStack, kind: string, name: string, make: (id: string) => TerraformDataSource): string {
  const id = `${kind}:${name}`;
  const known = stack.node.tryFindChild(id) as TerraformDataSource | undefined;
  const found = known ?? make(id);
  if (known === undefined) found.overrideLogicalId(terraformName(name));
  return found.getStringAttribute('id');
}
