import { CallError } from '../../okta/call-error';
import type { OrgClient } from '../../okta/client';
import type { DeclaredApps } from '../../run/declared-apps';
import { openOrg } from '../../run/org-access';
import { PACED_CLIENT, paceOf } from '../../run/org-pace';
import { Interrupted, UserError } from '../../shared/errors';
import type { Io } from '../../shared/io';
import type { JsonObject } from '../../shared/json';
import { sideBySide } from '../../shared/side-by-side';
import { secretVariable } from '../../shared/stack-manifest';
import { checkUndeclared, chooseListed, type ChosenApps, type OrgChoice } from './choose-listed';
import { companionReader, declaredOrigins } from './companions';
import { readProgress } from './read-progress';
import type { SourceApps } from './source';

const COMMAND = 'adopt';
/** Apps that are read at the same time; their requests are paced together. */
const AT_ONCE = 4;
/** More of them are found faster in a list, which has 200 in a page. */
const MOST_SINGLE = 20;
const APP_ID = /^0oa[A-Za-z0-9]{17}$/;

/**
 * Apps of the org of an environment, read with the credential that its plans are made with.
 *
 * @param declared what the code of that environment declares: it is skipped
 * @throws UserError for a name that means no app, or a credential that the org refuses
 * @throws Interrupted after Ctrl-C
 */
export async function readFromOrg(choice: OrgChoice, declared: DeclaredApps, io: Io): Promise<SourceApps> {
  const { manifest, project, environment } = declared;
  const pace = paceOf(manifest.org.rateLimits, manifest.local, io.stop.asked);
  const opening = { command: COMMAND, project, io, purpose: 'plan' } as const;
  const org = await openOrg(manifest, opening, { ...PACED_CLIENT, pace });
  try {
    const { apps, notes } = await chosenApps(org.client, choice, declared);
    const read = await withCompanions(org.client, { environment, apps, notes, perMinute: pace.allowed }, io);
    return { ...read, declaredOrigins: declaredOrigins(declared.stacks) };
  } catch (error) {
    if (io.stop.asked.aborted)
      throw new Interrupted(
        `interrupted while ${environment} was read; nothing was written, and the next run reads it again`,
      );
    if (!(error instanceof CallError)) throw error;
    const variable = secretVariable(manifest.credentials.plan);
    const advice = error.isRejection && !manifest.local ? `; ${variable} is expired, revoked, or of another org` : '';
    throw new UserError(`${environment}: the org did not tell (${error.message})${advice}; nothing was written`);
  } finally {
    await org.close();
  }
}

async function chosenApps(client: OrgClient, choice: OrgChoice, declared: DeclaredApps): Promise<ChosenApps> {
  const { listWholeApps, readWholeApp } = await import('../../okta/whole-app.js');
  const { names, labels, all } = choice;
  const { environment, apps: known } = declared;
  const single = !all && labels.length === 0 && names.length <= MOST_SINGLE && names.every((name) => APP_ID.test(name));
  if (!single) return chooseListed(await listWholeApps(client), choice, { environment, declared: known });
  const apps = await sideBySide([...new Set(names)], AT_ONCE, async (id) => {
    try {
      return await readWholeApp(client, id);
    } catch (error) {
      if (!(error instanceof CallError) || error.status !== 404) throw error;
      throw new UserError(`${environment} has no app with the ID ${id} (404): it was deleted, or it is of another org`);
    }
  });
  for (const app of apps) checkUndeclared(app, known);
  return { apps, notes: [] };
}

interface Reading extends ChosenApps {
  readonly environment: string;
  /** Requests per minute. */
  readonly perMinute: number;
}

async function withCompanions(
  client: OrgClient,
  { environment, apps, notes, perMinute }: Reading,
  io: Io,
): Promise<SourceApps> {
  if (apps.length === 0) return { apps: [], notes };
  const originNotes: string[] = [];
  const reader = companionReader(client, await originsOf(client, originNotes));
  const progress = readProgress(io.stderr, { environment, total: apps.length, perMinute });
  try {
    const read = await sideBySide(apps, AT_ONCE, async (app: JsonObject) => {
      io.stop.asked.throwIfAborted();
      const one = await reader.read(app);
      progress.next();
      return one;
    });
    return { apps: read, notes: [...notes, ...originNotes, ...reader.notes()] };
  } finally {
    progress.clear();
  }
}

async function originsOf(client: OrgClient, notes: string[]) {
  const { listWholeOrigins } = await import('../../okta/whole-origin.js');
  const { unlessRefused } = await import('../../okta/refusal.js');
  return await unlessRefused(
    () => listWholeOrigins(client),
    (why) => notes.push(`Not looked at: trusted origins (${why})`),
  );
}
