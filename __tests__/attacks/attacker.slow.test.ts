import { temporaryFolder } from '../support/temporary-folder';
import { attacks, attacksUntil } from './support/attacker/attack';
import { openWorld } from './support/attacker/world';

const folder = temporaryFolder();

/** `ATTACKS=5000 ATTACK_SEED=7 npm run test:full` runs more of them, or the same ones again. */
const WANTED = Number(process.env['ATTACKS'] ?? 500);
const SEED = Number(process.env['ATTACK_SEED'] ?? 1);
const MS_EACH = 6_000;

test(
  `${WANTED} edits between the review and the apply change nothing but what was reviewed (ATTACK_SEED=${SEED})`,
  async () => {
    const world = await openWorld(folder.path);
    const { held, succeeded } = await attacksUntil(world, attacks(SEED), (held) => held >= WANTED);
    expect(succeeded).toEqual([]);
    expect(held).toBeGreaterThanOrEqual(WANTED);
  },
  WANTED * MS_EACH,
);
