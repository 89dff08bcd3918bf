import { temporaryFolder } from '../support/temporary-folder';
import { attacks, attacksUntil } from './support/attacker/attack';
import { openWorld } from './support/attacker/world';

const folder = temporaryFolder();

const SEED = Number(process.env['ATTACK_SEED'] ?? 1);
const MS = 5_000;

test(`as many edits between the review and the apply as fit into five seconds (ATTACK_SEED=${SEED})`, async () => {
  const world = await openWorld(folder.path);
  const end = Date.now() + MS;
  const { held, succeeded } = await attacksUntil(world, attacks(SEED), () => Date.now() > end);
  expect(succeeded).toEqual([]);
  expect(held).toBeGreaterThan(0);
}, 120_000);
