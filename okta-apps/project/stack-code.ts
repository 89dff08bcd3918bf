import { isDeepStrictEqual } from 'node:util';
import type { StackManifest } from '../shared/stack-manifest';
import { field, isObject, type JsonObject } from '../shared/json';
import { without } from './document';

/** One stack as a synth wrote it. */
export interface StackCode {
  readonly name: string;
  readonly manifest: StackManifest;
  /** Its `cdk.tf.json`. */
  readonly document: JsonObject;
  /** Digest of the files beside it; see `assetsDigest`. */
  readonly assets: string;
  /** It was an `OktaStack` at the base and is none now: the manifest is that of the base. @default false */
  readonly noLongerReviewed?: boolean;
}

/** One stack at the base and at the head; at least one of the two is there. */
export interface StackPair {
  readonly name: string;
  readonly base: StackCode | undefined;
  readonly head: StackCode | undefined;
  readonly changed: boolean;
}

/** The stacks of both, by name; those that only the base has come with the others. */
export function paired(base: readonly StackCode[], head: readonly StackCode[]): readonly StackPair[] {
  const [before, after] = [base, head].map((stacks) => new Map(stacks.map((stack) => [stack.name, stack])));
  return [...new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])])].sort().map((name) => {
    const [one, other] = [before?.get(name), after?.get(name)];
    return { name, base: one, head: other, changed: one === undefined || other === undefined || !isSame(one, other) };
  });
}

/** The document without the version of cdktf, which says nothing about the stack. */
function withoutVersion(document: JsonObject): JsonObject {
  const comment = field(document, '//');
  const metadata = isObject(comment) ? field(comment, 'metadata') : undefined;
  if (!isObject(comment) || !isObject(metadata)) return document;
  return { ...document, '//': { ...comment, metadata: without(metadata, 'version') } };
}

export /** Groups of local orgs, as each stack has them. */
function seedGroupsOf(stacks: readonly StackCode[]): readonly string[] {
  return [...new Set(stacks.flatMap(({ manifest: { seedGroups = [] } }) => seedGroups))];
}

/** What a manifest says of its stack: groups of local orgs are in all of them, for the review. */
function ownOf(manifest: StackManifest): object {
  return { ...manifest, rehearsal: undefined, seedGroups: undefined };
}

/** Whether two synths wrote the same for a stack. An earlier rehearsal may have stamped one of them. */
function isSame(one: StackCode, other: StackCode): boolean {
  return (
    one.assets === other.assets &&
    isDeepStrictEqual(ownOf(one.manifest), ownOf(other.manifest)) &&
    JSON.stringify(withoutVersion(one.document)) === JSON.stringify(withoutVersion(other.document))
  );
}
