import { field, isObject, object, textField, type JsonObject } from '../shared/json';
import { attributeOf } from '../resources/attribute-of';
import { CATALOGUE, type Catalogue } from '../resources/catalogue';
import { hasOwnImportId } from '../resources/resource-type';
import { addressesIn, addressIn, blocks, mapStrings, mapValues, without } from '../project/document';

/** An `import` block whose target can be made in the throwaway org. */
export interface ImportTarget {
  readonly address: string;
  /** As the block says it. */
  readonly id: string;
}

/** The imports of a head, as a rehearsal can show them. */
export interface Imports {
  readonly targets: readonly ImportTarget[];
  /** A document that makes the targets; there is none when there are no targets. */
  readonly making: JsonObject | undefined;
  /** Addresses of the imports that cannot be shown. */
  readonly leftOut: readonly string[];
  /** The head without blocks that import what the base already has, or that cannot be shown. */
  readonly head: JsonObject;
}

const REFERENCE = /(?<![\w.-])okta_\w+\.[\w-]+/g;

/** Plans what to do with the `import` blocks of a head that can be rehearsed, given the base. */
export function importsOf(base: JsonObject | undefined, head: JsonObject, catalogue: Catalogue = CATALOGUE): Imports {
  const all = blocks(head, 'import');
  const known = new Set(base === undefined ? [] : addressesIn(base));
  const open = all.filter((block) => !known.has(addressIn(block, 'to')));
  const possible = closed(
    open.flatMap((block) => {
      const [address, id] = [addressIn(block, 'to'), textField(block, 'id')];
      return id === undefined || id.includes('${') || field(block, 'for_each') !== undefined ? [] : [{ address, id }];
    }),
    head,
    catalogue,
  );
  const addresses = new Set(possible.map(({ address }) => address));
  const shown = open.filter((block) => addresses.has(addressIn(block, 'to')));
  const rest = without(head, 'import');
  return {
    targets: possible,
    making: possible.length === 0 ? undefined : making(head, addresses),
    leftOut: open.filter((block) => !shown.includes(block)).map((block) => addressIn(block, 'to')),
    head: shown.length === 0 ? rest : { ...rest, import: shown },
  };
}

/** The targets that can be made without anything else of the stack. */
function closed(targets: readonly ImportTarget[], head: JsonObject, catalogue: Catalogue): readonly ImportTarget[] {
  const addresses = new Set(targets.map(({ address }) => address));
  const ready = targets.filter(({ address }) => {
    const values = resourceAt(head, address);
    if (values === undefined) return false;
    const references = JSON.stringify(values).match(REFERENCE) ?? [];
    return (
      (isMadeAlone(address, catalogue) || references.length > 0) &&
      references.every((reference) => addresses.has(reference))
    );
  });
  return ready.length === targets.length ? targets : closed(ready, head, catalogue);
}

/** Whether the provider of a rehearsal makes it, and its import id is the id of the thing itself. */
function isMadeAlone(address: string, { typeOf }: Catalogue): boolean {
  const type = typeOf(address.split('.')[0] ?? '');
  return type.rehearsal !== undefined && hasOwnImportId(type);
}

function resourceAt(document: JsonObject, address: string): JsonObject | undefined {
  const [type = '', name = ''] = address.split('.');
  const values = field(object(field(object(field(document, 'resource')), type)), name);
  return isObject(values) ? values : undefined;
}

function making(head: JsonObject, addresses: ReadonlySet<string>): JsonObject {
  return {
    ...without(head, 'import', 'moved', 'removed', 'output', 'check'),
    resource: mapValues(object(field(head, 'resource')), (named, type) =>
      Object.fromEntries(Object.entries(object(named)).filter(([name]) => addresses.has(`${type}.${name}`))),
    ),
  };
}

/**
 * Which id the throwaway org gave to each target that has an id of its own, by the id in the block.
 *
 * @param state The Terraform state after the targets were made.
 */
export function madeIds(
  targets: readonly ImportTarget[],
  state: unknown,
  catalogue: Catalogue = CATALOGUE,
): ReadonlyMap<string, string> {
  const made = new Map<string, string>();
  for (const resource of blocks(object(state), 'resources')) {
    const address = `${textField(resource, 'type') ?? ''}.${textField(resource, 'name') ?? ''}`;
    const [instance] = blocks(resource, 'instances');
    const id = textField(object(field(instance ?? {}, 'attributes')), 'id');
    const target = targets.find((one) => one.address === address);
    if (target === undefined || id === undefined || !isMadeAlone(address, catalogue)) continue;
    // `id/skip_users` is an id with a flag.
    made.set(target.id.split('/')[0] ?? target.id, id);
  }
  return made;
}

/**
 * The head with the ids of the throwaway org. An app that was made in the console has its own id for its client id: as
 * such it stays, because the target was made with it.
 */
export function withMadeIds(
  head: JsonObject,
  made: ReadonlyMap<string, string>,
  { typeOf }: Catalogue = CATALOGUE,
): JsonObject {
  if (made.size === 0) return head;
  const renamed = (value: unknown): unknown =>
    mapStrings(value, (text) => [...made].reduce((result, [given, id]) => result.replaceAll(given, id), text));
  const resource = mapValues(object(field(head, 'resource')), (named, type) =>
    mapValues(object(named), (values) => {
      const kept = Object.entries(object(values)).filter(([name]) => attributeOf(typeOf(type), name).mayEqualId);
      return { ...object(renamed(values)), ...Object.fromEntries(kept) };
    }),
  );
  return { ...object(renamed(without(head, 'resource'))), resource };
}
