import { availableParallelism } from 'node:os';
import { paired, seedGroupsOf, type StackPair, type StackCode } from '../project/stack-code';
import { digestOf, type DigestInput, type StackDigest } from '../review/digest';
import { readPlan } from '../resources/read-plan';
import type { StackInput, ReviewInput, ReviewRules } from '../review/review-input';
import type { Review } from '../review/review-model';
import { LOCAL_PROVIDER } from '../local/provider/diagnostics';
import { readProjectLock, stackLocks } from './provider-lock';
import { progressOn } from '../terraform/progress';
import { today } from '../shared/day';
import { UserError } from '../shared/errors';
import { isPathBelow } from '../shared/source-places';
import type { Assembled, AssembledBoth } from '../project/assemble';
import { shortId, stackCode, type BaseStacks } from '../project/base-stacks';
import { readWholeAssembly } from '../project/assembly';
import { inspectStacks, type Inspections } from '../project/inspect-stacks';
import { placesIn } from '../project/stack-places';
import { chosenByName, isAmong } from '../project/choose-stacks';
import type { Io } from '../shared/io';
import { EMPTY_PLAN } from './plan-records';
import { secretsOf } from '../project/stack-secrets';
import { reviewRulesOf } from '../review/manifest-rules';
import { documentFindings } from '../review/document-findings';
import { review } from '../review/review';
import { approvalsAtBase, differentSettings, isProduction, isSameOrg } from '../review/settings/orgs';
import type { Settings } from '../review/settings/setting-changes';
import type { StackManifest } from '../shared/stack-manifest';
import { manifestWithNewIds } from '../shared/renamed-rules';
import { sideBySide } from '../shared/side-by-side';
import { localOrgOf } from '../rehearsal/local-groups';
import { rehearseStack } from '../rehearsal/rehearse-stack';
import type { RehearsalTools } from '../rehearsal/sandbox';

/** A rehearsal makes requests to this machine only: one more than there are processors keeps all of them busy. */
const AT_ONCE = Math.min(9, availableParallelism() + 1);

/** A rehearsal of the chosen stacks, as `plan` and `review` print it. */
export interface MadeRehearsal {
  readonly review: Review;
  /** One for each stack of the head. */
  readonly digests: readonly StackDigest[];
  /** What was planned of each. */
  readonly stacks: readonly StackInput[];
  /** What a reader of plain text has to know first. */
  readonly heading: string;
}

/** Rehearses the chosen stacks; progress goes to stderr. */
export async function rehearsalOf(
  names: readonly string[],
  env: string | undefined,
  both: AssembledBoth,
  io: Io,
  { witness = false, ...known }: Pick<ReviewInput, 'settingHistory'> & Pick<RehearsalOptions, 'witness'> = {},
): Promise<MadeRehearsal> {
  const { base } = both;
  const head = { ...both.head, stacks: both.head.stacks.map(stackCode) };
  const { outdir, output, folder } = head.project;
  const pairs = pairsOf(names, env, head.stacks, base);
  const manifests = pairs.flatMap(({ base: one, head: other }) => [one, other].flatMap((code) => code?.manifest ?? []));
  // What was synthesized may be another commit than the one that is checked out here.
  const headLock = base.headLock ?? readProjectLock(folder) ?? '';
  const locks = locksOf(head, headLock);
  const all = () => readWholeAssembly(outdir, output).stacks;
  const inspections = await inspectStacks(head.stacks, all, base.stacks);
  const manifestsOf = (all: readonly StackCode[]) => all.map(({ manifest }) => manifestWithNewIds(manifest));
  const ruling = manifestsOf(base.evaluatedBy ?? base.stacks);
  const different = differentSettings(ruling);
  const asked = new Map(head.stacks.map(({ name, manifest }) => [name, approvalsAtBase(manifest, different)]));
  const progress = progressOn(io.stderr, pairs.filter(({ changed }) => changed).length);
  try {
    const { review, stacks } = await rehearse(
      pairs,
      {
        ...known,
        today: today(),
        changedFiles: base.base.changedFiles,
        changes: base.base.changes,
        app: base.base.app,
        borrowed: base.borrowed,
        unreviewed: head.unreviewed ?? [],
        secrets: secretsOf(manifests, io),
        lock: { before: base.lock, after: headLock },
        settings: { before: manifestsOf(base.stacks), after: manifestsOf(head.stacks) },
        inspections,
        places: new Map(head.stacks.map(({ name, folder: own }) => [name, placesIn(own)])),
        ruling,
        seedGroups: seedGroupsOf([...base.stacks, ...head.stacks]),
        atOnce: AT_ONCE,
        witness,
        onStack: (name, phase) => {
          progress.at(name, phase);
        },
      },
      { runner: { binary: head.binary, stop: io.stop }, env: io.env },
    );
    const { commit, head: compared, prefix } = base.base;
    const commits = {
      base: commit,
      ...(compared !== undefined && { head: compared }),
      ...(isPathBelow(folderIn(prefix)) && { folder: folderIn(prefix) }),
    };
    return {
      review: { ...review, commits },
      stacks,
      digests: stacks.flatMap((stack) =>
        digestsOf(stack, {
          assets: inspections.get(stack.stack)?.assets,
          lock: locks.get(stack.stack),
          approvals: asked.get(stack.stack),
        }),
      ),
      heading: heading(head, base),
    };
  } finally {
    progress.clear();
  }
}

