import type { TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import type { Environment } from '../environment';

/** An `OktaStack` as the checks know it. */
export interface EnvironmentStack extends TerraformStack {
  readonly environment: Environment;
}

const STACK = Symbol.for('okta-oidc-cdktf.OktaStack');

/** Every `OktaStack` below the construct, in the order of declaration. */
export function environmentStacksIn(construct: IConstruct): EnvironmentStack[] {
  return construct.node.findAll().filter(isEnvironmentStack);
}

/** Marks the stack, so that it is known also by another copy of this package. */
export function markStack(stack: EnvironmentStack): void {
  Object.defineProperty(stack, STACK, { value: true });
}

/** An environment with its stacks. */
export interface EnvironmentStacks {
  readonly environment: Environment;
  readonly stacks: readonly EnvironmentStack[];
  /** Apps that its stacks ask the origins of, and that it has no entry for. @default [] */
  readonly missingApps?: readonly string[];
}

/** The stacks by their environments, which are compared by name; also of those `environments` that have no stack. */
export function byEnvironment(
  stacks: readonly EnvironmentStack[],
  environments: readonly Environment[] = [],
): readonly EnvironmentStacks[] {
  const all = new Map<string, { environment: Environment; stacks: EnvironmentStack[] }>();
  const of = (environment: Environment) => {
    const known = all.get(environment.name) ?? { environment, stacks: [] };
    all.set(environment.name, known);
    return known;
  };
  environments.forEach(of);
  for (const stack of stacks) of(stack.environment).stacks.push(stack);
  return [...all.values()];
}

function isEnvironmentStack(construct: IConstruct): construct is EnvironmentStack {
  return STACK in construct;
}
