import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gitlabProject, type GitlabProject, type ProposedRequest } from './support/gitlab-project';
import { expectUnchanged, projectsOfTests } from './support/remote-project';
import { shop } from './support/shop';

// The whole way of a change on GitLab: proposed, merged, reviewed from the last applied commit, planned, applied.
// Each runs Terraform and git a dozen times.
jest.setTimeout(120_000);

const start = projectsOfTests(gitlabProject);

const label = { label: 'Web shop' };
const elsewhere = { redirect_uris: ['http://localhost:3000/callback', 'https://login.acme-login.net/callback'] };

/** Reviews, plans and applies the newest commit as the pipeline does, and leaves its deployment. */
async function ship(project: GitlabProject, commit: string) {
  const reviewed = await project.reviewed();
  if (reviewed.code !== 0) return { reviewed, code: reviewed.code };
  expect(await project.plan(['--digests', 'planned.json'])).toMatchObject({ code: 2 });
  const applied = await project.apply(['--planned', 'planned.json'], { CI_PIPELINE_ID: '70', CI_JOB_ID: '700' });
  project.deployed(commit, applied.code === 0 ? 'success' : 'failed');
  return { reviewed, applied, code: applied.code };
}

/** Proposes and merges another label, which needs no approval. */
function merged({ author, propose, merge }: GitlabProject, own: object = label): string {
  return merge(
    propose('label', () => {
      author.change(shop(own));
    }),
  );
}

const APPLIED = /shop-local: applied \(1 updated\)\nPlanned again: nothing to change\.\n$/;

describe('everyday', () => {
  test.each(['merge', 'squash', 'rebase'] as const)(
    'a change is merged (%s), reviewed, planned and applied',
    async (kind) => {
      const project = await start();
      const { author, propose, merge } = project;
      const proposed = propose('label', () => {
        author.change(shop(label));
      });
      const { reviewed, applied } = await ship(project, merge(proposed, kind));
      expect(reviewed.stdout).toContain('1 merge: merge request 3\n');
      expect(applied?.stdout).toMatch(APPLIED);
      expect(applied?.code).toBe(0);
    },
  );

  test('a change with a finding of severity high is applied with an approval of its last version', async () => {
    const project = await start();
    const { proposed, commit } = evil(project);
    project.approve(proposed, 'mona');
    const { reviewed, applied } = await ship(project, commit);
    expect(reviewed.stdout).toContain('1 merge: merge request 3\nlocal: approved by mona\n');
    expect(applied?.stdout).toMatch(APPLIED);
  });

  test('a failed apply is caught up by the next, with the approvals of each', async () => {
    const project = await start();
    const { proposed, commit } = evil(project);
    project.approve(proposed, 'mona');
    project.deployed(commit, 'failed');
    const { reviewed, applied } = await ship(project, merged(project, { ...elsewhere, ...label }));
    expect(reviewed.stdout).toContain('2 merges: merge request 3 and merge request 4\nlocal: approved by mona\n');
    expect(applied?.stdout).toMatch(APPLIED);
  });
});

interface Attack {
  readonly what: string;
  /** Does it. @returns what the pipeline says to it */
  readonly run: (
    project: GitlabProject,
  ) => Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }>;
  readonly says: RegExp;
}

/** Merges a change that needs an approval. */
function evil({ author, propose, merge }: GitlabProject): {
  readonly proposed: ProposedRequest;
  readonly commit: string;
} {
  const proposed = propose('evil', () => {
    author.change(shop(elsewhere));
  });
  return { proposed, commit: merge(proposed) };
}

const NONE = (why = '') => new RegExp(`merge request 3 at [0-9a-f]{10} has none that counts${why}\\. Get it approved`);

/** Writes another text into what the job of the review left. */
function forge({ jobs }: GitlabProject, from: RegExp | string, to: string): void {
  const file = join(jobs, 'reviewed.json');
  const text = readFileSync(file, 'utf8');
  expect(text).toMatch(from);
  writeFileSync(file, text.replace(from, to));
}

