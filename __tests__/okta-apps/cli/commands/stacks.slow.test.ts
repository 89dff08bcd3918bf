import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gitProject } from '../../../support/git-project';
import { dataStack, type PlainStack } from '../../../support/plain-project';
import { runCli } from '../../../support/run-cli';
import { temporaryFolder } from '../../../support/temporary-folder';

const folder = temporaryFolder();
const PROD = { environment: 'prod' };

/** A stack whose document says which cdktf wrote it. */
function stack(input: string, version: string, manifest: PlainStack['manifest'] = {}): PlainStack {
  const document = { ...dataStack({ web: input }), '//': { metadata: { version, stackName: 'shop' } } };
  return { terraform: document, manifest };
}

const BASE = {
  'desk-dev': stack('a', '0.21.0'),
  'gone-dev': stack('a', '0.21.0'),
  'shop-dev': stack('a', '0.21.0'),
  'shop-prod': stack('a', '0.21.0', PROD),
};

/** `desk-dev` is written by another cdktf only, `gone-dev` is taken out, the rest changes. */
const HEAD = {
  'desk-dev': stack('a', '0.21.1'),
  'shop-dev': stack('b', '0.21.0'),
  'shop-prod': stack('a', '0.21.0', { ...PROD, production: true }),
};

function changedProject(): string {
  const { folder: cwd, change } = gitProject(folder.path, BASE);
  change(HEAD);
  return cwd;
}

test('the names, a line each; of one environment; as a matrix on one line', async () => {
  const cwd = changedProject();
  expect(await runCli(['stacks'], { cwd })).toEqual({ code: 0, stdout: 'desk-dev\nshop-dev\nshop-prod\n', stderr: '' });
  expect((await runCli(['stacks', '--env', 'prod'], { cwd })).stdout).toBe('shop-prod\n');
  expect((await runCli(['stacks', '--env', 'prod', '--json'], { cwd })).stdout).toBe(
    '{"include":[{"stack":"shop-prod","environment":"prod"}]}\n',
  );
});

test('--changed: those whose files differ, whatever wrote them; one that no longer exists is named on stderr', async () => {
  const cwd = changedProject();
  expect(await runCli(['stacks', '--changed'], { cwd })).toEqual({
    code: 0,
    stdout: 'shop-dev\nshop-prod\n',
    stderr: 'gone-dev is no longer in the code\n',
  });
  expect(await runCli(['stacks', '--changed', '--env', 'prod', '--base', 'main', '--json'], { cwd })).toEqual({
    code: 0,
    stdout: '{"include":[{"stack":"shop-prod","environment":"prod"}]}\n',
    stderr: '',
  });
});

test('nothing changed: an empty matrix', async () => {
  const { folder: cwd } = gitProject(folder.path, BASE);
  expect(await runCli(['stacks', '--changed', '--json'], { cwd })).toEqual({
    code: 0,
    stdout: '{"include":[]}\n',
    stderr: '',
  });
});

test('what an app does to the refs of the repository changes no base', async () => {
  const { folder: cwd, change, commit } = gitProject(folder.path, BASE);
  change(HEAD);
  const app = join(cwd, 'app.js');
  const moves = "require('node:child_process').execFileSync('git', ['update-ref', 'refs/heads/main', 'HEAD']);\n";
  writeFileSync(app, moves + readFileSync(app, 'utf8'));
  commit('change');
  expect(await runCli(['stacks', '--changed'], { cwd })).toMatchObject({ code: 0, stdout: 'shop-dev\nshop-prod\n' });
});

test('--base without --changed, an unknown ref: exit code 1 and one message', async () => {
  const { folder: cwd } = gitProject(folder.path, BASE);
  expect(await runCli(['stacks', '--base', 'main'], { cwd })).toEqual({
    code: 1,
    stdout: '',
    stderr: '--base requires --changed\n',
  });
  expect(await runCli(['stacks', '--changed', '--base', 'v9'], { cwd })).toEqual({
    code: 1,
    stdout: '',
    stderr: 'There is no commit v9 in this repository; fetch it, or specify another one with --base <ref>\n',
  });
});
