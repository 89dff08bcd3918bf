import { userInfo } from 'node:os';
import { gitIn } from '../../project/base/git';
import type { Project } from '../../project/find-project';
import type { Reviewed } from '../../review/digest';
import { UserError } from '../../shared/errors';
import type { Io } from '../../shared/io';
import type { TerraformBinary } from '../../terraform/binary';
import type { AppliedStack } from '../apply-stacks';
import type { ReviewedPlan } from '../plan-records';
import { applyRecord, recordLine, type ApplyRecord } from './apply-record';
import { engineOf, toolOf } from './programs';
import { appendTo, recordPlaces } from './record-files';

/** Appends the record of each stack. @returns one line for each place that did not take it */
export type WriteRecords = (
  applied: readonly AppliedStack[],
  plans: readonly ReviewedPlan[],
) => Promise<readonly string[]>;

/**
 * What all records of one command share is found once, when the first is written. Nothing is thrown: what was applied
 * is applied, and has to be reconciled.
 */
export function recordWriter(
  project: Project,
  binary: TerraformBinary,
  reviewed: Reviewed | undefined,
  io: Io,
): WriteRecords {
  let shared: Promise<Shared> | undefined;
  return async (applied, plans) => {
    const faults: string[] = [];
    for (const one of applied.filter(({ refusal }) => refusal === undefined)) {
      try {
        shared ??= sharedParts(project, binary, reviewed, io);
        const line = lineOf(one, plans, await shared, reviewed, io);
        const places = recordPlaces(one.stack, project).map((place) => appendTo(place, line));
        faults.push(...places.filter((fault) => fault !== undefined).map((fault) => faultText(one, fault, line)));
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        faults.push(`${one.stack.name}: the record of this apply could not be made: ${why}. Keep this output`);
      }
    }
    return faults;
  };
}

function lineOf(
  one: AppliedStack,
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
  { stack, plan, applied, requestIds }: AppliedStack,
  { digest }: ReviewedPlan,
  shared: Shared,
  reviewed: Reviewed | undefined,
) {
  const { environment, org } = stack.manifest;
  const own = reviewed?.push?.environments.find(({ name }) => name === environment);
  return {
    at: new Date().toISOString(),
    stack: stack.name,
    environment,
    org: `${org.name}.${org.baseUrl}`,
    outcome: applied.failed ? ('failed' as const) : ('applied' as const),
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
function faultText({ stack }: AppliedStack, fault: string, line: string): string {
  return `${stack.name}: the record of this apply could not be written: ${fault}. Append this line there: ${line.trimEnd()}`;
}

function whoRuns(env: Io['env']): string {
  const account = env['GITHUB_ACTOR'] ?? env['GITLAB_USER_LOGIN'];
  if (account) return account;
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
}

function jobOf(env: Io['env']): string | undefined {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run, CI_JOB_URL: job } = env;
  if (server && repository && run) return `${server}/${repository}/actions/runs/${run}`;
  return job ? job : undefined;
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
