import { rm } from 'node:fs/promises';
import path from 'node:path';
import { gitIn, type Git } from '../../project/base/git';
import { commitStacks, MissingAssembly, type CommitStacks } from '../../project/commit-stacks';
import { findProject } from '../../project/find-project';
import { evaluateGate, type GateResult, type Merge, type ReviewedStep } from '../../review/merged/gate';
import { short } from '../../review/merged/pushed';
import { releasersOf, type Releasers } from '../../review/merged/releasers';
import { isSameOrg } from '../../review/settings/orgs';
import { Interrupted, Refused, UserError } from '../../shared/errors';
import type { Io } from '../../shared/io';
import { byText } from '../../shared/json';
import { scratchFolder } from '../../shared/scratch-folder';
import { findTerraform } from '../../terraform/binary';
import type { MadeRehearsal } from '../rehearsal';
import { rehearseCommits, type ComparedCommits } from './changes';
import type { AskedServer } from './ci-server';
import { byLastApplied, checkHere } from './last-applied';
import { mergesSince } from './merges';
import { settingHistory } from './setting-history';

/** The review of what environments get that were last applied at the same commit. */
export interface PushReview {
  /** Undefined when nothing was applied there before. */
  readonly lastApplied: string | undefined;
  readonly environments: readonly ({ readonly name: string; readonly releasers: Releasers } & GateResult)[];
  /** All merges since then. */
  readonly merges: readonly Merge[];
  readonly whole: MadeRehearsal;
}

export interface PushReviewOptions {
  /** Names of environments, separated by commas. @default - all that were synthesized */
  readonly env?: string;
  /** Folder that holds what each commit synthesized to, by commit id. @default - it is synthesized here */
  readonly assembly?: string;
}

/** What is read of commits, each once. */
interface Commits {
  readonly folder: string;
  /** Of the project in the repository, with `/` at its end. */
  readonly prefix: string;
  readonly git: Git;
  readonly stacksOf: (commit: string, isBase: boolean) => Promise<CommitStacks | undefined>;
  readonly compare: (compared: ComparedCommits) => Promise<MadeRehearsal>;
}

/**
 * Reviews what a push gives each environment: everything from the commit that was applied there last to the pushed one,
 * by the rules of the former; and each merge in between, for whose approvals count for what.
 *
 * @throws Refused, ApiError, UserError
 */
export async function reviewPush(
  asked: AskedServer,
  { env, assembly }: PushReviewOptions,
  io: Io,
): Promise<readonly PushReview[]> {
  const { folder, variables } = findProject(io.cwd);
  const git = gitIn(folder, io.env, io.stop);
  await checkHere(git, asked.push.commit);
  const [root = '', prefix = ''] = (await git(['rev-parse', '--show-toplevel', '--show-prefix'])).split('\n');
  const into = await scratchFolder();
  const binary = await findTerraform(io.env, { cwd: folder, stop: io.stop });
  const read = new Map<string, Promise<CommitStacks | undefined>>();
  const stacksOf: Commits['stacksOf'] = (id, isBase) => {
    const key = `${id} ${String(isBase)}`;
    const assemblies = assembly === undefined ? undefined : path.resolve(io.cwd, assembly);
    const options = { assemblies, env, variables, isBase, into };
    const found = read.get(key) ?? commitStacks({ commit: id, root, prefix }, options, git, io);
    read.set(key, found);
    return found;
  };
  const compare: Commits['compare'] = (compared) => rehearseCommits(compared, { folder, git, binary }, io);
  try {
    return await reviewGroups(asked, { folder, prefix, git, stacksOf, compare });
  } finally {
    await rm(into, { recursive: true, force: true });
  }
}

async function reviewGroups(asked: AskedServer, commits: Commits): Promise<readonly PushReview[]> {
  const { commit } = asked.push;
  const after = await commits.stacksOf(commit, false);
  if (after === undefined)
    throw new UserError(`There is no cdktf.json in ${short(commit)}, so there is nothing to review`);
  const names = [...new Set(after.assembly.stacks.map(({ manifest }) => manifest.environment))].sort(byText);
  if (names.length === 0) throw new UserError(`${short(commit)} synthesizes no stack, so there is nothing to review`);
  const reviews: PushReview[] = [];
  for (const [last, environments] of await byLastApplied(asked, names)) {
    reviews.push(await reviewGroup(asked, { ...commits, after, last, environments }));
  }
  return reviews;
}

