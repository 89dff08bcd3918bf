import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { githubProjectOfTest, mergeNote } from '../../../support/github-project';

const project = githubProjectOfTest();

const merged = (name: string): string => mergeNote(project(), name).commit;

test('the pushed commit, what was applied last, each merge since then, and the states before that', async () => {
  const [one, two, three] = [merged('one'), merged('two'), merged('three')];
  project().deployed(two, 'near');
  const all = await project().reviewed(['--commits', '--env', 'local, near,never']);
  expect({ ...all, stdout: JSON.parse(all.stdout) as unknown }).toEqual({
    code: 0,
    stderr: '',
    stdout: [three, project().first, one, two],
  });
  expect((await project().reviewed(['--commits', '--env', 'near'])).stdout).toBe(
    `${JSON.stringify([three, two, project().first])}\n`,
  );
  expect((await project().reviewed(['--commits', '--env', 'never'])).stdout).toBe(`${JSON.stringify([three])}\n`);
});

test('it runs nothing of the project, not even of the pushed commit', async () => {
  writeFileSync(join(project().author.folder, 'app.js'), 'process.exit(1)');
  const commit = merged('broken');
  const run = await project().reviewed(['--commits', '--env', 'local']);
  expect(run).toEqual({ code: 0, stderr: '', stdout: `${JSON.stringify([commit, project().first])}\n` });
});

test('without names of environments it is an error, and so is a history that was rewritten', async () => {
  merged('one');
  expect(await project().reviewed(['--commits'])).toEqual({
    code: 1,
    stdout: '',
    stderr:
      '--commits needs --env with the names of all environments, separated by commas: without a synth ' +
      'they are not known\n',
  });
  project().deployed('d'.repeat(40));
  const refused = await project().reviewed(['--commits', '--env', 'local']);
  expect({ code: refused.code, stdout: refused.stdout }).toEqual({ code: 3, stdout: '' });
  expect(refused.stderr).toContain('dddddddddd, which was applied last to local, is not in this repository');
});
