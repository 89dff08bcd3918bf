import { paired, type StackPair } from '../rehearsal/stack-code';
import { rehearse } from '../rehearsal/rehearse';
import { digestOf, type StackDigest } from '../review/digest';
import { parsePlan } from '../review/plan/parse-plan';
import type { StackInput } from '../review/review-input';
import type { Review } from '../review/review-model';
import { STAND_IN } from '../local/provider/identity';
import { readProjectLock, stackLocks } from '../terraform/lock-file';
import { progressOn } from '../terraform/progress';
import { UserError } from '../user-error';
import { assemble, type Assembled, type StackOptions } from './assemble';
import { baseStacks, shortId, stackCode, type BaseStacks } from './base-stacks';
import { chosenByName } from './choose-stacks';
import type { Io } from './io';
import { SIDE_BY_SIDE } from './plan-stacks';
import { NOTHING } from './plan-records';
import { secretsOf } from './review-files';
import { rendered, REVIEW_CODES } from './review-output';

export interface RehearseOptions extends StackOptions {
  readonly base?: string;
  /** The commit that the last synth wrote, where that is not the working tree. */
  readonly head?: string;
}

/** A rehearsal of the chosen stacks, as `plan` and `review` print it. */
export interface MadeRehearsal {
  readonly review: Review;
  /** One for each stack of the head. */
  readonly digests: readonly StackDigest[];
  /** What a reader of plain text has to know first. */
  readonly heading: string;
}

/**
 * `okta-apps plan --rehearse`: plans what the working tree changes in comparison with the merge base, for any
 * environment, against a throwaway org on this machine. Takes no credential.
 *
 * @returns 0 nothing to change · 2 changes · 3 blocked · 1 a stack could not be planned.
 */
export async function rehearseCommand(names: readonly string[], options: RehearseOptions, io: Io): Promise<number> {
  const { review, heading } = await makeRehearsal(names, options, io);
  const text = rendered(review, options.json ? 'json' : 'text', io);
  io.stdout.write(options.json ? text : `${heading}\n${text}`);
  return REVIEW_CODES[review.verdict];
}

/** Rehearses the chosen stacks; progress goes to stderr. */
export async function makeRehearsal(
  names: readonly string[],
  options: RehearseOptions,
  io: Io,
): Promise<MadeRehearsal> {
  const assembled = await assemble(names, options, io);
  const base = await baseStacks(assembled.project, options, io);
  const pairs = pairsOf(names, options, assembled, base);
  const manifests = pairs.flatMap(({ base: one, head }) => [one, head].flatMap((code) => code?.manifest ?? []));
  const locks = locksOf(assembled);
  const progress = progressOn(io.stderr, pairs.filter(({ changed }) => changed).length);
  try {
    const { review, stacks } = await rehearse(
      pairs,
      {
        today: new Date().toISOString().slice(0, 10),
        changedFiles: base.base.changedFiles,
        secrets: secretsOf(manifests, io),
        lock: { before: base.lock, after: readProjectLock(assembled.project.folder) ?? '' },
        atOnce: SIDE_BY_SIDE,
        onStack: (name, phase) => {
          progress.at(name, phase);
        },
      },
      { runner: { binary: assembled.binary, stop: io.stop }, env: io.env },
    );
    return {
      review,
      digests: stacks.flatMap((stack) => digestsOf(stack, locks.get(stack.stack))),
      heading: heading(assembled, base),
    };
  } finally {
    progress.clear();
  }
}

/** A stack that did not change has an empty plan; one that is no longer in the code is nothing that can be applied. */
function digestsOf(input: StackInput, lock: string | undefined): StackDigest[] {
  const { stack, environment, plan, failure, diagnostics = [], synthesized } = input;
  if (synthesized?.after === undefined) return [];
  const failed = failure !== undefined || diagnostics.some(({ severity }) => severity === 'error');
  const own = plan ?? (failed ? undefined : parsePlan(NOTHING, { secrets: [] }));
  return [
    digestOf({
      stack,
      environment,
      rehearsal: true,
      plan: own,
      synthesized: synthesized.after,
      ...(lock !== undefined && { lock }),
    }),
  ];
}

/** What the stacks of real orgs are initialized with. A lock file that does not fit stops their plan, not a rehearsal. */
function locksOf({ project, stacks, binary }: Assembled): ReadonlyMap<string, string> {
  const real = stacks.filter(({ manifest }) => !manifest.local);
  try {
    return stackLocks(project.folder, real, binary.product);
  } catch (error) {
    if (error instanceof UserError) return new Map();
    throw error;
  }
}

/** The chosen stacks of the head, and those of the same choice that only the base has. */
function pairsOf(
  names: readonly string[],
  { env }: RehearseOptions,
  { stacks }: Assembled,
  { stacks: before }: BaseStacks,
): readonly StackPair[] {
  const chosen = new Set(stacks.map(({ name }) => name));
  const environments = env?.split(',').map((name) => name.trim());
  const wanted = chosenByName(before, names).filter(
    ({ name, manifest }) =>
      chosen.has(name) || environments === undefined || environments.includes(manifest.environment),
  );
  return paired(wanted, stacks.map(stackCode));
}

function heading({ binary }: Assembled, { base, stacks }: BaseStacks): string {
  const head = base.dirty ? 'the working tree, with what is not committed,' : 'HEAD';
  const lock = base.changedFiles.includes('package-lock.json')
    ? ['The packages differ too (package-lock.json): the base was synthesized with those of the head.']
    : [];
  return [
    `Rehearsal of ${head} against ${base.ref} (merge base ${shortId(base)}), with ${binary.product} ${binary.version}, ${STAND_IN}`,
    'It shows what the code changes, on a throwaway org; what people changed by hand in Okta is not in it.',
    ...(stacks.length === 0 ? ['The merge base has no stacks: everything looks new.'] : []),
    ...lock,
    '',
  ].join('\n');
}
