import { CallError } from '../okta/call-error';
import { RequestPace } from '../okta/request-pace';
import { declaredApps, type DeclaredApps, type EnvironmentOptions } from '../run/declared-apps';
import { openOrg } from '../run/org-access';
import { UserError } from '../shared/errors';
import { EXIT } from '../shared/exit-codes';
import type { Io } from '../shared/io';
import { maskData } from '../shared/masker';
import { secretVariable, type RateLimits } from '../shared/stack-manifest';
import { driftOf } from './drift-of';
import { readStates } from './read-states';
import { jsonOf, markdownOf, textOf } from './render';
import type { DriftReport } from './report';

export interface DriftOptions extends EnvironmentOptions {
  /** Groups and secrets, too: one or two requests for each app. @default false */
  readonly deep?: boolean;
  readonly json?: boolean;
  /** The text of an issue. @default false */
  readonly markdown?: boolean;
}

const COMMAND = 'drift';
/** What Okta gives a new credential. */
const PERCENT = 50;
/** One request, with its waits for two windows of a rate limit. */
const CLIENT = { timeoutMs: 150_000, maxRetries: 5 };

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
  return CODES[report.verdict];
}

async function lookAt(declared: DeclaredApps, { deep = false }: DriftOptions, io: Io): Promise<DriftReport> {
  const { project, manifest, environment, stacks } = declared;
  const pace = countingPace(manifest.org.rateLimits, manifest.local);
  const opening = { command: COMMAND, project, io, purpose: 'plan' } as const;
  const [org, states] = await Promise.all([
    openOrg(manifest, opening, { ...CLIENT, pace }),
    readStates(stacks, project, io),
  ]);
  try {
    return await driftOf(declared, { org, states, deep, requests: () => pace.count }, io);
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    const variable = manifest.local ? undefined : secretVariable(manifest.credentials.plan);
    throw new UserError(
      `${environment}: the apps of the org could not be read (${error.message})${advice(error, variable)}; nothing was compared`,
    );
  } finally {
    await org.close();
  }
}

/** What helps, where that is known. */
function advice(error: CallError, variable: string | undefined): string {
  if (variable === undefined) return '';
  if (error.isRejection) return `; the credential in ${variable} has expired or was revoked, so set a new one`;
  return error.status === 403
    ? `; give the credential in ${variable} the scope okta.apps.read and a role that sees the apps`
    : '';
}

/** Keeps to the org's limit, and counts. The org of this machine has no limit. */
function countingPace({ percent = PERCENT, perMinute }: RateLimits = {}, local: boolean) {
  const pace = local
    ? new RequestPace({ percent: 100, perMinute: Infinity })
    : new RequestPace({ percent, perMinute: perMinute?.['/api/v1/apps'] });
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
