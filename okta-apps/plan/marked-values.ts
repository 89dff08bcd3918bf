import { field, isList, isObject, listField, type JsonObject } from '../shared/json';
import { looksSecret, SENSITIVE, type Masker } from '../shared/masker';

const DEEPEST = 60;

/** What separates a secret from the text around it: `Bearer …`, `key=…`, JSON. */
const BETWEEN = /[\s"'=,;&?#<>(){}[\]|]+/;

/** Every text that Terraform marks as sensitive somewhere in the plan. */
export function markedValues(plan: JsonObject): ReadonlySet<string> {
  const found = new Set<string>();
  const outputs = field(plan, 'output_changes');
  const changes = ['resource_changes', 'resource_drift']
    .flatMap((key) => listField(plan, key))
    .filter(isObject)
    .map((raw) => field(raw, 'change'));
  for (const change of [...changes, ...Object.values(isObject(outputs) ? outputs : {})].filter(isObject)) {
    collect(field(change, 'before'), field(change, 'before_sensitive'), found);
    collect(field(change, 'after'), field(change, 'after_sensitive'), found);
  }
  return found;
}

function collect(value: unknown, marks: unknown, into: Set<string>, depth = 0): void {
  if (marks === false || marks === undefined || depth > DEEPEST) return;
  if (typeof value === 'string') {
    if (marks === true && looksSecret(value)) into.add(value);
  } else if (isList(value)) {
    value.forEach((item, at) => {
      collect(item, marks === true ? true : isList(marks) ? marks[at] : false, into, depth + 1);
    });
  } else if (isObject(value)) {
    for (const [key, item] of Object.entries(value)) {
      collect(item, marks === true ? true : isObject(marks) ? field(marks, key) : false, into, depth + 1);
    }
  }
}

/**
 * The masker, which also finds these values as a whole or between separators: Terraform forgets marks, for instance those
 * of what was computed from a sensitive value in an earlier apply.
 */
export function alsoFinding(masker: Masker, values: ReadonlySet<string>): Masker {
  if (values.size === 0) return masker;
  const holds = (text: string) => values.has(text) || text.split(BETWEEN).some((part) => values.has(part));
  return {
    foundIn: (text) => masker.foundIn(text) || holds(text),
    mask: (text) => (holds(text) ? SENSITIVE : masker.mask(text)),
  };
}
