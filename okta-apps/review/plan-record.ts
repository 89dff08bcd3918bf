import { UserError } from '../shared/errors';
import type { StackDigest } from './digest';
import { digestSchema } from './digest-file';
import { field, isList, isObject, textField } from '../shared/json';
import { objectWith, once, readIf, valibot } from '../shared/schema';
import { AFTER_APPLY, MASKED, Marker } from '../plan/markers';
import type { StackInput } from './review-input';

/**
 * What a plan leaves for the review: masked, so that it may be handed from job to job. It has neither the
 * synthesized configuration with its places nor the review rules.
 */
export interface PlanRecord extends Omit<StackInput, 'synthesized' | 'places'> {
  readonly digest: StackDigest;
}

const KIND = 'okta-apps plan record';
const MARKER = 'okta-apps:marker';

/** The record as the text of its file; the code stays where it is. */
export function planRecordText(record: PlanRecord & Pick<StackInput, 'synthesized' | 'places'>): string {
  const entries = Object.entries(record).filter(([key]) => key !== 'synthesized' && key !== 'places');
  const content = Object.fromEntries(entries.map(([key, value]) => [key, encoded(value)]));
  return `${JSON.stringify({ kind: KIND, version: 1, ...content })}\n`;
}

function encoded(value: unknown): unknown {
  if (value instanceof Marker) return { [MARKER]: value.text };
  if (isList(value)) return value.map(encoded);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, encoded(item)]));
}

function decoded(value: unknown): unknown {
  if (isList(value)) return value.map(decoded);
  if (!isObject(value)) return value;
  const marker = textField(value, MARKER);
  if (marker !== undefined) return marker === AFTER_APPLY.text ? AFTER_APPLY : MASKED;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, decoded(item)]));
}

/** Whether the JSON says that it is such a record. */
export function isPlanRecord(json: unknown): boolean {
  return isObject(json) && field(json, 'kind') === KIND;
}

/**
 * Reads a record that `planRecordText` wrote.
 *
 * @param file how messages name it.
 * @throws UserError when it is of another version, or not whole.
 */
export function parsePlanRecord(json: unknown, file: string): PlanRecord {
  const value = decoded(json);
  const record = readIf(recordSchema(), value);
  const { changes, drift } = record?.digest ?? {};
  const whole = record?.digest.stack === record?.stack && record?.digest.environment === record?.environment;
  if (!whole || record === undefined || changes === undefined || drift === undefined) {
    throw new UserError(`${file} is no plan record of this okta-apps; plan again: okta-apps plan`);
  }
  return { ...(value as PlanRecord), digest: { ...record.digest, changes, drift } };
}

const LISTS = ['changes', 'drift', 'deferred', 'actions', 'unread', 'outputs', 'failedChecks'] as const;

/** What a review relies on before it has read the rest; the schema does not describe the values in a plan. */
const recordSchema = once(() => {
  const v = valibot();
  const list = () => v.array(v.unknown());
  return objectWith({
    version: v.literal(1),
    stack: v.string(),
    environment: v.string(),
    production: v.boolean(),
    plan: v.exactOptional(objectWith(Object.fromEntries(LISTS.map((name) => [name, list()])))),
    lostSettings: v.exactOptional(
      v.record(
        v.string(),
        v.array(objectWith({ path: v.array(v.string()), value: v.unknown(), becomes: v.unknown() })),
      ),
    ),
    unreadApps: v.exactOptional(v.record(v.string(), v.string())),
    activeSecrets: v.exactOptional(v.record(v.string(), v.pipe(v.number(), v.safeInteger()))),
    digest: digestSchema(),
  });
});
