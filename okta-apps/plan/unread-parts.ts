import { byText, field, isList, isObject, listField, textField, type JsonObject } from '../shared/json';
import { kindOf, type UnreadPart } from './plan';
import { CHANGE_KEYS, CHECK_STATUSES, IMPORTING_KEYS, PLAN_KEYS, RESOURCE_CHANGE_KEYS } from './plan-keys';

/** What a data source may come to; Terraform does not plan more with one. */
const OF_DATA: ReadonlySet<string> = new Set(['read', 'no-op']);

/** What Terraform plans for a deposed object: no code describes it, so none can change it. */
const OF_DEPOSED: ReadonlySet<string> = new Set(['delete', 'forget', 'no-op']);

/**
 * Everything in a plan that is in no table of `plan-keys.ts`: keys, modes, combinations of actions, and states of
 * checks. A later Terraform may put what decides into any of them.
 */
export function unreadParts(plan: JsonObject): readonly UnreadPart[] {
  const found = new Map<string, Set<string>>();
  const note: Note = (what, address) => {
    const addresses = found.get(what) ?? new Set();
    if (address !== undefined) addresses.add(address);
    found.set(what, addresses);
  };
  noteKeys(plan, PLAN_KEYS, (key) => {
    note(key);
  });
  for (const list of ['resource_changes', 'resource_drift'] as const) {
    for (const entry of listField(plan, list)) noteResource(entry, `${list}[]`, note);
  }
  for (const entry of listField(plan, 'deferred_changes')) {
    noteResource(isObject(entry) ? field(entry, 'resource_change') : entry, 'deferred_changes[].resource_change', note);
  }
  const outputs = field(plan, 'output_changes');
  for (const [name, change] of Object.entries(isObject(outputs) ? outputs : {})) {
    noteChange(change, 'output_changes[]', `output.${name}`, note);
  }
  for (const check of listField(plan, 'checks')) {
    const status = isObject(check) ? textField(check, 'status') : undefined;
    if (!CHECK_STATUSES.includes(status ?? '')) note(`checks[].status ${JSON.stringify(status ?? null)}`);
  }
  if (isAppliedForNothing(plan)) note('applyable, without anything that the plan lists');
  return [...found]
    .map(([what, addresses]) => ({ what, addresses: [...addresses].sort(byText) }))
    .sort((a, b) => byText(a.what, b.what));
}

type Note = (what: string, address?: string) => void;

/** Null, an empty list and an empty object hold nothing that could be overlooked. */
function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  if (isList(value)) return value.length === 0;
  return isObject(value) && Object.keys(value).length === 0;
}

function noteKeys(value: JsonObject, known: Readonly<Record<string, unknown>>, note: (key: string) => void): void {
  for (const key of Object.keys(value)) {
    if (!Object.hasOwn(known, key) && !isEmpty(value[key])) note(key);
  }
}

function noteResource(entry: unknown, where: string, note: Note): void {
  if (!isObject(entry)) {
    note(where);
    return;
  }
  const address = textField(entry, 'address');
  noteKeys(entry, RESOURCE_CHANGE_KEYS, (key) => {
    note(`${where}.${key}`, address);
  });
  const mode = field(entry, 'mode') ?? 'managed';
  if (mode !== 'managed' && mode !== 'data') note(`${where}.mode ${JSON.stringify(mode)}`, address);
  const change = field(entry, 'change');
  noteChange(change, where, address, note, mode === 'data');
  const actions = isObject(change) ? listField(change, 'actions') : [];
  if (textField(entry, 'deposed') !== undefined && !OF_DEPOSED.has(kindOf(actions))) {
    note(`${where}.deposed with the actions ${JSON.stringify(actions)}`, address);
  }
}

function noteChange(change: unknown, where: string, address: string | undefined, note: Note, isData = false): void {
  if (!isObject(change)) return;
  noteKeys(change, CHANGE_KEYS, (key) => {
    note(`${where}.change.${key}`, address);
  });
  const importing = field(change, 'importing');
  if (isObject(importing)) {
    noteKeys(importing, IMPORTING_KEYS, (key) => {
      note(`${where}.change.importing.${key}`, address);
    });
  }
  const actions = listField(change, 'actions');
  const kind = kindOf(actions);
  // A managed resource is not read by itself, and a data source is never changed.
  const isKnown = isData ? OF_DATA.has(kind) : kind !== 'other' && kind !== 'read';
  if (!isKnown) note(`${where}.change.actions ${JSON.stringify(actions)}`, address);
}

/** Terraform says that there is something to apply, and no list has it. */
function isAppliedForNothing(plan: JsonObject): boolean {
  if (field(plan, 'applyable') !== true) return false;
  const lists = ['resource_changes', 'resource_drift', 'deferred_changes', 'action_invocations'];
  const outputs = field(plan, 'output_changes');
  return lists.every((key) => listField(plan, key).length === 0) && isEmpty(outputs);
}
