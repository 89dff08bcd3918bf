import { countingReleases } from '../../review/merged/releasers';
import type { Reviewed } from '../../review/digest';
import { UserError } from '../../shared/errors';
import type { Io } from '../../shared/io';
import { readReviewed } from '../reviewed-file';
import { asking, ciServer } from './ci-server';

/**
 * Adds what the plan job of the same run showed, and who released each CI environment after that. An account that
 * started the run does not count, nor one that had a part in what was merged or is not among the `approvers` of the last
 * applied commit. Of a run that was started again nothing counts: the server does not tell which of its plans a reviewer
 * saw.
 *
 * @param file what `okta-apps plan --digests` wrote.
 * @throws UserError when the server does not say it.
 */
export async function withSecondLook(reviewed: Reviewed | undefined, file: string, io: Io): Promise<Reviewed> {
  if (reviewed?.push === undefined) {
    throw new UserError('--planned goes with --reviewed and a file of "okta-apps reviewed"');
  }
  const { digests } = await readReviewed(file, io);
  const { push } = reviewed;
  if (Number(io.env['GITHUB_RUN_ATTEMPT'] ?? 1) !== 1) return { ...reviewed, secondLook: { digests, releasedBy: {} } };
  const { server } = await ciServer(push.from, { commit: push.commit }, io);
  const starters = [io.env['GITHUB_ACTOR'], io.env['GITHUB_TRIGGERING_ACTOR']].filter((login) => login !== undefined);
  const releasedBy: Record<string, readonly string[]> = {};
  const planned = new Set(digests.map(({ environment }) => environment));
  await asking(async () => {
    for (const { name, releasers } of push.environments) {
      if (!planned.has(name) || releasers === undefined) continue;
      const all = await server.releasedBy(name, io.env['GITHUB_RUN_ID']);
      releasedBy[name] = countingReleases(all, { ...releasers, except: [...releasers.except, ...starters] });
    }
  });
  return { ...reviewed, secondLook: { digests, releasedBy } };
}
