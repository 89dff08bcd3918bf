import type { Values } from '../plan/plan';
import { isUnset } from '../plan/value-key';
import { field } from '../shared/json';
import { attributeOf } from './attribute-of';
import { perType } from './per-type';
import type { ResourceType } from './resource-type';
import { sameMeaning } from './same-meaning';

/** What an unset attribute amounts to in Okta; undefined where the catalogue does not know. */
export function defaultOf(type: ResourceType, name: string, values: Values): unknown {
  const { default: always, defaultFor } = attributeOf(type, name);
  return always ?? defaultFor?.(values);
}

/**
 * The values, with the default for what is unset: `null` to a value is a change from the default, and so is `null` on both
 * sides where the default is another one, such as with another type of app.
 */
export function withDefaults(type: ResourceType, values: Values, other: Values): Values {
  const missing = namesWithDefault(type).filter((name) => isUnset(field(values, name)));
  if (missing.length === 0) return values;
  const known = { ...other, ...values };
  return { ...values, ...Object.fromEntries(missing.map((name) => [name, defaultOf(type, name, known)])) };
}

/** Whether one side leaves the attribute unset and the other has the default. */
export function isDefaultWrittenOut(type: ResourceType, name: string, before: Values, after: Values): boolean {
  if (isUnset(field(before, name)) === isUnset(field(after, name))) return false;
  const [old, now] = [withDefaults(type, before, after), withDefaults(type, after, before)];
  return sameMeaning(type, name, field(old, name), field(now, name));
}

const namesWithDefault = perType(({ attributes = {} }) =>
  Object.keys(attributes).filter((name) => {
    const { default: always, defaultFor } = attributes[name] ?? {};
    return always !== undefined || defaultFor !== undefined;
  }),
);
