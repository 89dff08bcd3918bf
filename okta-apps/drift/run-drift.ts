import { CallError } from '../okta/call-error';
import type { RequestPace } from '../okta/request-pace';
import { declaredApps, type DeclaredApps, type EnvironmentOptions } from '../run/declared-apps';
import { secretIn } from '../run/credentials';
import { openOrg, type OrgAccess } from '../run/org-access';
import { PACED_CLIENT, paceOf } from '../run/org-pace';
import { Interrupted, UserError } from '../shared/errors';
import { EXIT } from '../shared/exit-codes';
import type { Io } from '../shared/io';
import { maskData } from '../shared/masker';
import { secretVariable, type StackManifest } from '../shared/stack-manifest';
import { driftOf } from './drift-of';
import { readOrg } from './read-org';
import { readStates } from './read-states';
import { jsonOf, markdownOf, textOf } from './render';
import type { DriftReport } from './report';

export interface DriftOptions extends EnvironmentOptions {
  /** Groups, groups claims and secrets, too: two or three requests for each app. @default false */
  readonly deep?: boolean;
  readonly json?: boolean;
  /** The text of an issue. @default false */
  readonly markdown?: boolean;
  /** Plan the changed apps alone, and review that. @default false */
  readonly revert?: boolean;
}

const COMMAND = 'drift';

const CODES: Readonly<Record<DriftReport['verdict'], number>> = {
  same: EXIT.done,
  drift: EXIT.changes,
  incomplete: EXIT.failed,
};

/**
 * `okta-apps drift`: compares what is declared with what Okta has. Changes nothing.
 *
 * @returns 0 same · 2 drift · 1 it could not look at everything, and saw no drift.
 */
export async function runDrift(options: DriftOptions, io: Io): Promise<number> {
  const declared = await declaredApps(COMMAND, options, io);
  const report = maskedReport(await lookAt(declared, options, io), io);
  io.stdout.write(options.json ? jsonOf(report) : options.markdown ? markdownOf(report) : textOf(report));
  if (options.revert) {
    const { planRevert } = await import('./revert.js');
    await planRevert(report, declared, io);
  }
  return CODES[report.verdict];
}

async function lookAt(declared: DeclaredApps, { deep = false }: DriftOptions, io: Io): Promise<DriftReport> {
  const { project, manifest, environment, stacks } = declared;
  const pace = countingPace(paceOf(manifest.org.rateLimits, manifest.local, io.stop.asked));
  const options = { ...PACED_CLIENT, pace };
  const opening = { command: COMMAND, project, io } as const;
  const org = await openOrg(manifest, { ...opening, purpose: 'plan' }, options);
  io.stderr.write(`${environment}: comparing with ${org.url}\n`);
  let secrets: OrgAccess | { readonly why: string } | undefined;
  try {
    secrets = deep ? await openForSecrets(manifest, opening, options) : undefined;
    const reading = readOrg(org.client);
    // It is waited for below: until then a failure of it must not end the process.
    reading.catch(() => undefined);
    const states = await readStates(stacks, project, io);
    const sources = { url: org.url, client: org.client, listed: await reading, states, requests: () => pace.count };
    return await driftOf(
      declared,
      { ...sources, deep: secrets && { secrets: 'why' in secrets ? secrets : secrets.client } },
      io,
    );
  } catch (error) {
    if (io.stop.asked.aborted) throw new Interrupted(`interrupted while ${environment} was read`);
    if (!(error instanceof CallError)) throw error;
    const variable = manifest.local ? undefined : secretVariable(manifest.credentials.plan);
    throw new UserError(
      `${environment}: the org could not be read (${error.message})${advice(error, variable)}; nothing was compared`,
    );
  } finally {
    if (secrets !== undefined && 'close' in secrets) await secrets.close();
    await org.close();
  }
}

/** Secrets are read with the credential that rotates them, and with no other. */
async function openForSecrets(
  manifest: StackManifest,
  opening: Omit<Parameters<typeof openOrg>[1], 'purpose'>,
  options: Parameters<typeof openOrg>[2],
): Promise<OrgAccess | { readonly why: string }> {
  const { rotate } = manifest.credentials;
  if (manifest.local) return openOrg(manifest, { ...opening, purpose: 'rotate' }, options);
  if (rotate === undefined) return { why: `${manifest.environment} has no credential "rotate"` };
  const variable = secretVariable(rotate);
  if (secretIn(rotate, opening.io.env) === undefined) return { why: `${variable} is not set` };
  return openOrg(manifest, { ...opening, purpose: 'rotate' }, options);
}

/** What helps, where that is known. */
function advice(error: CallError, variable: string | undefined): string {
  if (variable === undefined) return '';
  if (error.isRejection) return `; the credential in ${variable} has expired or was revoked, so set a new one`;
  return error.status === 403
    ? `; give the credential in ${variable} the scope okta.apps.read and a role that sees the apps`
    : '';
}

/** Keeps to the pace, and counts. */
function countingPace(pace: RequestPace) {
  const counting = {
    count: 0,
    before: async (url: string): Promise<void> => {
      counting.count += 1;
      await pace.before(url);
    },
    after: pace.after.bind(pace),
  };
  return counting;
}

/** Okta's answers may repeat what is known to be secret here. */
function maskedReport(report: DriftReport, { secrets }: Io): DriftReport {
  return secrets === undefined ? report : maskData(report, secrets);
}
