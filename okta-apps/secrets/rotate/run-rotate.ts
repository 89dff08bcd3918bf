import { CallError } from '../../okta/call-error';
import { UserError } from '../../shared/errors';
import type { Io } from '../../shared/io';
import { declaredApps, type DeclaredApps } from '../../run/declared-apps';
import { PACED_CLIENT, paceOf } from '../../run/org-pace';
import { rotationDigest } from '../../run/rotation-settings';
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
  checkSettings(options.settings, declared);
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

/**
 * The manifests decide where the credential and the new secrets are sent. Those of a scheduled run are of a job that ran
 * project code, so every one must be what people reviewed when the pipeline was written.
 *
 * @throws UserError
 */
function checkSettings(digest: string | undefined, { environment, apps, manifest }: DeclaredApps): void {
  if (digest === undefined) return;
  const all = [manifest, ...apps.map((app) => app.manifest)];
  if (all.every((one) => rotationDigest(one) === digest)) return;
  throw new UserError(
    `${environment}: the org, the credential of the rotation or secrets of the environment are not those that the pipeline ` +
      'was written for (--settings). If env/ changed them, run "okta-apps ci" and commit what it writes. Nothing was asked or changed',
  );
}

function termsOf({ overlap, grace, now }: RotateOptions): Terms {
  const terms = { overlap: durationOf(overlap, '--overlap'), grace: durationOf(grace, '--grace') };
  return now === true ? { ...terms, overlap: 0, leaked: true } : terms;
}
