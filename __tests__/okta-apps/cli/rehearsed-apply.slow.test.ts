import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gitProject } from '../../support/git-project';
import { localStack, type PlainStack } from '../../support/plain-project';
import { runCli } from '../../support/run-cli';
import { temporaryFolder } from '../../support/temporary-folder';

const folder = temporaryFolder();

/** A stack of one app on this machine, with what its values say differently. */
function shop(different: object): PlainStack {
  const stack = localStack(['web']);
  const terraform = JSON.parse(JSON.stringify(stack.terraform)) as {
    resource: { okta_app_oauth: { web: Record<string, unknown> } };
  };
  Object.assign(terraform.resource.okta_app_oauth.web, different);
  return { ...stack, terraform };
}

/** Without apps, and with a state of its own. */
const DESK: PlainStack = {
  manifest: { environment: 'local', local: true },
  terraform: { terraform: { backend: { local: { path: '../../../.okta-local/state/desk-local.tfstate' } } } },
};

function project() {
  const made = gitProject(folder.path, { 'shop-local': shop({}), 'desk-local': DESK });
  return { ...made, run: (...argv: string[]) => runCli(argv, { cwd: made.folder }) };
}

test('what was rehearsed on a branch is applied after the merge, when the org would do the same', async () => {
  const { folder: cwd, change, commit, git, run } = project();
  expect(await run('apply')).toMatchObject({ code: 0 });
  change({ 'shop-local': shop({ label: 'Web shop' }), 'desk-local': DESK });
  commit('a better label');
  const review = await run('review', '--rehearse', '--digests', 'reviewed.json', '--format', 'markdown');
  expect({ code: review.code, stderr: review.stderr }).toEqual({ code: 2, stderr: 'shop-local: rehearsal\n' });
  expect(review.stdout).toContain('\nUnchanged: 1 stack (`desk-local`).\n');
  const { digests } = JSON.parse(readFileSync(join(cwd, 'reviewed.json'), 'utf8')) as {
    digests: { stack: string; rehearsal: boolean; changes: string[] }[];
  };
  expect(digests.map(({ stack, rehearsal, changes }) => [stack, rehearsal, changes])).toEqual([
    ['desk-local', true, []],
    ['shop-local', true, ['update okta_app_oauth.web']],
  ]);
  git('checkout', '--quiet', 'main');
  git('merge', '--quiet', 'change');
  const applied = await run('apply', '--reviewed', 'reviewed.json');
  expect(applied.stdout).toMatch(/shop-local: applied \(1 updated\)\nPlanned again: nothing to change\.\n$/);
  expect(applied.code).toBe(0);
});

test('what was rehearsed is not applied when the code has become another', async () => {
  const { change, run } = project();
  expect(await run('apply')).toMatchObject({ code: 0 });
  change({ 'shop-local': shop({ label: 'Web shop' }), 'desk-local': DESK });
  await run('review', '--rehearse', '--digests', 'reviewed.json');
  change({ 'shop-local': shop({ label: 'Another one' }), 'desk-local': DESK });
  expect((await run('apply', '--reviewed', 'reviewed.json')).code).toBe(3);
});

test('review --base or --head without --rehearse, and --rehearse with files, are refused', async () => {
  const { run } = project();
  expect(await run('review', '--base', 'main')).toEqual({
    code: 1,
    stdout: '',
    stderr: '--base requires --rehearse\n',
  });
  expect(await run('review', '--head', 'main')).toEqual({
    code: 1,
    stdout: '',
    stderr: '--head requires --rehearse\n',
  });
  expect(await run('review', '--rehearse', 'plan.json')).toEqual({
    code: 1,
    stdout: '',
    stderr: '--rehearse makes its own plans; pass no files with it\n',
  });
});
