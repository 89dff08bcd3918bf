import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { githubProjectOfTest, keepAssembly, mergeNote } from '../../../support/github-project';
import { runCli } from '../../../support/run-cli';
import { shop } from '../../../support/shop';

// Each rehearses with Terraform. threats.md, section 13: a second request names the one that lowered the protection.

jest.setTimeout(90_000);

const short = (commit: string): string => commit.slice(0, 10);
const today = (): string => new Date().toISOString().slice(0, 10);
const SEVERITIES = { 'app/created': 'medium' } as const;
const lowered = shop({}, { approvals: 1, rules: { reviewSeverities: SEVERITIES } });

const project = githubProjectOfTest(shop({}, { approvals: 2, rules: { reviewSeverities: SEVERITIES } }));

/** Merges a pull request that lowers the approvals, which was applied. */
function lower(): string {
  const { author, propose, merge, deployed } = project();
  const proposed = propose('lower', () => {
    author.change(lowered);
  });
  const commit = merge(proposed);
  deployed(commit);
  return commit;
}

const APPROVALS = /Settings that protect an environment were loosened[^\n]*\n(?:[^\n]+\n)*/;

test('the review of the next merge lists what an earlier one loosened, with its request, and restored it is not listed', async () => {
  const { author, propose, merge, deployed, reviewed } = project();
  const commit = lower();
  mergeNote(project(), 'note');
  const run = await reviewed();
  expect(run.code).toBe(0);
  expect(APPROVALS.exec(run.stdout)?.[0]).toContain(
    `approvals: local: 2 → 1\n  Loosened by ${short(commit)} of ${today()} (pull request 12).`,
  );
  const restored = merge(
    propose('restore', () => {
      author.change(shop({}, { approvals: 2, rules: { reviewSeverities: SEVERITIES } }));
    }),
  );
  deployed(restored);
  mergeNote(project(), 'another');
  expect((await reviewed()).stdout).not.toMatch(APPROVALS);
});

test('an earlier commit that does not synthesize is said, and the settings are compared from the next one', async () => {
  const { jobs, first, fetch, reviewed } = project();
  const commit = lower();
  const { commit: pushed } = mergeNote(project(), 'note');
  for (const each of [commit, pushed]) {
    fetch(each);
    expect(await runCli(['synth'], { cwd: jobs })).toMatchObject({ code: 0 });
    keepAssembly(project(), each);
  }
  const missing = await reviewed(['--assembly', 'assemblies']);
  expect(missing.code).toBe(0);
  expect(APPROVALS.exec(missing.stdout)?.[0]).toContain(
    `settings: ${short(first)} of ${today()}\n  There is no ${first} in the folder of --assembly: put there what that commit `,
  );
  mkdirSync(join(jobs, 'assemblies', first));
  writeFileSync(join(jobs, 'assemblies', first, 'not-synthesized'), '');
  expect(APPROVALS.exec((await reviewed(['--assembly', 'assemblies'])).stdout)?.[0]).toContain(
    `settings: ${short(first)} of ${today()}\n  The commit ${first.slice(0, 12)} does not synthesize; the log of its synth job says why.\n`,
  );
});