/** Of the project, in the repository. */
function folderIn(prefix: string): string {
  return prefix.replace(/\/$/, '');
}

/** A stack that did not change has an empty plan; one that is no longer in the code is nothing that can be applied. */
function digestsOf(input: StackInput, known: Pick<DigestInput, 'assets' | 'lock' | 'approvals'>): StackDigest[] {
  const { stack, environment, plan, failure, diagnostics = [], synthesized } = input;
  if (synthesized?.after === undefined) return [];
  const failed = failure !== undefined || diagnostics.some(({ severity }) => severity === 'error');
  const own = plan ?? (failed ? undefined : readPlan(EMPTY_PLAN, { secrets: [] }));
  return [
    digestOf({
      stack,
      environment,
      rehearsal: true,
      plan: own,
      synthesized: synthesized.after,
      ...known,
    }),
  ];
}

/** What the stacks of Okta orgs are initialized with. A lock file that does not fit stops their plan, not a rehearsal. */
function locksOf({ project, stacks, binary }: Assembled, lock: string): ReadonlyMap<string, string> {
  const real = stacks.filter(({ manifest }) => !manifest.local);
  try {
    return stackLocks(project.folder, real, binary.product, lock);
  } catch (error) {
    if (error instanceof UserError) return new Map();
    throw error;
  }
}

/** The chosen stacks of the head, and those of the same choice that only the base has. */
function pairsOf(
  names: readonly string[],
  env: string | undefined,
  stacks: readonly StackCode[],
  { stacks: before }: BaseStacks,
): readonly StackPair[] {
  const chosen = new Set(stacks.map(({ name }) => name));
  const wanted = chosenByName(before, names).filter(
    ({ name, manifest }) => chosen.has(name) || isAmong(env, manifest.environment),
  );
  return paired(wanted, stacks);
}

function heading({ binary }: Assembled, { base, stacks }: BaseStacks): string {
  const head = base.dirty ? 'the working tree, with what is not committed,' : 'HEAD';
  return [
    `Rehearsal of ${head} against ${base.ref} (merge base ${shortId(base)}), with ${binary.product} ${binary.version}, ${LOCAL_PROVIDER}`,
    'It shows what the code changes, on a throwaway org; what people changed by hand in Okta is not in it.',
    ...(stacks.length === 0 ? ['The merge base has no stacks: everything looks new.'] : []),
    '',
  ].join('\n');
}

/** What is rehearsed beside the stacks. */
interface RehearsalOptions extends Pick<
  ReviewInput,
  | 'today'
  | 'changedFiles'
  | 'changes'
  | 'app'
  | 'borrowed'
  | 'unreviewed'
  | 'lock'
  | 'secrets'
  | 'seedGroups'
  | 'settingHistory'
