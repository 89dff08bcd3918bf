import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { githubProject, reviewedFile, type GithubProject } from '../../../support/github-project';
import { projectsOfTests } from '../../../support/remote-project';
import { shop } from '../../../support/shop';

// Each rehearses with Terraform.
jest.setTimeout(90_000);

const start = projectsOfTests(githubProject);

/** The only environment of what was written. */
function written(project: GithubProject): unknown {
  return (reviewedFile(project) as { push: { environments: readonly unknown[] } }).push.environments[0];
}

const label = { label: 'Web shop' };
const elsewhere = { redirect_uris: ['http://localhost:3000/callback', 'https://login.acme-login.net/callback'] };
const short = (commit: string): string => commit.slice(0, 10);

test('it reviews what was merged since the last apply, and writes that for apply --reviewed', async () => {
  const project = await start();
  const { author, first, propose, merge, reviewed, jobs } = project;
  const commit = merge(
    propose('label', () => {
      author.change(shop(label));
    }),
  );
  const summary = join(jobs, 'summary.md');
  const run = await reviewed([], { GITHUB_STEP_SUMMARY: summary });
  const line = `local: last applied ${short(first)}; 1 merge: pull request 12`;
  expect(run.stderr).toBe('shop-local: rehearsal\n');
  expect(run.stdout).toContain(`Review of ${short(commit)} on main\n\n${line}\n`);
  expect(run.stdout).toContain('Web shop');
  expect(run.code).toBe(0);
  expect(readFileSync(summary, 'utf8')).toContain(`# Review of ${short(commit)} on main\n\n- ${line}\n`);
  expect(reviewedFile(project)).toMatchObject({
    push: {
      from: 'github',
      branch: 'main',
      commit,
      environments: [
        {
          ...{ name: 'local', requests: ['pull request 12'], lastApplied: first, approvedBy: [], refusals: [] },
          releasers: { except: ['author'] },
        },
      ],
    },
    digests: [{ stack: 'shop-local', environment: 'local', rehearsal: true, outcome: 'planned' }],
  });
});

test.each(['squash', 'rebase'] as const)('a %s is the merge of its pull request too', async (kind) => {
  const project = await start();
  const { author, propose, merge, approve, reviewed, jobs } = project;
  const proposed = propose('two', () => {
    author.change(shop(label));
    author.commit('one');
    author.change(shop(elsewhere));
  });
  approve(proposed, 'mona');
  merge(proposed, kind);
  expect(await reviewed()).toMatchObject({ code: 0 });
  expect(written(project)).toMatchObject({ approvedBy: ['mona'], refusals: [] });
  expect(existsSync(join(jobs, 'reviewed.json'))).toBe(true);
});

test('a finding of severity high needs an approval of the last commit; without one nothing is written', async () => {
  const project = await start();
  const { author, propose, merge, approve, reviewed, jobs } = project;
  const proposed = propose('elsewhere', () => {
    author.change(shop(elsewhere));
  });
  merge(proposed);
  const refused = await reviewed();
  expect(refused.code).toBe(3);
  expect(refused.stderr).toBe(
    'shop-local: rehearsal\nlocal needs 1 approval for a change with a finding of severity high by people who had no ' +
      `part in it, and pull request 12 at ${short(proposed.head)} has none that counts. Get it approved, then re-run ` +
      'all jobs of the newest run of this branch.\n',
  );
  expect(existsSync(join(jobs, 'reviewed.json'))).toBe(false);
  approve(proposed, 'author');
  expect((await reviewed()).stderr).toContain('has none that counts (author opened it). Get it approved');
  approve(proposed, 'mona');
  expect((await reviewed()).code).toBe(0);
  expect(written(project)).toMatchObject({ approvedBy: ['mona'], refusals: [] });
});

test('a blocked change is refused, whatever check run, digests and approvals say', async () => {
  const { author, fake, propose, merge, approve, reviewed, jobs } = await start();
  const proposed = propose('blocked', () => {
    author.change(shop({ ...label, omit_secret: false }));
  });
  approve(proposed, 'mona');
  const check = {
    id: 1,
    name: 'okta-apps review',
    head_sha: proposed.head,
    status: 'completed',
    conclusion: 'success',
  };
  const output = { title: 'No changes', summary: '', text: '' };
  fake.checks.push({ ...check, output, app: { slug: 'github-actions' } });
  writeFileSync(join(jobs, 'reviewed.json'), 'forged');
  merge(proposed);
  const run = await reviewed();
  expect({ code: run.code, end: run.stderr.split('\n').at(-2) }).toEqual({
    code: 3,
    end: 'Blocked by a finding above, so nothing is applied. Revert the change that it is about, or accept it with a waiver in env/.',
  });
  expect(readFileSync(join(jobs, 'reviewed.json'), 'utf8')).toBe('forged');
  expect(fake.requests.filter((line) => /check-runs|commits\/\w+\/status|artifacts|comments/.test(line))).toEqual([]);
});

