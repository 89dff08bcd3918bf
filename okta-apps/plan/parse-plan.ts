import { byText, field, isList, isObject, listField, textField, list, type JsonObject } from '../shared/json';
import { alsoFinding, markedValues } from './marked-values';
import { namesById } from './names-by-id';
import { parseChange, parseOutput, type SameMeaning } from './parse-change';
import { diagnosticOf, type Diagnostic } from './diagnostics';
import { PlanError, type FailedCheck, type Plan, type UnreadPart } from './plan';
import { parseActions, parseDeferred } from './parse-deferred';
import { maskerFor, type Masker } from '../shared/masker';
import { unreadParts } from './unread-parts';
import { sameText } from './value-key';

export interface ParseOptions {
  /** Values that must appear nowhere, such as those of the environment variables that hold credentials. */
  readonly secrets: readonly string[];
}

/** What is known of the providers' resource types, of which a plan itself tells nothing. */
export interface TypeKnowledge {
  /** Decides what changes, before anything is masked. */
  readonly sameMeaning: SameMeaning;
  /** What people call the object with these values; undefined where its id is as good as any name. */
  readonly nameOf: (type: string, values: JsonObject) => string | undefined;
}

/** Nothing is known: every other spelling is a change, and no name is kept. */
const NOTHING: TypeKnowledge = {
  sameMeaning: (_type, _attribute, before, after) => sameText(before, after),
  nameOf: () => undefined,
};

/** The version of the plan format that is read; minor versions add keys only. */
const MAJOR = '1';

/** What is no list here would look like an empty one. */
const LISTS = [
  'resource_changes',
  'resource_drift',
  'deferred_changes',
  'action_invocations',
  'deferred_action_invocations',
  'checks',
] as const;

/**
 * Reads what `terraform show -json <saved plan>` prints: the documented parts only, sensitive values masked. Keys
 * that this version does not know are in `unread`.
 *
 * @param json the text, or what `JSON.parse` made of it.
 * @param types what is known of resource types; `readPlan` has what the catalogue knows.
 * @throws PlanError for anything that is not a whole plan of format 1.x.
 * @see https://developer.hashicorp.com/terraform/internals/json-format
 */
export function parsePlan(json: unknown, options: ParseOptions, types: TypeKnowledge = NOTHING): Plan {
  const plan = checked(json);
  const masker = alsoFinding(maskerFor(options.secrets), markedValues(plan));
  const outputs = field(plan, 'output_changes');
  const terraformVersion = textField(plan, 'terraform_version');
  return {
    formatVersion: textField(plan, 'format_version') ?? '',
    ...(terraformVersion !== undefined && { terraformVersion }),
    errored: field(plan, 'errored') === true,
    complete: (field(plan, 'complete') ?? true) === true && listField(plan, 'deferred_changes').length === 0,
    deferred: parseDeferred(plan, masker, types.sameMeaning),
    actions: parseActions(plan, masker),
    unread: masked(unreadParts(plan), masker),
    changes: changesIn(plan, 'resource_changes', masker, types),
    drift: changesIn(plan, 'resource_drift', masker, types),
    outputs: Object.entries(isObject(outputs) ? outputs : {})
      .map(([name, raw]) => parseOutput(name, raw))
      .sort((a, b) => byText(a.name, b.name)),
    failedChecks: failedChecks(plan, masker),
    names: namesById(plan, types.nameOf, masker),
  };
}

function read(json: unknown): unknown {
  if (typeof json !== 'string') return json;
  if (json.trim() === '') throw new PlanError('the file is empty');
  try {
    return JSON.parse(json);
  } catch {
    const lines = json.trimEnd().split('\n', 2);
    const stream = lines.length > 1 && /^\{.*"@message"/.test(lines[0] ?? '');
    throw new PlanError(
      stream ? 'it is the log of "terraform plan -json", not a plan' : 'it is not JSON, or it is truncated',
    );
  }
}

function checked(json: unknown): JsonObject {
  const plan = read(json);
  if (!isObject(plan)) throw new PlanError('it is not a JSON object');
  const version = textField(plan, 'format_version');
  if (version === undefined) throw new PlanError('it has no format_version, so Terraform did not write it as a plan');
  if (version.split('.')[0] !== MAJOR) {
    throw new PlanError(
      `its format_version is ${JSON.stringify(version.slice(0, 20))}, and only ${MAJOR}.x is supported`,
    );
  }
  if (field(plan, 'values') !== undefined) throw new PlanError('it is a state, not a plan');
  for (const key of LISTS) {
    const value = field(plan, key);
    if (value !== undefined && value !== null && !isList(value)) throw new PlanError(`its ${key} is not a list`);
  }
  return plan;
}

function masked(parts: readonly UnreadPart[], masker: Masker): readonly UnreadPart[] {
  return parts.map(({ what, addresses }) => ({ what: masker.mask(what), addresses }));
}

function changesIn(
  plan: JsonObject,
  key: 'resource_changes' | 'resource_drift',
  masker: Masker,
  { sameMeaning }: TypeKnowledge,
) {
  return listField(plan, key)
    .map((raw, index) => parseChange(raw, `${key}[${index}]`, masker, sameMeaning))
    .filter((change) => change.kind !== 'read')
    .sort((a, b) => byText(a.address, b.address) || byText(a.deposed ?? '', b.deposed ?? ''));
}

function failedChecks(plan: JsonObject, masker: Masker): FailedCheck[] {
  return listField(plan, 'checks')
    .filter(isObject)
    .flatMap((check): FailedCheck[] => {
      const status = textField(check, 'status');
      if (status !== 'fail' && status !== 'error' && status !== 'unknown') return [];
      const address = field(check, 'address');
      const problems = listField(check, 'instances')
        .filter(isObject)
        .flatMap((instance) => listField(instance, 'problems'))
        .filter(isObject)
        .map((problem) => masker.mask(textField(problem, 'message') ?? ''));
      return [{ address: (isObject(address) && textField(address, 'to_display')) || 'check', status, problems }];
    })
    .sort((a, b) => byText(a.address, b.address));
}

/**
 * Reads diagnostics as `terraform plan -json` and `terraform validate -json` print them; what is none is left out.
 *
 * @param json the list of them.
 */
export function parseDiagnostics(json: unknown, options: ParseOptions): Diagnostic[] {
  const masker = maskerFor(options.secrets);
  return list(json)
    .filter(isObject)
    .map((raw) => {
      const diagnostic = diagnosticOf(raw);
      return {
        ...diagnostic,
        summary: masker.mask(diagnostic.summary),
        detail: masker.mask(diagnostic.detail),
      };
    });
}
