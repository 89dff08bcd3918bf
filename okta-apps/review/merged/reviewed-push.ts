import type { Releasers } from './releasers';
import { objectWith, readIf, text, textList, valibot } from '../../shared/schema';

/** One environment that a reviewed push may change. */
export interface ReviewedEnvironment {
  readonly name: string;
  /** The commit that was the last to be applied when this was reviewed; undefined when none was. */
  readonly lastApplied?: string;
  readonly approvedBy: readonly string[];
  /** `pull request 12`: what was merged since. @default - it was not kept */
  readonly requests?: readonly string[];
  /** Why it is not applied there; one sentence each. */
  readonly refusals: readonly string[];
  /** Whose release of its CI environment counts. @default - it was not kept, and none does */
  readonly releasers?: Releasers;
}

/** The push that a file of `okta-apps reviewed` is about. */
export interface ReviewedPush {
  readonly from: 'github' | 'gitlab';
  readonly branch: string;
  readonly commit: string;
  readonly environments: readonly ReviewedEnvironment[];
}

/** @returns undefined for what is no such push. */
export function readReviewedPush(value: unknown): ReviewedPush | undefined {
  const v = valibot();
  const commit = () => v.pipe(v.string(), v.regex(/^[0-9a-f]{40,64}$/));
  return readIf(
    objectWith({
      from: v.picklist(['github', 'gitlab']),
      branch: text(),
      commit: commit(),
      environments: v.array(
        objectWith({
          name: text(),
          lastApplied: v.exactOptional(commit()),
          approvedBy: textList(),
          requests: v.exactOptional(textList()),
          refusals: textList(),
          releasers: v.exactOptional(objectWith({ except: textList(), only: v.exactOptional(textList()) })),
        }),
      ),
    }),
    value,
  );
}
