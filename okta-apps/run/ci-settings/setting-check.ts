import { ApiError } from '../../review/post/api-call';
import type { Check } from '../doctor/check';

/** One setting of the CI system that everything else here depends on. */
export interface SettingCheck {
  readonly id: string;
  /** What is right: `environment prod: deploys from main only`. */
  readonly right: string;
  /** Where a person sets it: `Settings > Environments > prod > Deployment branches and tags`. */
  readonly where: string;
  /**
   * Asks the API.
   *
   * @returns what is wrong, as parts of a sentence; none when all is right.
   * @throws ApiError when the API does not say.
   */
  readonly look: () => Promise<readonly string[]>;
}

/** A setting that the API does not tell is never taken for right. */
export async function settingReports(checks: readonly SettingCheck[]): Promise<readonly Check[]> {
  const found: Check[] = [];
  for (const check of checks) found.push(await reportOf(check));
  return found;
}

async function reportOf({ id, right, where, look }: SettingCheck): Promise<Check> {
  try {
    const wrong = await look();
    if (wrong.length === 0) return { status: 'ok', text: `${right} [${id}]` };
    return { status: 'missing', text: `${right}: ${wrong.join('; ')}. Set it in ${where} [${id}]` };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { status: 'missing', text: `${right}: not looked at. ${error.message}. It is in ${where} [${id}]` };
  }
}

/** Names of secrets that belong to one environment: those of Okta, of backends and of sinks. */
const BELONGS_TO_ONE = /^(?:OKTA|AWS|ARM|AZURE|GOOGLE|GCP|VAULT|TF|PG)_/;

/** Of these names, those that must not be readable by every job. */
export function exposed(names: readonly string[], ofEnvironments: readonly string[] = []): readonly string[] {
  return names.filter((name) => BELONGS_TO_ONE.test(name) || ofEnvironments.includes(name)).sort();
}

/** The variable of a CI environment that pins the tool, and what `.ci/tool` prints for it. */
export const TOOL = 'OKTA_APPS_TOOL';
export const PINNED = /^[0-9a-f]{64}$/;
