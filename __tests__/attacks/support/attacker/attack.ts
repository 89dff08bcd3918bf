import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import type { JsonObject } from '../../../../okta-apps/shared/json';
import type { Edit } from './edit';
import { edit } from './edits';
import { contentOf } from './org-content';
import type { World } from './world';

/** How an edit ended. `no attack`: Terraform's own plan is the same, so nothing was attacked. */
type Outcome = 'no attack' | 'refused' | 'without effect' | 'succeeded';

interface Attacked {
  readonly outcome: Outcome;
  /** The edit and what the apply printed, for messages. */
  readonly text: string;
}

/** Edits a copy of the project, and applies what was reviewed. */
async function attack(world: World, { what, env = {}, apply }: Edit): Promise<Attacked> {
  const target = await world.target();
  try {
    await apply(target);
    const planned = await target.plan(env);
    if (planned !== undefined && isDeepStrictEqual(effectOf(planned), effectOf(world.planned)))
      return { outcome: 'no attack', text: what };
    const start = await contentOf(target.org);
    const { code, stdout, stderr } = await target.apply(env);
    const end = await contentOf(target.org);
    const text = `${what}\nexit code ${code}\n${stdout}${stderr}`;
    // An edit that is never read lets the apply do what was reviewed.
    if (code === 0 && isDeepStrictEqual(end, world.after)) return { outcome: 'without effect', text };
    return { outcome: code !== 0 && isDeepStrictEqual(end, start) ? 'refused' : 'succeeded', text };
  } finally {
    await target.close();
  }
}

/** What Terraform would do, without what differs from plan to plan. */
function effectOf({ resource_changes, output_changes }: JsonObject): unknown {
  return [resource_changes, output_changes];
}

/** Edits without end, the same for the same seed. */
export function* attacks(seed: number): Generator<Edit> {
  for (let at = seed; ; at++) yield* fc.sample(edit, { seed: at, numRuns: 50 });
}

/** Copies that are attacked side by side. */
const LANES = 2;

/**
 * Attacks one copy after the other.
 *
 * @param enough Whether to stop, by how many attacks were held back so far.
 * @returns How many attacks were held back, and the text of each that was not.
 */
export async function attacksUntil(
  world: World,
  edits: Iterator<Edit>,
  enough: (held: number) => boolean,
): Promise<{ readonly held: number; readonly succeeded: readonly string[] }> {
  const succeeded: string[] = [];
  let held = 0;
  const lane = async (): Promise<void> => {
    while (!enough(held)) {
      const { outcome, text } = await attack(world, edits.next().value as Edit);
      if (outcome === 'succeeded') succeeded.push(text);
      else if (outcome !== 'no attack') held++;
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return { held, succeeded };
}
