import { isDeepStrictEqual } from 'node:util';
import { idGiven, kindOfId, kindWords, NAMED_KINDS, type IdKind } from '../resources/references';
import { openingsOf, type Opening } from '../document/openings';
import { literalText, type Instance } from '../document/literal-text';
import { rootScope, scopesIn, type Scope } from '../document/modules/embedded';
import type { Origin } from '../document/origin';
import { withoutKeys } from '../plan/address';
import { resourcesOf } from '../plan/names-by-id';
import { byText, field, inner, isObject, listField, object, textField, type JsonObject } from '../shared/json';
import { jsonOf } from '../shared/read-file';

/** What an opening reads from elsewhere, and what that is: known before anything is applied. */
export interface LookUp {
  /** The data source, or the module: `data.okta_group.billing`. */
  readonly address: string;
  /** As the code reads it: `data.okta_group.billing.id`. */
  readonly reads: string;
  /** `group`; undefined where the code does not say what it is. */
  readonly kind?: IdKind;
  /** Undefined when only the apply itself would find it. */
  readonly found?: { readonly value: string; readonly name?: string };
  /** The code asks for it by a text of its own, and Terraform looks only while it applies. */
  readonly late?: true;
  /** What the last apply found for the same question, where that was something else. */
  readonly earlier?: string;
  /** What the code asks for and the object differs in; `asked` is left out when that has to be computed. */
  readonly differing: readonly { readonly attribute: string; readonly asked?: string; readonly found: string }[];
  /** What it asks by that several objects can match. */
  readonly searches: readonly string[];
}

/** What is read to find out. */
export interface LookUpInput {
  readonly document: JsonObject;
  /** The plan as Terraform prints it, with values in clear. */
  readonly plan: JsonObject;
  /** What data sources answered at the last apply; undefined when nothing tells. */
  readonly last: ReadonlyMap<string, JsonObject> | undefined;
}

/** Attributes and blocks by which a data source takes the first of several hits. */
const SEARCHES: ReadonlySet<string> = new Set(['filter', 'label_prefix', 'q', 'search']);

/** They ask for nothing. */
const NO_QUESTIONS: ReadonlySet<string> = new Set([
  '//',
  'count',
  'delay_read_seconds',
  'depends_on',
  'for_each',
  'lifecycle',
  'provider',
]);

/** Names of objects; another attribute that has to be computed is not compared. */
const NAMES: ReadonlySet<string> = new Set(['name', 'label']);

const REMOTE_STATE = 'terraform_remote_state';

/** Everything that the openings of a document read from data sources and modules, each once. */
export function lookUpsIn(input: LookUpInput): readonly LookUp[] {
  const { document, plan } = input;
  if (field(document, 'data') === undefined && field(document, 'module') === undefined) return [];
  const openings = new Map(openingsOf(document).map((opening) => [opening.origin.text, opening]));
  const now = dataNow(plan);
  const found = [...openings.values()].flatMap((opening): readonly LookUp[] => {
    if (opening.origin.kind === 'module') return [ofModule(opening, plan)];
    return opening.origin.kind === 'data' ? ofData(opening.origin, now, input) : [];
  });
  return found.sort((a, b) => byText(a.reads, b.reads) || byText(a.address, b.address));
}

/** A plan does not tell the outputs of modules, so the value is taken from a place that it is written to. */
function ofModule({ address, path, origin }: Opening, plan: JsonObject): LookUp {
  const change = listField(plan, 'resource_changes')
    .filter(isObject)
    .find((one) => textField(one, 'address') === address);
  const steps = path.split(/[.[\]]+/).filter((step) => step !== '');
  const value = steps.reduce<unknown>(stepInto, inner(change, 'change', 'after'));
  return {
    address: `module.${origin.name}`,
    reads: origin.text,
    ...(typeof value === 'string' && { found: { value: asId(value) } }),
    differing: [],
    searches: [],
  };
}

function stepInto(at: unknown, step: string): unknown {
  if (Array.isArray(at)) return at[Number(step)];
  return isObject(at) ? field(at, step) : undefined;
}

/** Each instance of a data source; one that only the apply itself reads is on no list of the plan's. */
function ofData(origin: Origin, now: ReadonlyMap<string, JsonObject>, input: LookUpInput): readonly LookUp[] {
  const address = `${origin.prefix}data.${origin.type}.${origin.name}`;
  const scope = scopeAt(input.document, origin.prefix);
  const block = object(inner(scope.document, 'data', origin.type, origin.name));
  const instances = [...now.keys()].filter((one) => withoutKeys(one) === address);
  const common = { reads: origin.text, ...kindOf(origin), searches: searchesOf(block) };
  if (instances.length === 0) return [{ address, ...common, ...(asks(block, scope) && { late: true }), differing: [] }];
  return instances.map((one) => {
    const values = now.get(one) ?? {};
    const instance = { key: keyOf(one), forEach: field(block, 'for_each') };
    const [value, name] = [readIn(values, origin), NAMED.map((key) => textField(values, key)).find(Boolean)];
    const differing = differingIn(block, values, instance, scope);
    const last = input.last?.get(one);
    const before = last === undefined || differing.length > 0 ? undefined : readIn(last, origin);
    const isOther = before !== undefined && before !== value && isSameQuestion(block, values, last ?? {});
    return {
      address: one,
      ...common,
      ...(value !== undefined && { found: { value: asId(value), ...(name !== undefined && { name }) } }),
      ...(isOther && { earlier: asId(before) }),
      differing,
    };
  });
}

