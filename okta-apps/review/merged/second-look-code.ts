import { sha256, type KeptDigest } from '../digest';
import type { Review } from '../review-model';

/** 128 bits: another plan that has the same code cannot be found. */
const LENGTH = 32;

/**
 * Says which second look of an environment a reviewer saw: the plan of each of its stacks, the configuration, and the
 * words of the findings. The same plan has the same code in every run, and no other plan has.
 */
export function secondLookCode(digests: readonly KeptDigest[], environment: string): string {
  const own = digests
    .filter((digest) => digest.environment === environment)
    .map(({ stack, outcome, meaning, synthesized, shown }) => [stack, outcome, meaning, synthesized, shown])
    .map((parts) => JSON.stringify(parts))
    .sort();
  return sha256(['okta-apps/second-look/v1', environment, own]).slice(0, LENGTH);
}

/** For each environment with a finding that a reviewer may have to accept: how a release says what was seen. */
export function secondLookTexts(digests: readonly KeptDigest[], { findings }: Review): readonly string[] {
  const high = findings.filter(({ severity, waiver }) => severity === 'high' && waiver === undefined);
  const environments = new Set(
    digests.filter(({ stack }) => high.some((one) => one.stack === stack)).map(({ environment }) => environment),
  );
  return [...environments].map(
    (environment) =>
      `Code of this second look of ${environment}: ${secondLookCode(digests, environment)}. Write it in the comment when ` +
      'you release the environment: on GitLab, in a run that was started again, and where several releases are needed, ' +
      'only a release with this code accepts these findings.',
  );
}
