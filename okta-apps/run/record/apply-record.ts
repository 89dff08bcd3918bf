import type { StackDigest } from '../../review/digest';
import { Marker } from '../../plan/markers';
import type { Plan, Values } from '../../plan/plan';
import { isList, isObject, textField } from '../../shared/json';
import { anyObject, objectWith, once, readIf, text, textList, valibot, yesOrNo } from '../../shared/schema';

/** A program and what it was made of. */
interface Program {
  readonly name: string;
  readonly version: string;
  /** SHA-256 of its files. */
  readonly digest: string;
}

/** One object that an apply changed, without a secret: before, and as the plan had it after. */
interface RecordedChange {
  readonly address: string;
  readonly type: string;
  readonly kind: string;
  /** Id in Okta; a new object has none in its plan. */
  readonly id?: string;
  readonly before: Values | null;
  readonly after: Values | null;
}

/** What one apply of one stack did, and by whose leave. It holds names, hashes and masked values, never a secret. */
export interface ApplyRecord {
  readonly kind: typeof KIND;
  readonly version: typeof VERSION;
  /** Which apply of a stack it is about: there is one record of its begin and one of its end. */
  readonly apply: string;
  /** When it began or ended, in UTC. */
  readonly at: string;
  readonly stack: string;
  readonly environment: string;
  /** `acme.okta.com` */
  readonly org: string;
  /** `failed`: something of it may have been done; `refused`: nothing was; `started`: it is about to be done. */
  readonly outcome: 'started' | 'applied' | 'failed' | 'refused';
  /** Whether it was compared with a review; else a person answered for it, or no approval was asked for. */
  readonly reviewed: boolean;
  /** Account of the CI system, or of this machine, that ran it. */
  readonly by: string;
  /** Address of the CI job. */
  readonly job?: string;
  readonly commit?: string;
  /** `pull request 12` */
  readonly requests: readonly string[];
  readonly approvedBy: readonly string[];
  /** D1: SHA-256 of the configuration. */
  readonly document?: string;
  /** D2: SHA-256 of the values of new resources. */
  readonly values?: string;
  /** SHA-256 of what the code changes. */
  readonly intent: string;
  /** SHA-256 of the plan file. */
  readonly plan: string;
  readonly tool: Program;
  readonly engine: Program;
  /** Requests that may have changed something. @default - the provider does not tell */
  readonly oktaRequestIds?: readonly string[];
  readonly changes: readonly RecordedChange[];
}

const KIND = 'okta-apps apply record';
const VERSION = 1;

/** What a record is made of besides the plan. */
export type RecordInput = Omit<
  ApplyRecord,
  'kind' | 'version' | 'changes' | 'document' | 'values' | 'intent' | 'plan'
> & {
  readonly digest: StackDigest;
  readonly planDigest: string;
};

/** The record of an apply of a masked plan. */
export function applyRecord({ digest, planDigest, ...input }: RecordInput, plan: Plan): ApplyRecord {
  const { synthesized, values, intent } = digest;
  return {
    kind: KIND,
    version: VERSION,
    ...input,
    ...(synthesized !== undefined && { document: synthesized }),
    ...(values !== undefined && { values }),
    intent,
    plan: planDigest,
    changes: plan.changes.filter(isChange).map(recordedChange),
  };
}

/**
 * The record as one line. It is read back first: what no reader takes is not written.
 *
 * @param mask hides what is known to be secret, wherever it may have got to.
 */
export function recordLine(record: ApplyRecord, mask: (text: string) => string): string {
  const line = mask(JSON.stringify(record));
  if (readRecord(line) === undefined) throw new Error('the record of the apply is not whole');
  return `${line}\n`;
}

/** Reads one line of a file of records; undefined for what is none, or of another version. */
export function readRecord(line: string): ApplyRecord | undefined {
  try {
    return readIf(schema(), JSON.parse(line) as unknown);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Imports and moves leave the object as it is, and change who decides on it. */
function isChange({ kind, importing, previousAddress }: Plan['changes'][number]): boolean {
  return kind !== 'no-op' || importing !== undefined || previousAddress !== undefined;
}

function recordedChange({ address, type, kind, before, after }: Plan['changes'][number]): RecordedChange {
  const id = textField(before ?? {}, 'id');
  return {
    address,
    type,
    kind,
    ...(id !== undefined && { id }),
    before: shownValues(before),
    after: shownValues(after),
  };
}

/** Unset attributes say nothing. */
function shownValues(values: Values | null): Values | null {
  if (values === null) return null;
  const set = Object.entries(values).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(set.map(([name, value]) => [name, shownValue(value)]));
}

function shownValue(value: unknown): unknown {
  if (value instanceof Marker) return value.text;
  if (isList(value)) return value.map(shownValue);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shownValue(item)]));
}

const schema = once(() => {
  const v = valibot();
  const hash = () => v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
  const program = () => objectWith({ name: text(), version: text(), digest: hash() });
  const values = () => v.nullable(anyObject());
  return objectWith({
    kind: v.literal(KIND),
    version: v.literal(VERSION),
    apply: text(),
    at: v.pipe(v.string(), v.isoTimestamp()),
    stack: text(),
    environment: text(),
    org: text(),
    outcome: v.picklist(['started', 'applied', 'failed', 'refused']),
    reviewed: yesOrNo(),
    by: text(),
    job: v.exactOptional(text()),
    commit: v.exactOptional(v.pipe(v.string(), v.regex(/^[0-9a-f]{40,64}$/))),
    requests: textList(),
    approvedBy: textList(),
    document: v.exactOptional(hash()),
    values: v.exactOptional(hash()),
    intent: hash(),
    plan: hash(),
    tool: program(),
    engine: program(),
    oktaRequestIds: v.exactOptional(textList()),
    changes: v.array(
      objectWith({
        address: text(),
        type: text(),
        kind: text(),
        id: v.exactOptional(text()),
        before: values(),
        after: values(),
      }),
    ),
  });
});
