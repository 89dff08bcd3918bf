import type { OrgClient } from '../../okta/client';
import { askedOnce } from '../../okta/refusal';
import type { Io } from '../../shared/io';
import { DAY_MS } from '../../shared/day';
import { sideBySide } from '../../shared/side-by-side';
import { bySeverity, type ReportFinding } from './finding';
import type { Assignment, ReportApp, SecretFacts } from './report-app';

/** Apps that are looked at at the same time; their requests are paced together. */
const AT_ONCE = 4;
/** How often a log hears of it. */
const EVERY = 100;
/** A secret of an app whose environment says nothing of it is worth a look after a year. */
const MAX_AGE = 365;

/** What a longer look needs. */
export interface DeepLook {
  readonly client: OrgClient;
  /** With the credential that may read client secrets. @default - they are not looked at */
  readonly secretsClient?: OrgClient;
  /** Days after which a client secret is due. @default 365 */
  readonly maxAge?: number;
  /** Milliseconds by the clock of the org. */
  readonly now: number;
}

/** What of it was refused, by what was asked for. */
export type Refusals = Map<'assignments' | 'secrets', string>;

type Ask = ReturnType<typeof askedOnce<'assignments' | 'secrets'>>;

/**
 * The apps with what takes requests of their own: whether anyone is assigned, and ages and numbers of client secrets. A kind
 * that the credential may not read is not asked for again.
 *
 * @throws CallError
 */
export async function lookDeeper(
  apps: readonly ReportApp[],
  look: DeepLook,
  refused: Refusals,
  io: Pick<Io, 'stderr' | 'stop'>,
): Promise<readonly ReportApp[]> {
  const ask = askedOnce(refused);
  let done = 0;
  return await sideBySide(apps, AT_ONCE, async (app) => {
    io.stop.asked.throwIfAborted();
    const assignment = app.assignment ?? (await assignmentOf(app, look, ask));
    const secrets = await secretsOf(app, look, ask);
    done += 1;
    if (done % EVERY === 0 && done < apps.length) io.stderr.write(`${done} of ${apps.length} apps looked at\n`);
    const findings = [
      ...app.findings,
      ...(assignment === 'none' && app.status === 'ACTIVE' ? [NOT_ASSIGNED] : []),
      ...(secrets === undefined ? [] : secretFindings(secrets, look.maxAge ?? MAX_AGE)),
    ].sort(bySeverity);
    return {
      ...app,
      ...inRotation(app, secrets),
      findings,
      ...(assignment !== undefined && { assignment }),
      ...(secrets !== undefined && { secrets }),
    };
  });
}

const NOT_ASSIGNED: ReportFinding = {
  rule: 'report/no-one-assigned',
  severity: 'warning',
  message:
    'The app must have users, got no assigned group and no assigned user; deactivate it if it is not used [report/no-one-assigned]',
};

async function assignmentOf({ id }: ReportApp, { client }: DeepLook, ask: Ask): Promise<Assignment | undefined> {
  const { hasAssignments } = await import('../../okta/app-assignments.js');
  const isAny = await ask('assignments', () => hasAssignments(client, id));
  return isAny === undefined ? undefined : isAny ? 'assigned' : 'none';
}

async function secretsOf(app: ReportApp, { secretsClient, now }: DeepLook, ask: Ask): Promise<SecretFacts | undefined> {
  if (secretsClient === undefined) return undefined;
  const { clientSecrets } = await import('../../okta/client-secrets.js');
  const secrets = await ask('secrets', () => clientSecrets(secretsClient, app.id));
  if (secrets === undefined) return undefined;
  const active = secrets.filter(({ status }) => status === 'ACTIVE');
  const ages = active.map(({ created }) => Math.floor((now - Date.parse(created)) / DAY_MS)).filter(Number.isFinite);
  return {
    active: active.length,
    inactive: secrets.length - active.length,
    oldestDays: ages.length === 0 ? undefined : Math.max(0, ...ages),
  };
}

/** Adoption would take one of the two secrets for the only one. */
function inRotation({ state, reasons }: ReportApp, secrets: SecretFacts | undefined): Partial<ReportApp> {
  if (state !== 'adoptable' || secrets === undefined || secrets.active < 2) return {};
  const reason = `It has ${secrets.active} active client secrets: finish the rotation, then adopt it`;
  return { state: 'not-adoptable', reasons: [...reasons, reason] };
}

function secretFindings({ active, oldestDays = 0 }: SecretFacts, maxAge: number): readonly ReportFinding[] {
  return [
    ...(active > 1
      ? [
          {
            rule: 'report/two-active-secrets',
            severity: 'warning' as const,
            message: `Client secrets must be one, got ${active} active ones; finish the rotation [report/two-active-secrets]`,
          },
        ]
      : []),
    ...(oldestDays > maxAge
      ? [
          {
            rule: 'report/old-secret',
            severity: 'warning' as const,
            message: `The oldest client secret must be at most ${maxAge} days old, got ${oldestDays} days; rotate it [report/old-secret]`,
          },
        ]
      : []),
  ];
}
