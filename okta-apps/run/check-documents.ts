import { readWholeAssembly, type AssembledStack } from '../project/assembly';
import { documentProblems, type ProblemsByStack } from '../project/document-problems';
import type { Project } from '../project/find-project';
import { secretsOf } from '../project/stack-secrets';
import { documentFindings } from '../review/document-findings';
import { reviewRulesOf } from '../review/manifest-rules';
import { Refused } from '../shared/errors';
import { visible } from '../shared/visible-text';
import type { Io } from '../shared/io';

/**
 * Checks the documents of stacks before Terraform is run for any of them.
 *
 * @returns what waivers accept, for the review.
 * @throws Refused that names everything which no waiver accepts.
 */
export async function checkDocuments(
  stacks: readonly AssembledStack[],
  { outdir, output }: Project,
  io: Pick<Io, 'env' | 'secrets'>,
): Promise<ProblemsByStack> {
  const problems = await documentProblems(stacks, () => readWholeAssembly(outdir, output).stacks);
  const findings = documentFindings(
    stacks.map(({ name, manifest: { environment, production } }) => ({
      stack: name,
      environment,
      production,
      documentProblems: problems.get(name) ?? [],
    })),
    {
      rules: Object.fromEntries(stacks.map(({ manifest }) => [manifest.environment, reviewRulesOf(manifest.rules)])),
      today: new Date().toISOString().slice(0, 10),
      secrets: secretsOf(
        stacks.map(({ manifest }) => manifest),
        io,
      ),
    },
  );
  if (findings.length === 0) return problems;
  const lines = findings.map(({ stack = '', address = '', message }) => `${stack}: ${visible(address)}: ${message}`);
  throw new Refused(`${lines.join('\n')}\nTerraform was not run.`);
}
