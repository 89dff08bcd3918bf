import { literalText } from '../document/literal-text';
import { rootScope } from '../document/modules/embedded';
import { readDocument, type AssembledStack } from '../project/assembly';
import { assignedApp, GROUP_ASSIGNMENT, GROUP_ASSIGNMENTS } from '../resources/app-assignment';
import { APP_OAUTH } from '../resources/app-oauth';
import { GROUP } from '../resources/group';
import { field, inner, isObject, itemsOf, object, textField, type JsonObject } from '../shared/json';

/** Groups that the code assigns to an app. */
export interface DeclaredGroups {
  /** Okta's id, as the state has it, and what the group is called. */
  readonly ids: ReadonlyMap<string, string>;
  /** Names of groups whose id no state has. */
  readonly names: ReadonlySet<string>;
  /** Some of them show only in a plan, so an assigned group may be one of them. */
  readonly isPartlyKnown: boolean;
}

/**
 * The groups that a stack assigns to its apps, by the address of the app. An app of which no block assigns groups is not
 * in it.
 */
export function declaredGroups(
  stack: AssembledStack,
  idOf: (address: string) => string | undefined,
): ReadonlyMap<string, DeclaredGroups> {
  const document = readDocument(stack);
  const found = new Map<string, DeclaredGroups>();
  for (const { type, attribute } of ASSIGNING) {
    for (const block of Object.values(object(inner(document, 'resource', type)))) {
      const app = isObject(block) ? assignedApp(block) : undefined;
      if (app === undefined || !isObject(block)) continue;
      const address = `${APP_OAUTH.name}.${app}`;
      const isRepeated = ['count', 'for_each', 'dynamic'].some((name) => Object.hasOwn(block, name));
      const written = attribute(block).map((text) => groupIn(document, text, idOf));
      found.set(address, merged(found.get(address), written, isRepeated));
    }
  }
  return found;
}

const ASSIGNING = [
  {
    type: GROUP_ASSIGNMENTS.name,
    attribute: (block: JsonObject) =>
      itemsOf(field(block, 'group')).flatMap((one) => (isObject(one) ? [textField(one, 'id')] : [])),
  },
  { type: GROUP_ASSIGNMENT.name, attribute: (block: JsonObject) => [textField(block, 'group_id')] },
] as const;

interface Written {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
}

const OF_GROUP = /^\$\{\s*((?:data\.)?okta_group\.([A-Za-z_][\w-]*))\.id\s*\}$/;

function groupIn(
  document: JsonObject,
  text: string | undefined,
  idOf: (address: string) => string | undefined,
): Written {
  if (text === undefined) return {};
  const [, address, name = ''] = OF_GROUP.exec(text) ?? [];
  const scope = rootScope(document);
  if (address === undefined) return { id: literalText(scope, text) };
  const section = address.startsWith('data.') ? 'data' : 'resource';
  const block = object(inner(document, section, GROUP.name, name));
  const called = textField(block, 'name');
  return { id: idOf(address), name: called === undefined ? undefined : literalText(scope, called) };
}

function merged(before: DeclaredGroups | undefined, written: readonly Written[], isRepeated: boolean): DeclaredGroups {
  const ids = new Map(before?.ids);
  const names = new Set(before?.names);
  for (const { id, name } of written) {
    if (id !== undefined) ids.set(id, name === undefined ? id : `${name} (${id})`);
    else if (name !== undefined) names.add(name);
  }
  const isUnknown = written.some(({ id, name }) => id === undefined && name === undefined);
  return { ids, names, isPartlyKnown: (before?.isPartlyKnown ?? false) || isUnknown || isRepeated };
}