> {
  readonly settings: Settings;
  /** Most stacks at once. */
  readonly atOnce: number;
  /** Send requests of sign-ins to base and head. @default false */
  readonly witness?: boolean;
  /** What the documents of the head have that is not on the lists. */
  readonly inspections: Inspections;
  /** Where the code of the head declares what is in each stack. */
  readonly places: ReadonlyMap<string, Pick<StackInput, 'places'>>;
  /** The manifests whose rules and settings evaluate the change. */
  readonly ruling: readonly StackManifest[];
  /** Told when a stack begins and ends. */
  readonly onStack: (name: string, phase: 'rehearsal' | undefined) => void;
}

/** What a rehearsal comes to. */
interface RehearsedStacks {
  readonly review: Review;
  /** One for each pair; those that did not change have no plan. */
  readonly stacks: readonly StackInput[];
}

/**
 * Rehearses the stacks that changed and reviews them together with the others. Severities and waivers come from the
 * base; an environment that the base does not have is reviewed with the rules' own severities.
 *
 * @throws Interrupted when it was told to stop.
 */
async function rehearse(
  pairs: readonly StackPair[],
  { atOnce, witness = false, onStack, inspections, places, ruling, ...rest }: RehearsalOptions,
  tools: RehearsalTools,
): Promise<RehearsedStacks> {
  const { after } = rest.settings;
  const all = differentSettings(ruling);
  const concerned = new Set(pairs.flatMap(({ base, head }) => [base, head].map((code) => code?.manifest.environment)));
  const before = all.filter(({ environment }) => concerned.has(environment));
  const rules = { ...rulesOfOrg(after, all), ...rulesOf(before) };
  const inputs = pairs.map((pair) => ({
    pair,
    input: { ...inputOf(pair, inspections, all), ...places.get(pair.name) },
  }));
  const unplanned = inputs.map(({ input }) => input);
  const refused = new Set(documentFindings(unplanned, { ...rest, rules }).map(({ stack }) => stack));
  const stacks = await sideBySide(inputs, atOnce, async ({ pair, input }): Promise<StackInput> => {
    if (refused.has(pair.name)) return { ...input, failure: NOT_RUN };
    if (!pair.changed) return input;
    onStack(pair.name, 'rehearsal');
    const { name, base, head } = pair;
    const sameAssets = (base?.assets ?? '') === (head?.assets ?? '');
    const localOrg = localOrgOf(head, pairs, places.get(name));
    const documents = { name, base: base?.document, head: head?.document, sameAssets, localOrg, witness };
    const rehearsed = await rehearseStack(documents, tools);
    onStack(pair.name, undefined);
    return { ...input, ...rehearsed };
  });
  const made = review({
    ...rest,
    stacks,
    rules,
    proposedRules: { ...rules, ...rulesOf(after) },
  });
  return { review: made, stacks };
}

const NOT_RUN = 'Terraform was not run, because the synthesized configuration holds what it may not hold';

function inputOf(
  { name, base, head }: StackPair,
  inspections: Inspections,
  before: readonly StackManifest[],
): StackInput {
  const manifest = (head ?? base)?.manifest;
  return {
    stack: name,
    environment: manifest?.environment ?? '',
    // A stack that a change takes this mark off is still reviewed as what it was.
    production: base?.manifest.production === true || (head !== undefined && isProduction(head.manifest, before)),
    rehearsal: true,
    noLongerReviewed: head?.noLongerReviewed ?? false,
    documentProblems: inspections.get(name)?.problems ?? [],
    synthesized: {
      ...(base !== undefined && { before: base.document }),
      ...(head !== undefined && { after: head.document }),
    },
  };
}

function rulesOf(manifests: readonly StackManifest[]): Readonly<Record<string, ReviewRules>> {
  return Object.fromEntries(manifests.map(({ environment, rules }) => [environment, reviewRulesOf(rules)]));
}

/** An environment with another name for an org that the base knows has its severities; waivers are for names. */
function rulesOfOrg(
  after: readonly StackManifest[],
  before: readonly StackManifest[],
): Readonly<Record<string, ReviewRules>> {
  return Object.fromEntries(
    after.flatMap((manifest) => {
      const known = before.find((base) => isSameOrg(base, manifest));
      const { severities = {} } = known === undefined ? {} : reviewRulesOf(known.rules);
      return known === undefined ? [] : [[manifest.environment, { severities }] as const];
    }),
  );
}
