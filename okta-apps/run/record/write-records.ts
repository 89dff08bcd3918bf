import { randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import { gitIn } from '../../project/base/git';
import type { Project } from '../../project/find-project';
import type { Reviewed } from '../../review/digest';
import { githubRunPage } from '../../review/post/ci-context';
import { refusalFor, type Refusal } from '../../review/refusals';
import { UserError } from '../../shared/errors';
import type { Io } from '../../shared/io';
import type { TerraformBinary } from '../../terraform/binary';
import type { AppliedStack, Planned } from '../apply-stacks';
import type { ReviewedPlan } from '../plan-records';
import { applyRecord, recordLine, type ApplyRecord } from './apply-record';
import { engineOf, toolOf } from './programs';
import { appendTo, recordPlaces } from './record-files';

/** Two records for each stack that is applied, because an apply that is killed writes none of its end. */
export interface ApplyRecords {
  /** Appends that the apply of a stack begins. @returns why it must not: a place did not take that */
  readonly start: (planned: Planned, plans: readonly ReviewedPlan[]) => Promise<Refusal | undefined>;
  /** Appends how each ended. @returns one line for each place that did not take it */
  readonly end: (applied: readonly AppliedStack[], plans: readonly ReviewedPlan[]) => Promise<readonly string[]>;
}

/**
 * What all records of one command share is found once, beside the plans. `end` throws nothing: what was applied is
 * applied, and has to be reconciled.
 */
export function applyRecords(
  project: Project,
  binary: TerraformBinary,
  reviewed: Reviewed | undefined,
  io: Io,
): ApplyRecords {
  const shared = sharedParts(project, binary, reviewed, io);
  // It is awaited when a record is written.
  shared.catch(() => undefined);
  const begun = new Map<string, string>();
  const append = async (one: Recorded, plans: readonly ReviewedPlan[]): Promise<Appended> => {
    const line = lineOf(one, plans, await shared, reviewed, io);
    const faults = recordPlaces(one.stack, project).map((place) => appendTo(place, line));
    return { line, faults: faults.filter((fault) => fault !== undefined) };
  };
  return {
    start: async (planned, plans) => {
      const one = { ...planned, apply: randomUUID() };
      const { faults } = await append({ ...one, outcome: 'started' }, plans).catch(unmade);
      if (faults.length > 0) {
        // Where it was written it has an end, too.
        await append({ ...one, outcome: 'refused' }, plans).catch(unmade);
        return refusalFor(planned.stack.name, [
          'record',
          `the record of this apply could not be written: ${faults.join(', ')}`,
          'make the file writable for this user, or specify another file in env/ (records)',
        ]);
      }
      begun.set(planned.stack.name, one.apply);
      return undefined;
    },
    end: async (applied, plans) => {
      const texts: string[] = [];
      for (const one of applied) {
        const apply = begun.get(one.stack.name);
        if (apply === undefined) continue;
        const { line, faults } = await append({ ...one, apply, outcome: outcomeOf(one) }, plans).catch(unmade);
        texts.push(...faults.map((fault) => faultText(one, fault, line)));
      }
      return texts;
    },
  };
}

interface Recorded
  extends Pick<AppliedStack, 'stack' | 'plan' | 'requestIds'>, Pick<ApplyRecord, 'apply' | 'outcome'> {}

interface Appended {
  /** Undefined when there is none to append. */
  readonly line: string | undefined;
  readonly faults: readonly string[];
}

function unmade(error: unknown): Appended {
  return { line: undefined, faults: [error instanceof Error ? error.message : String(error)] };
}

function outcomeOf({ applied, refusal }: AppliedStack): ApplyRecord['outcome'] {
  if (refusal !== undefined) return 'refused';
  return applied.failed ? 'failed' : 'applied';
}

function lineOf(
  one: Recorded,
  plans: readonly ReviewedPlan[],
  shared: Shared,
  reviewed: Reviewed | undefined,
  { secrets }: Io,
): string {
  const found = plans.find(({ input }) => input.stack === one.stack.name);
  if (found?.input.plan === undefined) throw new Error('its plan is not known');
  const record = applyRecord(inputOf(one, found, shared, reviewed), found.input.plan);
  return recordLine(record, (text) => secrets?.mask(text) ?? text);
}

type Shared = Pick<ApplyRecord, 'by' | 'job' | 'commit' | 'tool' | 'engine'>;

async function sharedParts(
  project: Project,
  binary: TerraformBinary,
  reviewed: Reviewed | undefined,
  io: Io,
): Promise<Shared> {
  const { env } = io;
  const [tool, engine, commit] = await Promise.all([
    toolOf(),
    engineOf(binary, env['PATH'] ?? ''),
    reviewed?.push?.commit ?? commitOf(project, io),
  ]);
  const job = jobOf(env);
  return { tool, engine, by: whoRuns(env), ...(job !== undefined && { job }), ...(commit !== undefined && { commit }) };
}

function inputOf(
  { stack, plan, apply, outcome, requestIds }: Recorded,
  { digest }: ReviewedPlan,
  shared: Shared,
  reviewed: Reviewed | undefined,
) {
  const { environment, org } = stack.manifest;
  const own = reviewed?.push?.environments.find(({ name }) => name === environment);
  return {
    apply,
    at: new Date().toISOString(),
    stack: stack.name,
    environment,
    org: `${org.name}.${org.baseUrl}`,
    outcome,
    reviewed: reviewed !== undefined,
    ...shared,
    requests: own?.requests ?? [],
    approvedBy: own?.approvedBy ?? reviewed?.approvedBy ?? [],
    ...(requestIds !== undefined && { oktaRequestIds: requestIds }),
    digest,
    planDigest: plan.digest,
  };
}

/** Said with the line itself: it is nowhere else, and it holds no secret. */
function faultText({ stack }: AppliedStack, fault: string, line: string | undefined): string {
  const todo = line === undefined ? 'Keep this output' : `Append this line there: ${line.trimEnd()}`;
  return `${stack.name}: the record of this apply could not be written: ${fault}. ${todo}`;
}

/** The account of the CI system, or of this machine, that runs the command. */
export function whoRuns(env: Io['env']): string {
  const account = env['GITHUB_ACTOR'] ?? env['GITLAB_USER_LOGIN'];
  if (account) return account;
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
}

function jobOf(env: Io['env']): string | undefined {
  return githubRunPage(env) ?? (env['CI_JOB_URL'] || undefined);
}

/** Without a review, the commit of the checkout: what is not committed is not in it, and the digests tell. */
async function commitOf({ folder }: Project, { env, stop }: Io): Promise<string | undefined> {
  try {
    return (await gitIn(folder, env, stop)(['rev-parse', '--verify', '--quiet', 'HEAD'])).trim();
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
