import type { App } from 'cdktf';
import type { Construct } from 'constructs';
import { object } from '../../okta-apps/shared/json';
import { items } from '../../okta-apps/shared/values';
import type { Environment } from '../environment';
import { betweenCopies } from './between-copies';

const known = betweenCopies('seedGroups', () => new WeakMap<Construct, readonly string[]>());

/** Notes the groups of the local orgs of a project: stacks of its other environments know them, too. */
export function noteSeedGroups(app: App, environments: readonly Environment[]): void {
  known.set(app, namesIn(environments));
}

/**
 * Names of the groups of local orgs, sorted: of the project's environments, or else of those that the app has stacks for.
 */
export function seedGroupsOf(construct: Construct): readonly string[] {
  const { root } = construct.node;
  // Of all stacks below the app, not of all constructs: this is asked for each stack.
  return known.get(root) ?? namesIn(root.node.children.map((child) => object(object(child)['environment'])));
}

/** A seed with other shapes is reported by the rules, which come later. */
function namesIn(environments: readonly Partial<Environment>[]): readonly string[] {
  const groups = environments.flatMap(({ seed }) => items(object(seed)['groups']));
  const names = groups.map((group) => object(group)['name']).filter((name) => typeof name === 'string');
  return [...new Set(names)].sort();
}
