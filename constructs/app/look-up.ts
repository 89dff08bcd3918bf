import { DataOktaGroup } from '@cdktf/provider-okta/lib/data-okta-group';
import { DataOktaPolicy } from '@cdktf/provider-okta/lib/data-okta-policy';
import type { TerraformDataSource, TerraformStack } from 'cdktf';
import { literal } from './literals';
import { terraformName } from './names-and-ids';

/** Finds a group or a policy by its name, once per stack; gives the token of its id. */
function lookUp(stack: TerraformStack, kind: string, name: string, make: (id: string) => TerraformDataSource): string {
  const id = `${kind}:${name}`;
  const known = stack.node.tryFindChild(id) as TerraformDataSource | undefined;
  const found = known ?? make(id);
  if (known === undefined) found.overrideLogicalId(terraformName(name));
  return found.getStringAttribute('id');
}

/**
 * The id of the group with this name, as a token. The provider takes a single hit that only begins with the name, which
 * would let the wrong people in: a postcondition refuses such a plan.
 */
export function groupNamed(stack: TerraformStack, name: string): string {
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

/** The id of the authentication policy with this name, as a token. */
export function policyNamed(stack: TerraformStack, name: string): string {
  return lookUp(
    stack,
    'policy',
    name,
    (id) => new DataOktaPolicy(stack, id, { name: literal(name), type: 'ACCESS_POLICY' }),
  );
}
