import { CallError } from '../../okta/call-error';
import { UserError } from '../../shared/errors';
import type { Io } from '../../shared/io';
import { declaredApps } from '../../run/declared-apps';
import { PACED_CLIENT, paceOf } from '../../run/org-pace';
import { openOrg } from '../../run/org-access';
import { durationOf } from './duration';
import type { Terms } from './phases';
import { rotateApps } from './rotate-apps';
import type { RotateOptions } from './rotate-options';

const COMMAND = 'rotate';

/**
 * `okta-apps rotate`: replaces client secrets, without a moment in which none works.
 *
 * @returns 0 · 1 when an app failed · 2 when something is left to do later.
 */
export async function runRotate(names: readonly string[], options: RotateOptions, io: Io): Promise<number> {
  const terms = termsOf(options);
  if (names.length === 0 && options.due !== true) {
    throw new UserError('Name the apps or stacks to rotate, or pass --due for all whose secret is due');
  }
  const declared = await declaredApps(COMMAND, options, io);
  const { project, manifest, environment } = declared;
  if (options.due === true && manifest.secrets?.maxAge === undefined) {
    throw new UserError(
      `--due needs the age at which a secret is due: write secrets: { maxAge: 90 } (days) in env/${environment}.ts`,
    );
  }
  const pace = paceOf(manifest.org.rateLimits, manifest.local);
  const org = await openOrg(manifest, { command: COMMAND, project, io }, { ...PACED_CLIENT, pace });
  try {
    const { url, client } = org;
    return await rotateApps({ names, declared, terms, options }, { url, client, pace, stop: io.stop }, io);
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    throw new UserError(`${environment}: the org did not tell (${error.message}); nothing was changed`);
  } finally {
    await org.close();
  }
}

function termsOf({ overlap, grace, now }: RotateOptions): Terms {
  const terms = { overlap: durationOf(overlap, '--overlap'), grace: durationOf(grace, '--grace') };
  return now === true ? { ...terms, overlap: 0, leaked: true } : terms;
}
