import type { AssembledStack } from '../../project/assembly';
import type { Refusal } from '../../review/refusals';
import { short } from '../../review/merged/pushed';
import type { ReviewedEnvironment, ReviewedPush } from '../../review/merged/reviewed-push';
import type { CiServer } from '../../review/merged/server';
import type { Io } from '../../shared/io';
import { visible } from '../../shared/visible-text';
import { asking, ciServer } from './ci-server';

/**
 * Which stacks a reviewed push may not change: because it is not the newest of its branch, because something that does
 * not belong to its history was applied, or because the review says so. Asked before a credential of Okta is used: a
 * run can be started again for weeks, with today's secrets.
 *
 * @throws UserError when the server does not say it.
 */
export async function refusedByPush(
  stacks: readonly AssembledStack[],
  push: ReviewedPush | undefined,
  io: Io,
): Promise<readonly Refusal[]> {
  if (push === undefined) return [];
  const { server } = await ciServer(push.from, { commit: push.commit }, io);
  return await asking(async () => {
    const old = await whyNotNewest(push, server, io.env);
    const refusals: Refusal[] = [];
    const known = new Map<string, readonly string[]>();
    for (const { name: stack, manifest } of stacks) {
      const { environment } = manifest;
      const own = known.get(environment) ?? (await whyNotThere(environment, push, server));
      known.set(environment, own);
      const reasons = old === undefined ? own : [old];
      refusals.push(
        ...reasons.map((why): Refusal => ({ stack, reason: reasonOf(environment, push), message: `${stack}: ${why}` })),
      );
    }
    return refusals;
  });
}

function reasonOf(environment: string, { environments }: ReviewedPush): Refusal['reason'] {
  const own = environments.find(({ name }) => name === environment);
  return own !== undefined && own.refusals.length > 0 ? 'approval' : 'replay';
}

async function whyNotNewest(
  { branch, commit }: ReviewedPush,
  server: CiServer,
  env: Io['env'],
): Promise<string | undefined> {
  const job = env['GITHUB_SHA'] ?? env['CI_COMMIT_SHA'];
  if (job !== undefined && job !== commit) {
    return `the file of --reviewed is about ${short(commit)}, and this job runs for ${short(job)}; take the file that this run made`;
  }
  const tip = await server.tip(branch);
  if (tip.commit === commit) return undefined;
  return (
    `${visible(branch)} is now at ${short(tip.commit)}, and this run is for ${short(commit)}. ` +
    `The run of ${short(tip.commit)} applies both`
  );
}

async function whyNotThere(
  environment: string,
  { environments, commit }: ReviewedPush,
  server: CiServer,
): Promise<readonly string[]> {
  const own = environments.find(({ name }) => name === environment);
  if (own === undefined) return [`nothing was reviewed for ${environment}; run "okta-apps reviewed" for it`];
  if (own.refusals.length > 0) return own.refusals;
  const why = await whyOtherHistory(own, commit, server);
  return why === undefined ? [] : [why];
}

async function whyOtherHistory(
  { name, lastApplied }: ReviewedEnvironment,
  commit: string,
  server: CiServer,
): Promise<string | undefined> {
  const now = await server.lastApplied(name);
  const again = 're-run all jobs of this run, so that it is reviewed again';
  if (now === undefined) {
    if (lastApplied === undefined) return undefined;
    return `${server.name} no longer knows a deployment to ${name}, and ${short(lastApplied)} was one at the review; ${again}`;
  }
  if (!(await server.isAncestor(now, commit))) {
    return (
      `${short(now)} was applied last to ${name}, and it is not in the history of ${short(commit)}; ` +
      'apply it at a terminal'
    );
  }
  if (lastApplied === undefined || lastApplied === now || (await server.isAncestor(lastApplied, now))) return undefined;
  return `${short(now)} was applied last to ${name}, and the review begins at ${short(lastApplied)}, which is newer; ${again}`;
}
