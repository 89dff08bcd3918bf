import type { AssembledStack } from '../project/assembly';
import type { Project } from '../project/find-project';
import { APP_OAUTH } from '../resources/app-oauth';
import { withDefaults } from '../resources/okta-default';
import { sameMeaning } from '../resources/same-meaning';
import { readRecord, type ApplyRecord } from '../run/record/apply-record';
import { recordPlaces } from '../run/record/record-files';
import { endOf } from '../run/record/unfinished';
import type { AppDrift, FieldDrift } from './report';

/** The last value that an apply set, by the address of the app. */
export type LastApplies = ReadonlyMap<string, { readonly record: ApplyRecord; readonly after: Values }>;

type Values = Readonly<Record<string, unknown>>;

/** What the records of a stack say: which apply wrote each app last. Undefined where there is no record of the stack. */
export function lastApplies(stack: AssembledStack, project: Project): LastApplies | undefined {
  const lines = recordPlaces(stack, project).flatMap(({ file }) => endOf(file).split('\n'));
  const records = lines
    .flatMap((line) => readRecord(line) ?? [])
    .filter((record) => record.stack === stack.name && (record.outcome === 'applied' || record.outcome === 'failed'));
  if (records.length === 0) return undefined;
  // Times are of one form, in UTC. A record that is in both places is the same.
  const sorted = [...records].sort((one, other) => one.at.localeCompare(other.at));
  return new Map(
    sorted.flatMap((record) =>
      record.changes
        .filter(({ type, after }) => type === APP_OAUTH.name && after !== null)
        .map(({ address, after }) => [address, { record, after: after ?? {} }] as const),
    ),
  );
}

/** Says of each field which apply set the value that Okta has: the code is another one since, and was not applied. */
export function explained(
  { address, fields }: Pick<AppDrift, 'address' | 'fields'>,
  actual: Values,
  applies: LastApplies | undefined,
): Pick<AppDrift, 'fields' | 'explained'> {
  if (fields.length === 0) return { fields };
  if (applies === undefined) return { fields, explained: 'no record' };
  const last = applies.get(address);
  const all = fields.map((field) => (last === undefined ? field : explainedField(field, actual, last)));
  const count = all.filter(({ explainedBy }) => explainedBy !== undefined).length;
  return { fields: all, explained: count === all.length ? 'all' : count > 0 ? 'some' : 'none' };
}

function explainedField(
  field: FieldDrift,
  actual: Values,
  { record, after }: { readonly record: ApplyRecord; readonly after: Values },
): FieldDrift {
  if (!field.inTerraform) return field;
  const applied = withDefaults(APP_OAUTH, after, actual);
  if (!sameMeaning(APP_OAUTH, field.field, applied[field.field], actual[field.field])) return field;
  const { at, by, commit, job } = record;
  return {
    ...field,
    explainedBy: { at, by, ...(commit !== undefined && { commit }), ...(job !== undefined && { job }) },
  };
}
