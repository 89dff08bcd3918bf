import { readWholeAssembly, type AssembledStack } from '../project/assembly';
import { inspectStacks, type Inspections } from '../project/inspect-stacks';
import type { Project } from '../project/find-project';
import { secretsOf } from '../project/stack-secrets';
import { documentFindings } from '../review/document-findings';
import { reviewRulesOf } from '../review/manifest-rules';
import { today } from '../shared/day';
import { Refused } from '../shared/errors';
import { visible } from '../shared/visible-text';
import type { Io } from '../shared/io';

/**
 * Reads and checks the documents of stacks before Terraform is run for any of them.
 *
 * @returns what was read, with the problems that waivers accept, for the review.
 * @throws Refused that names everything which no waiver accepts.
 */
export async function checkDocuments(
  stacks: readonly AssembledStack[],
  { outdir, output }: Project,
  io: Pick<Io, 'env' | 'secrets'>,
): Promise<Inspections> {
  const inspections = await inspectStacks(stacks, () => readWholeAssembly(outdir, output).stacks);
  const findings = documentFindings(
    stacks.map(({ name, manifest: { environment, production } }) => ({
      stack: name,
      environment,
      production,
      documentProblems: inspections.get(name)?.problems ?? [],
    })),
    {
      rules: Object.fromEntries(stacks.map(({ manifest }) => [manifest.environment, reviewRulesOf(manifest.rules)])),
      today: today(),
      secrets: secretsOf(
        stacks.map(({ manifest }) => manifest),
        io,
      ),
    },
  );
  if (findings.length === 0) return inspections;
  const lines = findings.map(({ stack = '', address = '', message }) => `${stack}: ${visible(address)}: ${message}`);
  throw new Refused(`${lines.join('\n')}\nTerraform was not run.`);
}
