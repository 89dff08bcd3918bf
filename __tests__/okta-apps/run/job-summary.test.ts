import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { digestFile, parseDigests } from '../../../okta-apps/review/digest-file';
import { dataStack, plainProject } from '../../support/plain-project';
import { runCli } from '../../support/run-cli';
import { temporaryFolder } from '../../support/temporary-folder';

const folder = temporaryFolder();
const env = { ACME_PLAN: 'plan-token-81fe' };

test('a plan in a job of GitHub adds its review to the summary of the run, and writes what apply --planned takes; both without secrets', async () => {
  const { folder: cwd } = plainProject(folder.path, {
    'shop-dev': { terraform: dataStack({ web: `token ${env.ACME_PLAN}` }) },
  });
  const summary = join(cwd, 'summary.md');
  writeFileSync(summary, 'before\n');
  const { code } = await runCli(['plan', '--digests', 'planned.json'], {
    cwd,
    env: { ...env, GITHUB_STEP_SUMMARY: summary },
  });
  const text = readFileSync(summary, 'utf8');
  expect(code).toBe(2);
  expect(text).toMatch(/^before\n[^]*terraform_data\.web[^]*\(sensitive\)/);
  expect(text).not.toContain(env.ACME_PLAN);
  const planned = readFileSync(join(cwd, 'planned.json'), 'utf8');
  expect(planned).not.toContain(env.ACME_PLAN);
  const { digests } = parseDigests(planned, digestFile('planned.json'));
  expect(digests).toMatchObject([{ stack: 'shop-dev', rehearsal: false, outcome: 'planned', findings: [] }]);
});
