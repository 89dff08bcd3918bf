import { isList, isObject, object, type JsonObject } from '../../../okta-apps/shared/json';
import { rawChange, rawPlan, type Attributes, type RawChange } from '../../okta-apps/review/support/plan-json';

const META = new Set(['lifecycle', 'depends_on', 'provider', 'count', 'for_each', 'dynamic']);

/** The plan that leads from one document to the other, as far as the documents determine it. */
export function planBetween(before: JsonObject, after: JsonObject): Attributes {
  const [old, now] = [blocksOf(before), blocksOf(after)];
  const addresses = [...new Set([...old.keys(), ...now.keys()])];
  return rawPlan(addresses.map((address) => changeAt(address, old.get(address), now.get(address))));
}

function blocksOf(document: JsonObject): ReadonlyMap<string, JsonObject> {
  return new Map(
    Object.entries(object(document['resource'])).flatMap(([type, named]) =>
      Object.entries(object(named)).map(([name, block]) => [`${type}.${name}`, object(block)] as const),
    ),
  );
}

function changeAt(address: string, old: JsonObject | undefined, now: JsonObject | undefined): RawChange {
  if (old === undefined) {
    const values = attributesOf(now);
    return rawChange(
      address,
      null,
      mapped(values, () => null),
      { after_unknown: mapped(values, isOpen, false) },
    );
  }
  const ids = (block: JsonObject) =>
    mapped(attributesOf(block), (text) => (text.startsWith('${') ? `id ${text}` : text));
  return rawChange(address, { id: address, ...ids(old) }, now === undefined ? null : { id: address, ...ids(now) });
}

function attributesOf(block: JsonObject | undefined): Attributes {
  return Object.fromEntries(Object.entries(block ?? {}).filter(([name]) => !META.has(name)));
}

const isOpen = () => true;

/** The values with every expression replaced, and with everything else where that is given. */
function mapped(values: Attributes, open: (text: string) => unknown, others?: unknown): Attributes {
  const walk = (raw: unknown): unknown => {
    const value = typeof raw === 'string' ? raw.replaceAll('${"$"}', '$') : raw;
    if (isList(value)) return value.map(walk);
    if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, walk(member)]));
    if (typeof value === 'string' && /(?<!\$)\$\{/.test(value)) return open(value);
    return others === undefined ? value : others;
  };
  return walk(values) as Attributes;
}
