import { resourceBlocks } from '../document/modules/resource-blocks';
import { rootScope, type Scope } from '../document/modules/embedded';
import { literalText } from '../document/literal-text';
import { readDocument, type AssembledStack } from '../project/assembly';
import type { Values } from '../plan/plan';
import { attributeOf } from '../resources/attribute-of';
import type { ResourceType } from '../resources/resource-type';
import { field, isList, isObject, itemsOf, object, textField, type JsonObject } from '../shared/json';

/** Something that a stack declares, with the values that are in the code. */
export interface DeclaredObject {
  readonly stack: AssembledStack;
  /** `storefront-prod/billing` */
  readonly path: string;
  readonly address: string;
  readonly values: Values;
  /** Attributes whose values only Terraform knows. */
  readonly unknown: readonly string[];
  /** Attributes whose changes outside Terraform the code ignores; `all` for every one. */
  readonly ignored: readonly string[];
  /** Okta's id by which it is imported. */
  readonly importFrom: string | undefined;
  /** `count` or `for_each` decide how many there are. */
  readonly isRepeated: boolean;
}

/** What Terraform reads itself, and no attribute. */
const META: ReadonlySet<string> = new Set([
  '//',
  'lifecycle',
  'depends_on',
  'provider',
  'count',
  'for_each',
  'connection',
  'provisioner',
  'timeouts',
  'dynamic',
]);

/** Deeper values are not read. */
const DEEPEST = 20;

/**
 * Everything of one type that a stack declares.
 *
 * @param idOf Okta's id of an address, as the state has it: the ID of another object is the one expression that is followed.
 */
export function declaredObjects(
  stack: AssembledStack,
  { name: type }: ResourceType,
  idOf: (address: string) => string | undefined,
): readonly DeclaredObject[] {
  const document = readDocument(stack);
  const imports = itemsOf(field(document, 'import')).filter(isObject);
  return resourceBlocks(document)
    .filter((block) => block.type === type)
    .map(({ address, body }) => {
      const isInModule = !address.startsWith(`${type}.`);
      const scope = isInModule ? rootScope({}) : rootScope(document);
      const prefix = address.slice(0, address.lastIndexOf(`${type}.`));
      return {
        stack,
        path: `${stack.name}/${prefix === '' ? address.slice(type.length + 1) : address}`,
        address,
        ...valuesOf(body, { scope, idOf: (other) => idOf(prefix + other) }),
        ignored: ignoredIn(body),
        importFrom: importedBy(imports, address),
        isRepeated: Object.hasOwn(body, 'count') || Object.hasOwn(body, 'for_each'),
      };
    });
}

/** Where an expression is, and what can be known of it. */
interface Known {
  readonly scope: Scope;
  readonly idOf: (address: string) => string | undefined;
}

function valuesOf(body: JsonObject, known: Known): Pick<DeclaredObject, 'values' | 'unknown'> {
  const values: Record<string, unknown> = {};
  const unknown = Object.keys(object(field(body, 'dynamic')));
  for (const [name, written] of Object.entries(body)) {
    if (META.has(name) || written === null) continue;
    const value = valueOf(written, known, 0);
    if (value === ONLY_TERRAFORM) unknown.push(name);
    else values[name] = value;
  }
  return { values, unknown };
}

const ONLY_TERRAFORM: unique symbol = Symbol('only Terraform knows it');

function valueOf(written: unknown, known: Known, depth: number): unknown {
  if (depth > DEEPEST) return ONLY_TERRAFORM;
  if (typeof written === 'string') return textOf(written, known);
  if (isList(written)) {
    const items = written.map((item) => valueOf(item, known, depth + 1));
    return items.includes(ONLY_TERRAFORM) ? ONLY_TERRAFORM : items;
  }
  if (!isObject(written)) return written;
  const members = Object.entries(written).map(([key, item]) => [key, valueOf(item, known, depth + 1)] as const);
  if (members.some(([key, item]) => item === ONLY_TERRAFORM || key.includes('${'))) return ONLY_TERRAFORM;
  return Object.fromEntries(members);
}

/** `${data.okta_policy.mfa.id}`, `${okta_group.staff[0].id}` */
const ID_OF = /^\$\{\s*((?:data\.)?[a-z]\w*\.[A-Za-z_][\w-]*(?:\[(?:\d+|"[^"\\$%]*")\])?)\.id\s*\}$/;

function textOf(written: string, { scope, idOf }: Known): unknown {
  const other = ID_OF.exec(written)?.[1];
  if (other !== undefined) return idOf(other) ?? ONLY_TERRAFORM;
  return literalText(scope, written) ?? ONLY_TERRAFORM;
}

function ignoredIn(body: JsonObject): readonly string[] {
  const ignored = field(object(itemsOf(field(body, 'lifecycle'))[0]), 'ignore_changes');
  return itemsOf(ignored).filter((name): name is string => typeof name === 'string');
}

function importedBy(imports: readonly JsonObject[], address: string): string | undefined {
  const block = imports.find((one) => textField(one, 'to')?.replace(/^\$\{(.*)\}$/, '$1') === address);
  // The id may have options of the import behind it: `0oa…/skip_users`.
  return textField(block ?? {}, 'id')?.split('/')[0];
}

/** Whether the code leaves an attribute to others. */
export function isIgnored({ ignored }: Pick<DeclaredObject, 'ignored'>, name: string): boolean {
  return ignored.includes('all') || ignored.some((path) => path.split(/[.[]/)[0] === name);
}

/** Whether Okta has nothing to compare with the attribute: it is Terraform's own, computed, or a secret. */
export function isOfTerraform(type: ResourceType, name: string): boolean {
  const { terraformOnly, computed, secret } = attributeOf(type, name);
  return terraformOnly === true || computed === true || secret === true;
}
