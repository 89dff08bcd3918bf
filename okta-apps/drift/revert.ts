import type { DeclaredApps } from '../run/declared-apps';
import type { Io } from '../shared/io';
import { groupBy } from '../shared/lists';
import { findTerraform } from '../terraform/binary';
import type { AppDrift, DriftReport } from './report';

/**
 * Plans the changed apps alone, by the code that plans everything, and prints the review of that. Nothing is applied.
 */
export async function planRevert(report: DriftReport, declared: DeclaredApps, io: Io): Promise<void> {
  const { project, stacks, environment } = declared;
  const apps = report.apps.filter(canBePlanned);
  const skipped = report.apps.filter((app) => app.answer === 'gone').map(({ app }) => app);
  if (skipped.length > 0) io.stderr.write(`Not planned, because Okta does not have them: ${skipped.join(', ')}\n`);
  if (apps.length === 0) {
    io.stdout.write('\nNo plan reverts anything here: no attribute of a declared app differs.\n');
    return;
  }
  const byStack = groupBy(apps, ({ stack }) => stack);
  const targets = new Map([...byStack].map(([stack, own]) => [stack, own.map(({ address }) => address)] as const));
  const chosen = stacks.filter(({ name }) => targets.has(name));
  const binary = await findTerraform(io.env, { cwd: project.folder, stop: io.stop });
  const { planAndReview } = await import('../run/evaluate.js');
  io.stdout.write(
    `\nPlan of ${apps.length === 1 ? 'this app' : `these ${apps.length} apps`} alone; nothing is applied:\n\n`,
  );
  await planAndReview({ project, binary, stacks: chosen }, { env: environment, targets }, () => Promise.resolve(), io);
  io.stdout.write(`\nTo apply it, review the whole stack: okta-apps apply ${[...targets.keys()].join(' ')}\n`);
}

/** What no attribute holds is in no plan. */
function canBePlanned({ answer, fields }: AppDrift): boolean {
  return answer === 'changed' && fields.some(({ inTerraform }) => inTerraform);
}
