import { UserError } from '../shared/errors';
import type { KeptDigest, Reviewed, StackDigest } from './digest';
import { readReviewedPush } from './merged/reviewed-push';
import { objectWith, readIf, textList, valibot, wholeNumber } from '../shared/schema';

const VERSION = 2;

/** What `okta-apps review --digests` and `okta-apps reviewed` write, and `okta-apps apply --reviewed` reads. */
export function digestFileText({ digests, approvedBy, push }: Reviewed): string {
  const content = {
    version: VERSION,
    ...(push !== undefined && { push }),
    ...(approvedBy !== undefined && { approvedBy }),
    digests,
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

const LISTS: readonly string[] = ['changes', 'drift', 'openings'] satisfies readonly (keyof StackDigest)[];

/**
 * Digests as lines of ASCII, one for each stack: no room is lost, and nothing in them is hidden or turned round.
 *
 * @param lists whether the lists that serve messages are kept.
 */
export function digestLines(digests: readonly KeptDigest[], lists: boolean): readonly string[] {
  const line = (digest: KeptDigest) =>
    JSON.stringify(digest, (key, value: unknown) => (lists || !LISTS.includes(key) ? value : undefined)).replace(
      /[^ -~]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
  const last = digests.length - 1;
  return [
    `{"version":${VERSION},"digests":[`,
    ...digests.map((digest, at) => `${line(digest)}${at < last ? ',' : ''}`),
    ']}',
  ];
}

/** One digest; members that the schema does not list are left out. */
export function digestSchema() {
  const v = valibot();
  const hash = () => v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
  return objectWith({
    stack: v.string(),
    environment: v.string(),
    rehearsal: v.boolean(),
    outcome: v.picklist(['planned', 'stopped', 'failed']),
    intent: hash(),
    meaning: hash(),
    changes: v.exactOptional(textList()),
    drift: v.exactOptional(textList()),
    values: v.exactOptional(hash()),
    openings: v.exactOptional(textList()),
    findings: v.exactOptional(textList()),
    shown: v.exactOptional(textList()),
    synthesized: v.exactOptional(hash()),
    assets: v.exactOptional(hash()),
    lock: v.exactOptional(hash()),
    approvals: v.exactOptional(wholeNumber(0)),
  });
}

/** Where digests come from, for messages. */
export interface DigestSource {
  /** `reviewed.json`, `the check run "okta-apps review" of 3f2…` */
  readonly name: string;
  /** What to do when they cannot be read. */
  readonly todo: string;
}

/** A file that a person or a pipeline named. */
export function digestFile(name: string): DigestSource {
  return { name, todo: 'make it with "okta-apps reviewed" or "okta-apps review --digests <file>"' };
}

/**
 * Reads digests. What is approved hangs on them: what does not have the right shape is refused.
 *
 * @throws UserError
 */
export function parseDigests(text: string, { name, todo }: DigestSource): Reviewed {
  const wrong = (why: string) => new UserError(`${name} ${why}; ${todo}`);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw wrong('is not JSON, or is truncated');
  }
  const file = readIf(fileSchema(), json);
  if (file === undefined) throw wrong('is no file of digests');
  if (file.version !== VERSION) throw wrong('has a version that this okta-apps does not support');
  const approvedBy = readIf(valibot().optional(textList()), file.approvedBy);
  if (approvedBy === undefined && file.approvedBy !== undefined) {
    throw wrong('does not say who approved: approvedBy must be a list of names');
  }
  const push = file.push === undefined ? undefined : readReviewedPush(file.push);
  if (push === undefined && file.push !== undefined) throw wrong('does not say which push was reviewed');
  const schema = digestSchema();
  const digests = file.digests.map((raw, at): KeptDigest => {
    const digest = readIf(schema, raw);
    if (digest === undefined) throw wrong(`has a digest that is not whole (number ${at + 1})`);
    return digest;
  });
  const names = digests.map(({ stack }) => stack);
  const twice = names.find((one, at) => names.indexOf(one) !== at);
  if (twice !== undefined) throw wrong(`has two digests of ${twice}`);
  return {
    digests,
    ...(approvedBy !== undefined && { approvedBy: [...new Set(approvedBy)] }),
    ...(push !== undefined && { push }),
  };
}

/** The file around the digests; what they are is reported one by one. */
function fileSchema() {
  const v = valibot();
  return objectWith({
    version: v.optional(v.unknown()),
    approvedBy: v.optional(v.unknown()),
    push: v.optional(v.unknown()),
    digests: v.array(v.unknown()),
  });
}