test('a change that lowers its own protection is held to what was applied last, and so is the next one', async () => {
  const project = await start(shop({}, { approvals: 1, approvers: ['ada'] }));
  const { author, propose, merge, approve, reviewed } = project;
  const lower = propose('lower', () => {
    author.change(shop({}, { approvals: 0 }));
  });
  merge(lower);
  const evil = propose('evil', () => {
    author.change(shop(label, { approvals: 0 }));
  });
  merge(evil);
  approve(evil, 'mona');
  const run = await reviewed();
  expect(run.code).toBe(3);
  expect(run.stderr).toContain(
    `local needs 1 approval by ada, and pull request 13 at ${short(evil.head)} has none that counts. Get it approved`,
  );
  expect(run.stderr).toContain(`pull request 12 at ${short(lower.head)} has none that counts`);
  approve(lower, 'ada');
  approve(evil, 'ada');
  expect(await reviewed()).toMatchObject({ code: 0 });
});

test('a waiver takes effect when it was applied, not for the next merge of the same push', async () => {
  const project = await start();
  const { author, propose, merge, approve, reviewed } = project;
  const rule = 'redirect-uri/new-domain';
  const waivers = [{ rule, address: 'okta_app_oauth.web', reason: 'mine', expires: '2099-01-01' }];
  const first = propose('waiver', () => {
    author.change(shop({}, { rules: { waivers } }));
  });
  approve(first, 'mona');
  merge(first);
  const second = propose('elsewhere', () => {
    author.change(shop(elsewhere, { rules: { waivers } }));
  });
  merge(second);
  const run = await reviewed();
  expect(run.code).toBe(3);
  expect(run.stderr).toContain(`pull request 13 at ${short(second.head)} has none that counts`);
});

test('merges that were not applied yet are caught up, each with its own approvals', async () => {
  const project = await start();
  const { author, first, propose, merge, approve, reviewed } = project;
  const one = propose('elsewhere', () => {
    author.change(shop(elsewhere));
  });
  approve(one, 'mona');
  merge(one);
  const two = propose('label', () => {
    author.change(shop({ ...elsewhere, ...label }));
  });
  merge(two);
  const run = await reviewed();
  expect(run.stdout).toContain(
    `local: last applied ${short(first)}; 2 merges: pull request 12 and pull request 13\nlocal: approved by mona\n`,
  );
  expect(run.code).toBe(0);
  expect(written(project)).toMatchObject({ lastApplied: first, approvedBy: ['mona'], refusals: [] });
});

test('a merge that does not synthesize is reviewed together with the one that repairs it', async () => {
  const project = await start();
  const { author, propose, merge, approve, reviewed } = project;
  const app = readFileSync(join(author.folder, 'app.js'), 'utf8');
  const broken = propose('broken', () => {
    writeFileSync(join(author.folder, 'app.js'), 'process.exit(1)');
    author.change(shop(elsewhere));
  });
  merge(broken);
  const repair = propose('repair', () => {
    writeFileSync(join(author.folder, 'app.js'), app);
  });
  merge(repair);
  approve(repair, 'mona');
  const run = await reviewed();
  expect(run.code).toBe(3);
  expect(run.stderr).toContain(`pull request 12 at ${short(broken.head)} has none that counts`);
  approve(broken, 'mona');
  expect(await reviewed()).toMatchObject({ code: 0 });
});

test('where nothing was applied before, everything is new and needs an approval', async () => {
  const project = await start();
  const { author, fake, propose, merge, approve, reviewed } = project;
  fake.deployments.splice(0);
  const proposed = propose('label', () => {
    author.change(shop(label));
  });
  merge(proposed);
  const before = ['--before', project.first];
  const run = await reviewed(before);
  expect(run.code).toBe(3);
  expect(run.stdout).toContain('local: nothing was applied before, so everything is new; 1 merge: pull request 12\n');
  expect(run.stderr).toContain('local needs 1 approval for its first apply by people who had no part in it, and');
  approve(proposed, 'mona');
  expect(await reviewed(before)).toMatchObject({ code: 0 });
});
