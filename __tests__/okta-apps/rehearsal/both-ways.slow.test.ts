import { rehearseStack } from '../../../okta-apps/rehearsal/rehearse-stack';
import type { StackInput } from '../../../okta-apps/review/review-input';
import { review } from '../../../okta-apps/review/review';
import { findTerraform, type TerraformBinary } from '../../../okta-apps/terraform/binary';
import { neverStopped } from '../../support/run-cli';
import { temporaryFolder } from '../../support/temporary-folder';
import { CODE_CHANGES, type CodeChange } from './support/code-changes';
import { realPlan } from './support/real-plan';

const LIMIT_MS = 60_000;
const folder = temporaryFolder();
let binary: TerraformBinary;

beforeAll(async () => {
  binary = await findTerraform(process.env, { cwd: folder.path, stop: neverStopped() });
});

/** Every change, and the way back where there is one. */
const DIRECTIONS = Object.entries(CODE_CHANGES).flatMap(([name, change]): [string, CodeChange][] => {
  const { base, head, oneWay } = change;
  return [
    [`${name}, there`, change],
    ...(oneWay || base === undefined ? [] : [[`${name}, back`, { base: head, head: base }] as [string, CodeChange]]),
  ];
});

/** What a reader of the review sees, but for ids that an org made up, which are numbered. */
function said({ base, head }: CodeChange, planned: Pick<StackInput, 'plan' | 'failure' | 'diagnostics'>): unknown {
  const { verdict, headline, findings, stacks } = review({
    today: '2026-01-01',
    rules: {},
    secrets: [],
    stacks: [
      {
        ...planned,
        stack: 'shop-prod',
        environment: 'prod',
        production: true,
        synthesized: { ...(base && { before: base }), after: head },
      },
    ],
  });
  const { changes, drift, outputs, errors } = stacks[0]!;
  const numbers = new Map<string, number>();
  const text = JSON.stringify({ verdict, headline, findings, changes, drift, outputs, errors });
  const numbered = text.replace(/\b(0oa|00g|rst|tos)[A-Za-z0-9]{17}\b/g, (id, kind: string) => {
    if (JSON.stringify([base, head]).includes(id)) return id;
    numbers.set(id, numbers.get(id) ?? numbers.size + 1);
    return `${kind} ${String(numbers.get(id))}`;
  });
  return JSON.parse(numbered);
}

test.each(DIRECTIONS)(
  '%s: a rehearsal says what a plan against the org says',
  async (name, change) => {
    const runner = { binary, stop: neverStopped() };
    const rehearsed = await rehearseStack({ name, base: change.base, head: change.head }, { runner, env: process.env });
    const real = await realPlan(change, folder.path, runner);
    expect([rehearsed, real].map(({ plan }) => plan !== undefined)).toEqual([!change.invalid, !change.invalid]);
    expect(said(change, rehearsed)).toEqual(said(change, real));
  },
  LIMIT_MS,
);
