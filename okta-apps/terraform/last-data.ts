import { field, isObject, listField, object, textField, type JsonObject } from '../shared/json';
import { jsonOf } from '../shared/read-file';
import { zipEntries } from './zip-entries';

/** The state as the last apply left it: a plan file has it beside the one that this plan read. */
const STATE = 'tfstate-prev';

/**
 * What data sources answered at the last apply, by address: a plan's JSON has only what they answer now.
 *
 * @param plan a plan file.
 * @returns undefined when the file does not hold it.
 */
export function dataOfLastApply(plan: Uint8Array): ReadonlyMap<string, JsonObject> | undefined {
  const state = stateIn(plan);
  if (state === undefined) return undefined;
  const blocks = listField(state, 'resources').filter(isObject);
  return new Map(blocks.filter((block) => textField(block, 'mode') === 'data').flatMap((block) => answersOf(block)));
}

function stateIn(plan: Uint8Array): JsonObject | undefined {
  try {
    const bytes = zipEntries(plan, STATE).get(STATE);
    const state = bytes && jsonOf(Buffer.from(bytes).toString('utf8'));
    return isObject(state) ? state : undefined;
  } catch {
    return undefined;
  }
}

function answersOf(block: JsonObject): readonly (readonly [string, JsonObject])[] {
  const [module, type, name] = ['module', 'type', 'name'].map((key) => textField(block, key));
  const address = [...(module ? [module] : []), 'data', type, name].join('.');
  return listField(block, 'instances')
    .filter(isObject)
    .map((instance) => {
      const key = field(instance, 'index_key');
      const index = key === undefined || key === null ? '' : `[${JSON.stringify(key)}]`;
      return [`${address}${index}`, object(field(instance, 'attributes'))] as const;
    });
}