const ATTACKS: readonly Attack[] = [
  {
    what: 'no approval, and a reviewed.json that was forged',
    run: async (project) => {
      evil(project);
      writeFileSync(join(project.jobs, 'reviewed.json'), '{"version": 1, "digests": [], "approvedBy": ["mona"]}');
      return await project.reviewed();
    },
    says: NONE(),
  },
  {
    what: 'an approval by who opened the merge request',
    run: async (project) => {
      project.approve(evil(project).proposed, 'author');
      return await project.reviewed();
    },
    says: NONE(' \\(author opened it\\)'),
  },
  {
    what: 'an approval of a harmless version, and a push after it',
    run: async (project) => {
      project.approve(evil(project).proposed, 'mona', 'before');
      return await project.reviewed();
    },
    says: NONE(' \\(mona approved an older version\\)'),
  },
  {
    what: 'an approval by who pushed, in a project that allows it',
    run: async (project) => {
      project.fake.settings = { merge_requests_author_approval: false };
      project.approve(evil(project).proposed, 'eve');
      return await project.reviewed();
    },
    says: NONE(
      ' \\(the project lets people approve what they pushed; switch on "Prevent approvals by users who add commits" in ' +
        'its merge request settings\\)',
    ),
  },
  {
    what: 'an approved merge request of the same commit into a branch of the attacker',
    run: async (project) => {
      const { proposed, commit } = evil(project);
      const [own] = project.fake.mergeRequests;
      if (own !== undefined)
        project.fake.mergeRequests.push({ ...own, iid: 40, target_branch: 'attack', merge_commit_sha: commit });
      project.approve({ ...proposed, iid: 40 }, 'mona');
      return await project.reviewed();
    },
    says: NONE(),
  },
  {
    what: 'a branch that is no longer protected',
    run: async (project) => {
      const { proposed, commit } = evil(project);
      project.approve(proposed, 'mona');
      project.fake.branches.set('main', { sha: commit, protected: false });
      return await project.reviewed();
    },
    says: /^main is not a protected branch, so anyone with push access can change it without a review\. Protect it in the settings of GitLab\.\n$/,
  },
  {
    what: 'a job of an old, approved commit that is retried after it was reverted',
    run: async (project) => {
      const { proposed, commit } = evil(project);
      project.approve(proposed, 'mona');
      expect(await project.reviewed()).toMatchObject({ code: 0 });
      merged(project, {});
      project.fetch(commit);
      return await project.apply();
    },
    says: /shop-local: main is now at [0-9a-f]{10}, and this run is for [0-9a-f]{10}\. The run of [0-9a-f]{10} applies both\nNone of this was applied\.\n$/,
  },
  {
    what: 'the reviewed.json of another commit',
    run: async (project) => {
      merged(project);
      expect(await project.reviewed()).toMatchObject({ code: 0 });
      project.fetch(evil(project).commit);
      return await project.apply();
    },
    says: /shop-local: the file of --reviewed is about [0-9a-f]{10}, and this job runs for [0-9a-f]{10}; take the file that this run made\nNone of this/,
  },
  {
    what: 'digests that were changed on their way',
    run: async (project) => {
      merged(project);
      expect(await project.reviewed()).toMatchObject({ code: 0 });
      forge(project, /"intent": "[0-9a-f]{64}"/, `"intent": "${'0'.repeat(64)}"`);
      return await project.apply();
    },
    says: /shop-local: the plan .*reviewed/,
  },
  {
    what: 'an environment that was not reviewed',
    run: async (project) => {
      merged(project);
      expect(await project.reviewed()).toMatchObject({ code: 0 });
      forge(project, '"name": "local"', '"name": "other"');
      return await project.apply();
    },
    says: /shop-local: nothing was reviewed for local; run "okta-apps reviewed" for it\n/,
  },
  {
    what: 'a deployment that claims that the refused change was applied',
    run: async (project) => {
      const { commit } = evil(project);
      expect(await project.reviewed()).toMatchObject({ code: 3 });
      project.deployed(commit);
      merged(project, { ...elsewhere, ...label });
      expect(await project.reviewed()).toMatchObject({ code: 0 });
      return await project.apply();
    },
    says: /shop-local: the plan .*reviewed/,
  },
  {
    what: 'a deployment of something that is not in the history, between review and apply',
    run: async (project) => {
      const stray = project.propose('stray', () => {
        project.author.change(shop({ label: 'Stray' }));
      });
      merged(project);
      expect(await project.reviewed()).toMatchObject({ code: 0 });
      project.deployed(stray.head);
      return await project.apply();
    },
    says: /shop-local: [0-9a-f]{10} was applied last to local, and it is not in the history of [0-9a-f]{10}; apply it at a terminal\n/,
  },
];

test.each(ATTACKS)('refused, and the org is as before: $what', async ({ run, says }) => {
  const project = await start();
  const { code, stdout, stderr } = await run(project);
  expect(stdout + stderr).toMatch(says);
  expect(code).toBe(3);
  await expectUnchanged(project);
});
