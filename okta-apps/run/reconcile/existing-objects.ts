import { CallError } from '../../okta/call-error';
import type { Refusal } from '../../review/approval';
import { maskerFor } from '../../shared/masker';
import { createdIn } from '../planned-objects';
import type { Planned } from '../apply-stacks';
import type { Io } from '../../shared/io';
import { orgObjects } from './org-objects';
import { twinsOf } from './twins';

/** What was found before an apply. */
export interface Existing {
  readonly refusals: readonly Refusal[];
  /** Stacks whose org could not be asked, with why. */
  readonly unseen: ReadonlyMap<string, string>;
}

/**
 * Whether Okta has already what the plans create: an apply whose answer was lost leaves an app in Okta that no state
 * knows. Okta would refuse another one with its client id, and where Okta chooses that there would be two.
 * An org is only asked when something is created in it that Okta can have once.
 */
export async function existingObjects(planned: readonly Planned[], io: Io): Promise<Existing> {
  const unseen = new Map<string, string>();
  const found = await Promise.all(
    planned.map(async ({ stack, plan }): Promise<readonly Refusal[]> => {
      const created = createdIn(plan.json);
      const wanted = { apps: created.apps.length > 0, origins: created.origins.length > 0 };
      if (!wanted.apps && !wanted.origins) return [];
      const { name, manifest } = stack;
      const org = await orgObjects(stack, wanted, io);
      if (org instanceof CallError) {
        const why = maskerFor(stack.run.secrets).mask(org.message);
        unseen.set(name, `${name}: nobody could look whether Okta has already what it creates (${why})`);
        return [];
      }
      return twinsOf(created, org).map(({ text }) => ({
        stack: name,
        reason: 'exists',
        message: `${name}: ${text(manifest.environment)}`,
      }));
    }),
  );
  return { refusals: found.flat(), unseen };
}