interface Group extends Commits {
  readonly after: CommitStacks;
  readonly last: string | undefined;
  readonly environments: readonly string[];
}

async function reviewGroup(asked: AskedServer, group: Group): Promise<PushReview> {
  const { after, last, git, prefix, stacksOf, compare } = group;
  const since = last ?? (await stateBefore(asked, git));
  const merges = await mergesSince(asked, git, since, group.environments);
  const before = last === undefined ? undefined : await stacksOf(last, true);
  const history = last === undefined ? undefined : await settingHistory(asked, { git, prefix, tip: last, stacksOf });
  const environments = group.environments.join(',');
  const evaluatedBy = before?.code ?? [];
  const whole = await compare({ before, after, since, environments, evaluatedBy, settingHistory: history });
  const steps = last === undefined ? [wholeAsStep(whole, merges)] : await reviewSteps(group, { before, whole, merges });
  const results = group.environments.map((name) => {
    const known = evaluatedBy.map(({ manifest }) => manifest);
    const own = after.code.map(({ manifest }) => manifest).filter(({ environment }) => environment === name);
    // An environment that was given another name is still the org that it writes to.
    const ruling =
      known.find(({ environment }) => environment === name) ??
      known.find((one) => own.some((other) => isSameOrg(one, other))) ??
      own[0];
    const asked = whole.digests.flatMap(({ environment, approvals }) =>
      environment === name && approvals !== undefined ? [approvals] : [],
    );
    const gate = {
      environment: name,
      // A change that asks for fewer is held to what was asked before.
      approvals: Math.max(...asked, ...own.map(({ approvals }) => approvals)),
      ...(ruling?.approvers !== undefined && { approvers: ruling.approvers }),
      isFirst: last === undefined,
    };
    return { name, releasers: releasersOf(merges, gate), ...evaluateGate(gate, asChange(whole), steps) };
  });
  return { lastApplied: last, environments: results, merges, whole };
}

/** The state of the branch before the push, for environments to which nothing was applied yet. */
async function stateBefore({ push: { before, commit } }: AskedServer, git: Git): Promise<string> {
  if (before !== undefined) return before;
  const parent = await git.ask(['rev-parse', '--verify', '--quiet', '--end-of-options', `${commit}~1^{commit}`], 1);
  if (parent !== undefined) return parent.trim();
  throw new Refused(`${short(commit)} is the first commit of its branch: apply it at a terminal.`);
}

function asChange({ review, stacks }: MadeRehearsal): ReviewedStep['change'] {
  return { findings: review.findings, stacks };
}

function wholeAsStep(whole: MadeRehearsal, merges: readonly Merge[]): ReviewedStep {
  return { merges, change: asChange(whole) };
}

interface Steps {
  readonly before: CommitStacks | undefined;
  readonly whole: MadeRehearsal;
  readonly merges: readonly Merge[];
}

/** Each merge on the one before. What cannot be planned is reviewed together with the next merge, which may repair it. */
async function reviewSteps(
  { after, environments, stacksOf, compare }: Group,
  { before, whole, merges }: Steps,
): Promise<readonly ReviewedStep[]> {
  if (merges.length <= 1) return [wholeAsStep(whole, merges)];
  const steps: ReviewedStep[] = [];
  let from = before;
  let waiting: readonly Merge[] = [];
  for (const [at, merge] of merges.entries()) {
    waiting = [...waiting, merge];
    const to = at === merges.length - 1 ? after : await orUndefined(() => stacksOf(merge.commit, false));
    if (to === undefined) continue;
    const made = await compare({
      before: from,
      after: to,
      since: from?.commit ?? to.commit,
      environments: environments.join(','),
      evaluatedBy: before?.code ?? [],
    });
    if (made.review.verdict === 'failed' && to !== after) continue;
    steps.push({ merges: waiting, change: asChange(made) });
    [from, waiting] = [to, []];
  }
  return steps;
}

async function orUndefined<T>(work: () => Promise<T | undefined>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Interrupted || error instanceof MissingAssembly || !(error instanceof UserError)) throw error;
    return undefined;
  }
}
