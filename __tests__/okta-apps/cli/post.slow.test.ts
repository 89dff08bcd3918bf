import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gitProject } from '../../support/git-project';
import { localStack } from '../../support/plain-project';
import { runCli } from '../../support/run-cli';
import { temporaryFolder } from '../../support/temporary-folder';
import { HEAD } from '../review/post/support/pull-event';
import { closeFakes, github } from './support/post-job';

const folder = temporaryFolder();

afterEach(closeFakes);

test('a rehearsal that one job reviews is posted by another as the same text, with base and head', async () => {
  const { folder: cwd, change, commit, git } = gitProject(folder.path, { 'shop-local': localStack(['web']) });
  change({ 'shop-local': localStack(['web', 'desk']) });
  commit('desk');
  const review = async (format: string) =>
    await runCli(['review', '--rehearse', '--base', 'main', '--format', format], { cwd });
  const [json, markdown] = [await review('json'), await review('markdown')];
  expect({ json: json.code, markdown: markdown.code }).toEqual({ json: 2, markdown: 2 });
  const { fake, pull, cwd: job, run } = await github(folder.path);
  const base = git('rev-parse', 'main').trim();
  pull.base = base;
  writeFileSync(join(job, 'review.json'), json.stdout);
  expect(await run()).toEqual({ code: 0, stdout: '', stderr: 'Request 12: the comment was created.\n' });
  expect(markdown.stdout).toContain(`\nCommits: base \`${base}\`.\n`);
  expect(fake.comments[0]?.body.trimEnd()).toBe(
    markdown.stdout
      .trimEnd()
      .replace(`\nCommits: base \`${base}\`.\n`, `\nCommits: head \`${HEAD}\`, base \`${base}\`.\n`),
  );
  expect(fake.checks).toMatchObject([{ external_id: `12 refs/heads/main ${base} ${HEAD}`, conclusion: 'success' }]);
}, 60_000);
