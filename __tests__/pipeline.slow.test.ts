import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pull, push, reviewBy } from './okta-apps/review/merged/support/merged-pull';
import { runGit } from './support/git-project';
import { githubProject, type GithubProject, type Proposed } from './support/github-project';
import { expectUnchanged, projectsOfTests } from './support/remote-project';
import { runCli } from './support/run-cli';
import { shop } from './support/shop';
import { temporaryFolder } from './support/temporary-folder';

// The whole way of a change on GitHub: proposed, reviewed, merged, reviewed again from the last applied commit, applied.
// Each runs Terraform and git a dozen times.
jest.setTimeout(120_000);

const folder = temporaryFolder();
const start = projectsOfTests(async (parent, stacks) => await githubProject(parent, stacks, { applied: true }));

const label = { label: 'Web shop' };
const elsewhere = { redirect_uris: ['http://localhost:3000/callback', 'https://login.acme-login.net/callback'] };
const short = (commit: string): string => commit.slice(0, 10);

/** Reviews and applies the newest commit as the workflow does, and leaves its deployment. */
async function ship(project: GithubProject, commit: string) {
  const reviewed = await project.reviewed();
  if (reviewed.code !== 0) return { reviewed, code: reviewed.code };
  const applied = await project.apply();
  project.deployed(commit, 'local', ['in_progress', applied.code === 0 ? 'success' : 'failure']);
  return { reviewed, applied, code: applied.code };
}

describe('everyday', () => {
  test('a change is reviewed as data, merged, reviewed again, applied, and nothing is left to change', async () => {
    const project = await start();
    const { author, jobs, propose, merge } = project;
    const proposed = propose('label', () => {
      author.change(shop(label));
    });
    const parent = mkdtempSync(join(folder.path, 'review-'));
    const [synth, review] = ['synth', 'review'].map((name) => join(parent, name)) as [string, string];
    runGit(parent, [
      'clone',
      '--quiet',
      '--branch',
      'label',
      runGit(jobs, ['remote', 'get-url', 'origin']).trim(),
      synth,
    ]);
    runGit(parent, ['clone', '--quiet', jobs, review]);
    runGit(review, ['fetch', '--quiet', synth, proposed.head]);
    expect(await runCli(['synth'], { cwd: synth })).toMatchObject({ code: 0 });
    cpSync(join(synth, 'cdktf.out'), join(review, 'cdktf.out'), { recursive: true });
    const run = await runCli(['review', '--rehearse', '--base', 'HEAD', '--head', proposed.head], { cwd: review });
    expect({ code: run.code, stderr: run.stderr }).toEqual({ code: 2, stderr: 'shop-local: rehearsal\n' });
    const { applied } = await ship(project, merge(proposed));
    expect(applied?.stdout).toMatch(/shop-local: applied \(1 updated\)\nPlanned again: nothing to change\.\n$/);
    expect(applied?.code).toBe(0);
  });

  test('a cancelled apply is caught up by the next, with the approvals of each', async () => {
    const project = await start();
    const { author, propose, merge, approve } = project;
    const one = propose('elsewhere', () => {
      author.change(shop(elsewhere));
    });
    approve(one, 'mona');
    project.deployed(merge(one), 'local', ['in_progress', 'error']);
    const commit = merge(
      propose('label', () => {
        author.change(shop({ ...elsewhere, ...label }));
      }),
    );
    const { reviewed, applied } = await ship(project, commit);
    expect(reviewed.stdout).toContain('2 merges: pull request 12 and pull request 13\nlocal: approved by mona\n');
    expect(applied?.stdout).toMatch(/shop-local: applied \(1 updated\)\nPlanned again: nothing to change\.\n$/);
  });

  test('a run of the newest commit that failed on its way may be started again', async () => {
    const project = await start();
    const { author, propose, merge } = project;
    const commit = merge(
      propose('label', () => {
        author.change(shop(label));
      }),
    );
    expect((await ship(project, commit)).code).toBe(0);
    expect((await project.apply([], { GITHUB_RUN_ATTEMPT: '2' })).code).toBe(0);
  });
});

interface Attack {
  readonly what: string;
  /** Does it. @returns what the pipeline says to it */
  readonly run: (
    project: GithubProject,
  ) => Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }>;
  readonly says: RegExp;
}

/** Merges a change that needs an approval. */
function evil({ author, propose, merge }: GithubProject): { readonly proposed: Proposed; readonly commit: string } {
  const proposed = propose('evil', () => {
    author.change(shop(elsewhere));
  });
  return { proposed, commit: merge(proposed) };
}

const NONE = (why = '') => new RegExp(`pull request 12 at [0-9a-f]{10} has none that counts${why}\\. Get it approved`);

