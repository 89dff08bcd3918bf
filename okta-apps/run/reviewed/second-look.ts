import { countingReleases } from '../../review/merged/releasers';
import { secondLookCode } from '../../review/merged/second-look-code';
import type { AskingJob, Release } from '../../review/merged/server';
import type { Released, Reviewed } from '../../review/digest';
import type { PostTarget } from '../../review/post/job-token';
import { UserError } from '../../shared/errors';
import type { Io } from '../../shared/io';
import { readReviewed } from '../reviewed-file';
import { asking, ciServer } from './ci-server';

/**
 * Adds what the plan job of the same run showed, and who released each CI environment after that. An account that
 * started the run does not count, nor one that had a part in what was merged or is not among the `approvers` of the last
 * applied commit. Where the server does not tell which second look a reviewer saw, a release counts with its code only.
 *
 * @param file what `okta-apps plan --digests` wrote.
 * @throws UserError when the server does not say it.
 */
export async function withSecondLook(reviewed: Reviewed | undefined, file: string, io: Io): Promise<Reviewed> {
  if (reviewed?.push === undefined) {
    throw new UserError('--planned requires --reviewed and a file of "okta-apps reviewed"');
  }
  const { digests } = await readReviewed(file, io);
  const { push } = reviewed;
  const { server } = await ciServer(push.from, { commit: push.commit }, io);
  const { starters, ...job } = askingJob(push.from, io.env);
  const released: Record<string, Released> = {};
  const planned = new Set(digests.map(({ environment }) => environment));
  await asking(async () => {
    for (const { name, releasers } of push.environments) {
      // Of no account's release it is known that it counts, as for the first apply.
      if (!planned.has(name) || releasers === undefined || releasers.only?.length === 0) continue;
      const { given, startedBy, afterOneLook } = await server.releases(name, job);
      const code = secondLookCode(digests, name);
      const counting = { ...releasers, except: [...releasers.except, ...starters, ...startedBy] };
      const withCode = given.filter(({ comment }) => comment.toLowerCase().includes(code));
      const counted = (some: readonly Release[]) =>
        countingReleases([...new Set(some.map(({ by }) => by))].sort(), counting);
      released[name] = { code, by: counted(afterOneLook ? given : withCode), withCode: counted(withCode) };
    }
  });
  return { ...reviewed, secondLook: { digests, released } };
}

function askingJob(from: PostTarget, env: Io['env']): AskingJob & { readonly starters: readonly string[] } {
  const named = (...variables: readonly string[]) => variables.flatMap((variable) => env[variable] ?? []);
  return from === 'github'
    ? {
        run: env['GITHUB_RUN_ID'],
        job: env['GITHUB_JOB'],
        attempt: Number(env['GITHUB_RUN_ATTEMPT'] ?? 1),
        starters: named('GITHUB_ACTOR', 'GITHUB_TRIGGERING_ACTOR'),
      }
    : { run: env['CI_PIPELINE_ID'], job: env['CI_JOB_ID'], attempt: 1, starters: named('GITLAB_USER_LOGIN') };
}
