import { isDeepStrictEqual } from 'node:util';
import { field, isList, isObject, object, textField, type JsonObject } from '../shared/json';
import { BODIES, CLOUD } from './allow-list';
import { withSortedKeys } from './canonical-text';
import type { DocumentProblem } from './problem';
import { unlisted } from './unlisted';

/** A stack of the environment, and its document. */
export interface StackOfEnvironment {
  readonly name: string;
  readonly document: JsonObject;
}

/** Where the states of an environment are. */
export interface StateContext {
  /** The stack whose document is checked. */
  readonly stack: string;
  /** The stacks that the base has in this environment; undefined where there is no base to compare with. */
  readonly base: readonly StackOfEnvironment[] | undefined;
  /** The stacks that are synthesized together with it, of this environment. */
  readonly head: readonly StackOfEnvironment[];
}

/** Sends the state somewhere else than the base says, or could. */
export function backendProblems(document: JsonObject, { stack, base }: StateContext): readonly DocumentProblem[] {
  const terraform = object(field(document, 'terraform'));
  const own = backendOf(document);
  const cloud = object(field(terraform, 'cloud'));
  const other = base !== undefined && base.length > 0 && !isBackendOf(stack, own, base);
  return [
    ...unlisted(cloud, CLOUD, (key) => ['terraform', `cloud.${key}`]),
    ...(other
      ? [{ kind: 'other-backend' as const, address: step(stack, own, base), prop: 'backend', value: own }]
      : []),
    ...(hasTemplate(terraform) ? [{ kind: 'not-listed' as const, address: 'terraform', prop: 'expression' }] : []),
  ];
}

/** Whether a remote state is that of a stack of this environment, whose own backend is as the base says. */
export function isOwnState(body: JsonObject, { base, head }: StateContext): boolean {
  // `defaults` would answer in place of the state, and the `depends_on` of a data source defers what it answers.
  if (Object.keys(body).some((key) => !BODIES['terraform_remote_state']?.has(key))) return false;
  if (Object.hasOwn(body, 'workspace') && body['workspace'] !== SAME_WORKSPACE) return false;
  const asked = { [textField(body, 'backend') ?? '']: withoutLock(object(field(body, 'config'))) };
  const known = [
    ...(base ?? []),
    ...head.filter(
      ({ name, document }) => base === undefined || base.length === 0 || isBackendOf(name, backendOf(document), base),
    ),
  ];
  return known.some(({ document }) => isDeepStrictEqual(remoteOf(document), asked));
}

/** The base's backend of the stack; for a stack that the base lacks, that of another one with the name replaced. */
function isBackendOf(stack: string, own: JsonObject, base: readonly StackOfEnvironment[]): boolean {
  const before = base.find(({ name }) => name === stack);
  if (before !== undefined) return isDeepStrictEqual(backendOf(before.document), own);
  return base.some(({ name, document }) => isDeepStrictEqual(renamed(backendOf(document), name, stack), own));
}

/** What a waiver names: this move and no other, of all stacks of the environment. */
function step(stack: string, own: JsonObject, base: readonly StackOfEnvironment[] = []): string {
  const before = base.find(({ name }) => name === stack) ?? base[0];
  const from = before === undefined ? {} : renamed(backendOf(before.document), before.name, '{stack}');
  const [old, now] = [from, renamed(own, stack, '{stack}')].map((value) => JSON.stringify(withSortedKeys(value)));
  return `backend: ${old ?? ''} → ${now ?? ''}`;
}

/** `{ s3: {…} }`, or `{ cloud: {…} }` for HCP Terraform, which is no backend in Terraform's words. */
function backendOf(document: JsonObject): JsonObject {
  const terraform = object(field(document, 'terraform'));
  const cloud = field(terraform, 'cloud');
  return { ...object(field(terraform, 'backend')), ...(cloud !== undefined && { cloud }) };
}

/** How a remote state asks for the state of the document. */
function remoteOf(document: JsonObject): JsonObject {
  const { cloud, ...backend } = backendOf(document);
  if (cloud !== undefined) return { remote: object(cloud) };
  return Object.fromEntries(Object.entries(backend).map(([type, config]) => [type, withoutLock(object(config))]));
}

/** cdktf 0.21 does not know the lock file, so it is in backends only; a reader of a state takes no lock. */
function withoutLock(config: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(config).filter(([key]) => key !== 'use_lockfile'));
}

/** cdktf writes this always. */
const SAME_WORKSPACE = '${terraform.workspace}';

function renamed(value: unknown, from: string, to: string): unknown {
  if (typeof value === 'string') return value.replaceAll(from, to);
  if (isList(value)) return value.map((item) => renamed(item, from, to));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, renamed(item, from, to)]));
}

/** Terraform refuses expressions here; OpenTofu evaluates them, before anything else. */
function hasTemplate(value: unknown): boolean {
  if (typeof value === 'string') return /[$%]\{/.test(value);
  return Object.values(isList(value) ? value : object(value)).some(hasTemplate);
}