const ATTACKS: readonly Attack[] = [
  {
    what: 'a check run and a reviewed.json that were forged',
    run: async (project) => {
      const { proposed } = evil(project);
      project.fake.checks.push({
        ...{ id: 1, name: 'okta-apps review', head_sha: proposed.head, status: 'completed', conclusion: 'success' },
        output: { title: 'No changes', summary: 'all good', text: null },
        app: { slug: 'github-actions' },
      });
      return await project.reviewed();
    },
    says: NONE(),
  },
  {
    what: 'an approval by who pushed it under the name of another',
    run: async (project) => {
      const { proposed } = evil(project);
      project.fake.pushes.splice(0, 1, push({ ref: 'refs/heads/evil', after: proposed.head, actor: { login: 'eve' } }));
      project.approve(proposed, 'eve');
      return await project.reviewed();
    },
    says: NONE(' \\(eve pushed to its branch\\)'),
  },
  {
    what: 'an approved pull request of the same commit into a branch of the attacker',
    run: async (project) => {
      const { proposed, commit } = evil(project);
      const foreign = { number: 40, base: { ref: 'attack' }, merge_commit_sha: commit };
      project.fake.pulls.push(pull({ ...foreign, head: { ...pull().head, sha: proposed.head, ref: 'evil' } }));
      project.fake.reviews.push(reviewBy('mona', { pull: 40, commit_id: proposed.head }));
      return await project.reviewed();
    },
    says: NONE(),
  },
  {
    what: 'a run of an old, approved commit that is started again after it was reverted',
    run: async (project) => {
      const { author, propose, merge, approve } = project;
      const good = propose('evil', () => {
        author.change(shop(elsewhere));
      });
      approve(good, 'mona');
      const old = merge(good);
      expect(await project.reviewed()).toMatchObject({ code: 0 });
      merge(
        propose('revert', () => {
          author.change(shop({}));
        }),
      );
      project.fetch(old);
      return await project.apply([], { GITHUB_RUN_ATTEMPT: '2' });
    },
    says: /shop-local: main is now at [0-9a-f]{10}, and this run is for [0-9a-f]{10}\. The run of [0-9a-f]{10} applies both\nNone of this was applied\.\n$/,
  },
  {
    what: 'a reviewed.json of another commit',
    run: async (project) => {
      const { author, propose, merge } = project;
      merge(
        propose('label', () => {
          author.change(shop(label));
        }),
      );
      expect(await project.reviewed()).toMatchObject({ code: 0 });
      const { commit } = evil(project);
      project.fetch(commit);
      return await project.apply();
    },
    says: /shop-local: the file of --reviewed is about [0-9a-f]{10}, and this job runs for [0-9a-f]{10}; take the file that this run made\nNone of this/,
  },
  {
    what: 'digests that were changed on their way',
    run: async (project) => {
      const { author, propose, merge } = project;
      merge(
        propose('label', () => {
          author.change(shop(label));
        }),
      );
      expect(await project.reviewed()).toMatchObject({ code: 0 });
      const file = join(project.jobs, 'reviewed.json');
      writeFileSync(
        file,
        readFileSync(file, 'utf8').replace(/"intent": "[0-9a-f]{64}"/, `"intent": "${'0'.repeat(64)}"`),
      );
      return await project.apply();
    },
    says: /shop-local: the plan .*reviewed/,
  },
  {
    what: 'a deployment that claims that the refused change was applied',
    run: async (project) => {
      const { author, propose, merge } = project;
      const { commit } = evil(project);
      expect(await project.reviewed()).toMatchObject({ code: 3 });
      project.deployed(commit);
      merge(
        propose('label', () => {
          author.change(shop({ ...elsewhere, ...label }));
        }),
      );
      expect(await project.reviewed()).toMatchObject({ code: 0 });
      return await project.apply();
    },
    says: /shop-local: the plan .*reviewed/,
  },
  {
    what: 'deployments that were deleted, so that everything looks new',
    run: async (project) => {
      evil(project);
      project.fake.deployments.splice(0);
      return await project.reviewed(['--before', project.first]);
    },
    says: NONE(),
  },
  {
    what: 'a deployment of something that is not in the history, between review and apply',
    run: async (project) => {
      const { author, propose, merge } = project;
      const stray = propose('stray', () => {
        author.change(shop({ label: 'Stray' }));
      });
      merge(
        propose('label', () => {
          author.change(shop(label));
        }),
      );
      expect(await project.reviewed()).toMatchObject({ code: 0 });
      project.deployed(stray.head);
      return await project.apply();
    },
    says: /shop-local: [0-9a-f]{10} was applied last to local, and it is not in the history of [0-9a-f]{10}; apply it at a terminal\n/,
  },
  {
    what: 'an environment that was not reviewed',
    run: async (project) => {
      const { author, propose, merge } = project;
      merge(
        propose('label', () => {
          author.change(shop(label));
        }),
      );
      expect(await project.reviewed()).toMatchObject({ code: 0 });
      const file = join(project.jobs, 'reviewed.json');
      writeFileSync(file, readFileSync(file, 'utf8').replace('"name": "local"', '"name": "other"'));
      return await project.apply();
    },
    says: /shop-local: nothing was reviewed for local; run "okta-apps reviewed" for it\n/,
  },
];

test.each(ATTACKS)('refused, and the org is as before: $what', async ({ run, says }) => {
  const project = await start();
  const { code, stdout, stderr } = await run(project);
  expect(stdout + stderr).toMatch(says);
  expect(code).toBe(3);
  await expectUnchanged(project);
});

test('a change that asks for fewer approvals needs those that were asked before', async () => {
  const project = await start(shop({}, { approvals: 1 }));
  const { author, propose, merge, approve } = project;
  const proposed = propose('label', () => {
    author.change(shop(label, { approvals: 0 }));
  });
  const commit = merge(proposed);
  const refused = await ship(project, commit);
  expect(refused.code).toBe(3);
  expect(refused.reviewed.stderr).toContain(
    'local needs 1 approval for a change with a finding of severity high by people who had no part in it, and ' +
      `pull request 12 at ${short(proposed.head)} has none that counts. Get it approved`,
  );
  approve(proposed, 'mona');
  expect((await ship(project, commit)).code).toBe(0);
});
