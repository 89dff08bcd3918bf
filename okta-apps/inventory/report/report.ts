import { CallError } from '../../okta/call-error';
import { declaredApps, type DeclaredApps } from '../../run/declared-apps';
import { openOrg, type OrgAccess } from '../../run/org-access';
import { PACED_CLIENT, paceOf } from '../../run/org-pace';
import type { RequestPace } from '../../okta/request-pace';
import { today } from '../../shared/day';
import { Interrupted, UserError } from '../../shared/errors';
import type { Io } from '../../shared/io';
import { secretVariable } from '../../shared/stack-manifest';
import { writePage } from '../write-page';
import { lookDeeper, type Refusals } from './look-deeper';
import { reportApp, type ReportApp } from './report-app';
import { reportPage } from './report-page';
import { countsOf, type NotLookedAt, type Report } from './report-summary';
import { reportText } from './report-text';
import { withSignOn } from './sign-on';

const COMMAND = 'adopt --report';

export interface ReportOptions {
  readonly env?: string;
  readonly skipSynth?: boolean;
  /** Also what takes requests for each app. */
  readonly deep?: boolean;
  readonly json?: boolean;
  /** File of the page. @default - none is written */
  readonly html?: string;
}

/**
 * `okta-apps adopt --report`: every OIDC app of an org, whether the code declares it or could, and what the rules find in
 * it as it is today. Nothing is changed.
 *
 * @returns 0
 * @throws UserError when the org does not answer, or the page cannot be written
 * @throws Interrupted after Ctrl-C; nothing was written then
 */
export async function writeReport(options: ReportOptions, io: Io): Promise<number> {
  const declared = await declaredApps(COMMAND, options, io);
  const report = await readReport(declared, options, io);
  if (options.html !== undefined) await writePage(reportPage(report), options.html, io.cwd);
  io.stdout.write(options.json ? `${JSON.stringify(reportJson(report), null, 2)}\n` : reportText(report));
  if (options.html !== undefined && options.json !== true) io.stdout.write(`\nThe page is ${options.html}\n`);
  return 0;
}

/** The report as a document; docs/guides/inventory.md describes it. */
function reportJson({ environment, org, today: day, apps, notLookedAt }: Report): object {
  return { version: 1, environment, org, today: day, counts: countsOf(apps), notLookedAt, apps };
}

async function readReport(declared: DeclaredApps, { deep }: ReportOptions, io: Io): Promise<Report> {
  const { manifest, project, environment } = declared;
  const pace = paceOf(manifest.org.rateLimits, manifest.local, io.stop.asked);
  const opening = { command: COMMAND, project, io } as const;
  const org = await openOrg(manifest, { ...opening, purpose: 'plan' }, { ...PACED_CLIENT, pace });
  try {
    const { listWholeApps } = await import('../../okta/whole-app.js');
    const known = { environment, rules: manifest.rules, declared: declared.apps };
    const listed = (await listWholeApps(org.client)).map((app) => reportApp(app, known));
    const { apps, notLookedAt } = await withSignOn(listed, org.client, io.stop.asked);
    const base = { environment, org: org.url, today: today() };
    if (deep !== true) return { ...base, apps, notLookedAt: [...notLookedAt, ...NOT_DEEP] };
    const refused: Refusals = new Map();
    const secretsOrg = await openForSecrets(declared, { pace, org }, io);
    try {
      tellTime(apps, { pace, isSecrets: secretsOrg !== undefined }, io);
      const look = {
        client: org.client,
        ...(secretsOrg !== undefined && { secretsClient: secretsOrg.client }),
        ...(manifest.secrets?.maxAge !== undefined && { maxAge: manifest.secrets.maxAge }),
        now: pace.orgTime(),
      };
      const seen = await lookDeeper(apps, look, refused, io);
      return { ...base, apps: seen, notLookedAt: [...notLookedAt, ...leftOut(refused, secretsOrg === undefined)] };
    } finally {
      if (secretsOrg !== org) await secretsOrg?.close();
    }
  } catch (error) {
    throw asked(error, declared, io);
  } finally {
    await org.close();
  }
}

const ASSIGNMENTS = 'who is assigned to the apps';
const SECRETS = 'numbers and ages of client secrets';
const NEEDS_ROTATE = 'it takes the credential "rotate" of the environment, because Okta answers secrets in plain text';

const NOT_DEEP: readonly NotLookedAt[] = [
  { what: ASSIGNMENTS, why: 'it takes a request for each app; pass --deep' },
  { what: SECRETS, why: 'they take a request for each app; pass --deep' },
];

function leftOut(refused: Refusals, isWithoutSecrets: boolean): readonly NotLookedAt[] {
  const [assignments, secrets] = [refused.get('assignments'), refused.get('secrets')];
  return [
    ...(assignments === undefined ? [] : [{ what: ASSIGNMENTS, why: assignments }]),
    ...(isWithoutSecrets ? [{ what: SECRETS, why: NEEDS_ROTATE }] : []),
    ...(secrets === undefined ? [] : [{ what: SECRETS, why: secrets }]),
  ];
}

/**
 * Only the credential for rotations may read secrets: that of plans must not, and that of applies is for applies. The org of
 * this machine has one for everything.
 */
async function openForSecrets(
  { manifest, project }: DeclaredApps,
  { pace, org }: { readonly pace: RequestPace; readonly org: OrgAccess },
  io: Io,
): Promise<OrgAccess | undefined> {
  if (manifest.local) return org;
  const { rotate } = manifest.credentials;
  if (rotate === undefined || !io.env[secretVariable(rotate)]) return undefined;
  return await openOrg(manifest, { command: COMMAND, project, io, purpose: 'rotate' }, { ...PACED_CLIENT, pace });
}

/** Fewer apps are looked at before anyone asks. */
const FEW = 50;

function tellTime(
  apps: readonly ReportApp[],
  { pace, isSecrets }: { readonly pace: RequestPace; readonly isSecrets: boolean },
  { stderr }: Io,
): void {
  const requests = apps.length * (isSecrets ? 2 : 1);
  const minutes = Math.ceil(requests / pace.allowed);
  if (apps.length <= FEW || !Number.isFinite(pace.allowed)) return;
  stderr.write(
    `Looking at ${apps.length} apps: about ${minutes} minutes at ${pace.allowed} requests a minute. ` +
      'Ctrl-C stops it, and nothing is written then\n',
  );
}

/** The error for a person, with what to do. */
function asked(error: unknown, { environment, manifest }: DeclaredApps, io: Io): unknown {
  if (io.stop.asked.aborted) return new Interrupted(`interrupted while ${environment} was read; nothing was written`);
  if (!(error instanceof CallError)) return error;
  const variable = secretVariable(manifest.credentials.plan);
  const advice = error.isRejection && !manifest.local ? `; ${variable} is expired, revoked, or of another org` : '';
  return new UserError(`${environment}: the org did not tell (${error.message})${advice}; nothing was written`);
}