const NAMED = ['name', 'label'];

function kindOf({ type, attributes }: Origin): { readonly kind?: IdKind } {
  const kind = idGiven(type, attributes[0] ?? '');
  return kind === undefined ? {} : { kind };
}

/** What an opening reads of an answer: an attribute, or an output of another state. */
function readIn(values: JsonObject, { type, attributes }: Origin): string | undefined {
  const at = inner(values, ...attributes);
  if (typeof at === 'string') return at;
  // A state file keeps the outputs of another state with their types.
  const typed = type === REMOTE_STATE ? inner(values, 'outputs', 'value', ...attributes.slice(1)) : undefined;
  return typeof typed === 'string' ? typed : undefined;
}

function questionsIn(block: JsonObject): readonly (readonly [string, unknown])[] {
  return Object.entries(block).filter(([name]) => !NO_QUESTIONS.has(name));
}

/** Whether the code asks by a text of its own. By nothing but the ID of another resource there is one answer. */
function asks(block: JsonObject, scope: Scope): boolean {
  return questionsIn(block).some(([, text]) => typeof text === 'string' && literalText(scope, text) !== undefined);
}

function searchesOf(block: JsonObject): readonly string[] {
  return questionsIn(block)
    .map(([name]) => name)
    .filter((name) => SEARCHES.has(name))
    .sort(byText);
}

function differingIn(block: JsonObject, values: JsonObject, instance: Instance, scope: Scope) {
  return questionsIn(block).flatMap(([attribute, text]): LookUp['differing'] => {
    const found = textField(values, attribute);
    if (typeof text !== 'string' || found === undefined) return [];
    const asked = literalText(scope, text, instance);
    if (asked === found || (asked === undefined && !NAMES.has(attribute))) return [];
    return [{ attribute, ...(asked !== undefined && { asked }), found }];
  });
}

/** Another answer to another question was reviewed with the code. */
function isSameQuestion(block: JsonObject, values: JsonObject, last: JsonObject): boolean {
  return questionsIn(block).every(([name]) => {
    const [now, before] = [field(values, name), field(last, name)];
    return isDeepStrictEqual(now, before) || isDeepStrictEqual(now, inner(before, 'value'));
  });
}

/** Only an ID may be shown: an output of another state could be anything. */
function asId(value: string): string {
  return OKTA_ID.test(value) ? value : NO_ID;
}

const OKTA_ID = /^[0-9A-Za-z]{20}$/;
const NO_ID = '(not an ID of Okta, so it is not shown)';

/** What data sources answer to this plan, by address. */
function dataNow(plan: JsonObject): ReadonlyMap<string, JsonObject> {
  const all = resourcesOf(object(inner(plan, 'prior_state', 'values', 'root_module')));
  return new Map(
    all
      .filter((one) => textField(one, 'mode') === 'data')
      .map((one) => [textField(one, 'address') ?? '', object(field(one, 'values'))]),
  );
}

function scopeAt(document: JsonObject, wanted: string): Scope {
  const root = rootScope(document);
  return scopesIn(root).find(({ prefix }) => prefix === wanted) ?? root;
}

/** The key of an instance: `a` of `data.okta_group.staff["a"]`. */
function keyOf(address: string): string | undefined {
  const [, key] = /\[(".*")\]$/s.exec(address) ?? [];
  const parsed = jsonOf(key);
  return typeof parsed === 'string' ? parsed : undefined;
}

/** A stack as far as its look-ups are told. */
interface NotedStack {
  readonly lookUps?: readonly LookUp[];
  /** Undefined when there is none. */
  readonly plan?: { readonly names: Readonly<Record<string, string>> } | undefined;
}

/** What the apply takes from elsewhere, one line for each: `group Billing (00g…)`, with the whole ID. */
export function lookUpNotes({ lookUps = [], plan }: NotedStack): readonly string[] {
  const lines = lookUps.map(
    (lookUp) => `${objectIn(lookUp, plan?.names ?? {})}, which the code reads as ${lookUp.reads}`,
  );
  return [...new Set(lines)];
}

function objectIn({ kind: known, found, late }: LookUp, names: Readonly<Record<string, string>>): string {
  const kind = known ?? (found && kindOfId(found.value, NAMED_KINDS));
  const what = kind && kindWords(kind);
  if (found === undefined)
    return `${what ?? 'a value'} ${late ? 'looked up during the apply' : 'known after the apply'}`;
  const { value, name = textField(names, value) } = found;
  return name === undefined ? `${what ?? 'ID'} ${value}` : `${what ?? 'ID'} ${name} (${value})`;
}
