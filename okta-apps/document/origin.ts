import type { Expression, Step } from './expression';
import type { Takes } from './place';
import type { Reference } from './uses';

/** Where a value comes from that the document does not determine. */
export interface Origin {
  readonly kind: 'variable' | 'resource' | 'data' | 'ephemeral' | 'module' | 'other';
  /** `okta_group`; empty where the kind has no types. */
  readonly type: string;
  readonly name: string;
  /** What is read of it, in order; `*` for each element. */
  readonly attributes: readonly string[];
  /** As it is written: `data.okta_group.Everyone.id`, with the address of the module that it is written in. */
  readonly text: string;
  /** The module that it is written in, `module.zones.`; nothing for the root. */
  readonly prefix: string;
}

/** The loop's own values are fixed before anything runs. What else may not be read is `isForbidden`. */
const DETERMINED = new Set(['each', 'count', 'path', 'terraform', 'self']);
const FOLDERS = new Set(['module', 'root']);
const WORKSPACE = new Set(['workspace']);

const SECTIONS = { data: 'data', ephemeral: 'ephemeral', resource: 'resource' } as const;

/**
 * The origin of what a reference reads; undefined when the document determines it.
 *
 * @param prefix the module that the reference is in.
 */
export function originOf({ name, steps }: Reference, prefix: string): Origin | undefined {
  if (DETERMINED.has(name)) return undefined;
  const path = steps.map(stepName);
  const text = prefix + name + steps.map(stepText).join('');
  if (name === 'var')
    return { kind: 'variable', type: '', name: path[0] ?? '', attributes: path.slice(1), text, prefix };
  if (name === 'module') {
    const rest = withoutInstance(steps, 1).slice(1);
    return { kind: 'module', type: '', name: path[0] ?? '', attributes: rest, text, prefix };
  }
  if (NOT_TYPES.has(name)) return { kind: 'other', type: '', name: '', attributes: path, text, prefix };
  const section = isSection(name) ? name : 'resource';
  const labels = isSection(name) ? path.slice(0, 2) : [name, ...path.slice(0, 1)];
  const rest = withoutInstance(steps, isSection(name) ? 2 : 1).slice(isSection(name) ? 2 : 1);
  return { kind: SECTIONS[section], type: labels[0] ?? '', name: labels[1] ?? '', attributes: rest, text, prefix };
}

/** Whether a value of this kind may not read the name at all: it differs between two runs of the same code. */
export function isForbidden({ name, steps }: Reference, { by }: Takes): boolean {
  // cdktf writes it for other states, and no run chooses another workspace.
  if (name === 'terraform') return !(by === 'workspace' && isMember(steps, WORKSPACE));
  // Terraform runs where the document is, so both folders are always `.`.
  if (name === 'path') return !isMember(steps, FOLDERS);
  return name === 'self' && by !== 'condition';
}

/** `local`s are followed, so they are origins only when they cannot be. */
const NOT_TYPES = new Set(['local', 'output', 'action', 'check', 'run']);

function isSection(name: string): name is keyof typeof SECTIONS {
  return Object.hasOwn(SECTIONS, name);
}

function isMember([step, more]: readonly Step[], names: ReadonlySet<string>): boolean {
  return more === undefined && step?.kind === 'attribute' && names.has(step.name);
}

/** `okta_group.staff["a"].id` is an id like `okta_group.staff.id`: the document says which one. */
function withoutInstance(steps: readonly Step[], at: number): readonly string[] {
  const kept = steps.filter((step, index) => index !== at || step.kind !== 'index');
  return kept.map(stepName);
}

function stepName(step: Step): string {
  if (step.kind === 'attribute') return step.name;
  return step.kind === 'index' ? literalKey(step.key) : '*';
}

function literalKey(key: Expression): string {
  return key.kind === 'literal' ? String(key.value) : '?';
}

function stepText(step: Step): string {
  if (step.kind === 'attribute') return `.${step.name}`;
  if (step.kind === 'splat') return '[*]';
  return `[${step.key.kind === 'literal' ? JSON.stringify(step.key.value) : '…'}]`;
}
