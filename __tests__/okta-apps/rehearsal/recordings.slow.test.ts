import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { rehearseStack } from '../../../okta-apps/rehearsal/rehearse-stack';
import { readPlan } from '../../../okta-apps/resources/read-plan';
import type { Plan } from '../../../okta-apps/plan/plan';
import { review } from '../../../okta-apps/review/review';
import { findTerraform } from '../../../okta-apps/terraform/binary';
import { readRecording, type Step } from '../../support/replay-recording';
import { neverStopped } from '../../support/run-cli';

const LIMIT_MS = 180_000;
/** Recorded beside the plan: how the command ended, what it printed and what it asked. */
const BESIDE: ReadonlySet<string> = new Set(['exit', 'diagnostics', 'requests']);
/** Its client ids are shorter than Okta takes; what recorded it did not mind. */
const SHORT_IDS = '18-three-apps-outputs';
const NAMES = readdirSync(join(__dirname, '../../fixtures/recordings'))
  .map((file) => file.replace(/\.json$/, ''))
  .filter((name) => name !== SHORT_IDS);

/** A step with the one that was applied before it, where nothing but the code changed in between. */
interface Pair {
  readonly name: string;
  /** Undefined where nothing was there. */
  readonly before: Step | undefined;
  readonly after: Step;
}

async function pairsOf(name: string): Promise<readonly Pair[]> {
  const { steps } = await readRecording(name);
  const other = steps.findIndex(({ outside = [], faults = [] }) => outside.length + faults.length > 0);
  const onlyCode = steps.slice(0, other < 0 ? undefined : other);
  return onlyCode.flatMap((after, i) => {
    const before = onlyCode.slice(0, i).findLast(({ apply }) => apply !== undefined);
    const known = before === undefined || before.apply?.exit === 0;
    return known && after.plan.exit !== 1 ? [{ name: `${name}: ${after.step}`, before, after }] : [];
  });
}

function said(plan: Plan | undefined): unknown {
  const { stacks, findings } = review({
    today: '2026-01-01',
    rules: {},
    secrets: [],
    stacks: [{ stack: 's', environment: 'e', production: true, ...(plan && { plan }) }],
  });
  return {
    changes: stacks[0]?.changes.map(({ kind, address, because }) => [kind, address, because]),
    findings: findings.map(({ rule, address, prop }) => [rule, address, prop]),
  };
}

test(
  'a rehearsal finds what the plans of okta/okta 6.12.0 say, for every change of code that was recorded',
  async () => {
    const stop = neverStopped();
    const binary = await findTerraform(process.env, { cwd: __dirname, stop });
    const pairs = (await Promise.all(NAMES.map(pairsOf))).flat();
    expect(pairs.length).toBeGreaterThan(40);
    for (const { name, before, after } of pairs) {
      const parts = Object.entries(after.plan).filter(([key]) => !BESIDE.has(key));
      const recorded = readPlan({ format_version: '1.2', ...Object.fromEntries(parts) }, { secrets: [] });
      const tools = { runner: { binary, stop }, env: process.env };
      const { plan, failure } = await rehearseStack({ name, base: before?.config, head: after.config }, tools);
      expect({ name, failure, ...(said(plan) as object) }).toEqual({ name, ...(said(recorded) as object) });
    }
  },
  LIMIT_MS,
);
