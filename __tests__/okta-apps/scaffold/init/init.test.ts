import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { runCli } from '../../../support/run-cli';
import { temporaryFolder } from '../../../support/temporary-folder';
import { writeText, writeTexts } from '../../../support/write-text';

const parent = temporaryFolder();
const emptyFolder = () => realpathSync(mkdtempSync(join(parent.path, 'p-')));
const init = (cwd: string, argv: readonly string[] = ['--yes'], ask?: (question: string) => Promise<string>) =>
  runCli(['init', ...argv], { cwd, ...(ask && { ask }) });

function contents(folder: string): Readonly<Record<string, string>> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  const files = names.filter((name) => statSync(join(folder, name)).isFile());
  return Object.fromEntries(files.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

const WRITTEN = [
  '.gitignore',
  'README.md',
  '__tests__/__snapshots__/stacks.test.ts.snap',
  '__tests__/stacks.test.ts',
  'cdktf.json',
  'env/environments.ts',
  'env/local.ts',
  'env/qa.ts',
  'env/prod.ts',
  'jest.config.cjs',
  'main.ts',
  'package.json',
  'stacks/build-app.ts',
  'stacks/shop-stack.ts',
  'tsconfig.json',
].sort();
const GITHUB = ['applied', 'apply', 'comment', 'drift', 'review', 'settings'].map(
  (name) => `.github/workflows/${name}.yml`,
);
const PIPELINES = ['.ci/tool', ...GITHUB];

it('writes a project into an empty folder; a second run changes nothing and says so', async () => {
  const folder = emptyFolder();
  const made = await init(folder, [
    '--yes',
    '--name',
    'acme-apps',
    '--env',
    'qa,prod',
    '--org',
    'acme',
    '--ci',
    'none',
  ]);
  expect(made).toMatchObject({ code: 0, stderr: '' });
  const files = contents(folder);
  expect(Object.keys(files).sort()).toEqual(WRITTEN);
  expect(
    made.stdout
      .split('\n')
      .filter((line) => line.startsWith('Wrote '))
      .sort(),
  ).toEqual(WRITTEN.map((name) => `Wrote ${name}`));
  expect(made.stdout.split('\n').slice(-3)).toEqual([
    'Next: npm install, npx okta-apps synth, npx okta-apps apply --env local, npx jest',
    'For a pipeline: npx okta-apps ci --github, or --gitlab',
    '',
  ]);
  expect(files['env/prod.ts']).toContain("  org: { name: 'acme', baseUrl: 'okta.com' },\n");
  expect(files['env/qa.ts']).toContain("  org: { name: 'acme-qa', baseUrl: 'oktapreview.com' },\n");
  expect(await init(folder)).toEqual({
    code: 0,
    stderr: '',
    stdout: 'This folder has a project of okta-apps already. Nothing was changed.\n',
  });
  expect(contents(folder)).toEqual(files);
});

describe('the pipeline files', () => {
  const written = (folder: string) =>
    Object.keys(contents(folder)).filter((name) => /^\.(?:ci|git(?:hub|lab))/.test(name) && name !== '.gitignore');

  it('are those of GitHub, and of GitLab where the remote is there or it is asked for', async () => {
    const [github, gitlab, remote] = [emptyFolder(), emptyFolder(), emptyFolder()];
    const made = await init(github);
    expect(made.stdout).toMatch(
      /\nNext: .*\nThe pipelines install from package-lock\.json: commit it with the other files\.\n$/,
    );
    expect(written(github)).toEqual(PIPELINES);
    await init(gitlab, ['--yes', '--ci', 'gitlab']);
    expect(written(gitlab)).toEqual(['.ci/tool', '.gitlab-ci.yml', '.gitlab/okta-apps.yml']);
    writeText(remote, '.git/config', '[remote "origin"]\n\turl = git@gitlab.acme.dev:apps/okta.git\n');
    await init(remote);
    expect(written(remote)).toEqual(['.ci/tool', '.gitlab-ci.yml', '.gitlab/okta-apps.yml']);
  });

  it('are left out where one of them exists, where the project is in a folder of its repository, and in a CDK project', async () => {
    const [taken, inside, joined] = [emptyFolder(), emptyFolder(), emptyFolder()];
    writeText(taken, '.github/workflows/review.yml', 'on: push\n');
    expect((await init(taken)).stdout).toContain(
      'No pipeline files, because .github/workflows/review.yml exists already. Rename it, then run: npx okta-apps ci --github\nNext: ',
    );
    expect(written(taken)).toEqual(['.github/workflows/review.yml']);
    mkdirSync(join(inside, '.git'));
    mkdirSync(join(inside, 'infra'));
    expect((await init(join(inside, 'infra'))).stdout).toContain(
      'No pipeline files. The project is in infra of its repository, and the pipelines are written for one at the top; ' +
        'write them by hand from docs/guides/pipelines.md\n',
    );
    writeText(joined, 'cdktf.json', '{"app":"npx ts-node main.ts"}');
    expect((await init(joined)).stdout).toContain(
      'The pipeline files are made from env/ of the project. Run it after the install: npx okta-apps ci --github\n',
    );
    expect(written(joined)).toEqual([]);
  });
});

it('a CDK project gets what it lacks; what it has stays, and it is told what to add', async () => {
  const folder = emptyFolder();
  const own = {
    'cdktf.json': '{"app":"npx ts-node main.ts"}',
    'main.ts': '// mine\n',
    'package.json': '{"name":"mine"}',
    'jest.config.js': '',
  };
  writeTexts(folder, own);
  const { code, stdout } = await init(folder);
  expect(code).toBe(0);
  expect(contents(folder)).toMatchObject(own);
  expect(readdirSync(folder)).not.toContain('jest.config.cjs');
  expect(stdout).toContain(
    'Kept cdktf.json, which exists already. Its "app" may stay, or be "node -r okta-oidc-cdktf/register main.ts".\n',
  );
  expect(stdout).toContain(
    'Kept package.json, which exists already. Install what is missing:\n\n  npm install @cdktf/provider-okta@',
  );
  expect(stdout).toContain(
    "Kept main.ts, which exists already. To use what was written, it needs:\n\n  import { synthesize } from 'okta-oidc-cdktf';\n",
  );
});

describe('refused, and nothing is written:', () => {
  const refused = async (files: Readonly<Record<string, string>>, argv?: readonly string[]) => {
    const folder = emptyFolder();
    writeTexts(folder, files);
    const { code, stdout, stderr } = await init(folder, argv);
    expect({ code, stdout, files: contents(folder) }).toEqual({ code: 1, stdout: '', files });
    return stderr.replaceAll(folder, '<folder>');
  };

  it.each<readonly [Readonly<Record<string, string>>, readonly string[], string]>([
    [
      { 'index.html': '' },
      ['--yes'],
      '<folder> is not empty and is not a CDK project: it has index.html. Run this in an empty folder, or in the folder of a cdktf.json. Nothing was written.\n',
    ],
    [
      { 'package.json': '{"type":"module"}' },
      ['--yes'],
      'package.json has "type": "module", and the project would be CommonJS. Remove "type", or use another folder. Nothing was written.\n',
    ],
    [{ 'package.json': '{' }, ['--yes'], 'package.json is not JSON. Nothing was written.\n'],
    [{}, [], 'No terminal to prompt on. Pass --yes to accept the defaults. Nothing was written.\n'],
    [
      {},
      ['--yes', '--env', 'dev,Dev,local', '--org', 'https://acme.okta.com', '--name', 'My Apps', '--ci', 'jenkins'],
      '--name must be lower-case letters, digits, ".", "_" and "-", got "My Apps"; give a name such as "okta-apps"\n' +
        '--env lists local, which every project has; leave it out\n' +
        '--env lists Dev twice; names must differ by more than their case\n' +
        '--org must be the name of an Okta org, such as "acme" of https://acme.okta.com, got "https://acme.okta.com"\n' +
        '--ci must be "github", "gitlab" or "none", got "jenkins"\n' +
        'Nothing was written.\n',
    ],
    [
      {},
      ['--yes', '--env', 'dev,,a b'],
      ['""', '"a b"']
        .map(
          (name) =>
            'The name of an environment must be letters, digits and -, begin and end with a letter or digit, and have at most 63 characters, ' +
            `got ${name}; choose one such as "qa-eu"\n`,
        )
        .join('') + 'Nothing was written.\n',
    ],
  ])('%j %j', async (files, argv, stderr) => {
    expect(await refused(files, argv)).toBe(stderr);
  });

  it('a file where a folder has to be', async () => {
    const stderr = await refused({ 'cdktf.json': '{}', stacks: 'a file' });
    expect(stderr).toMatch(
      /^stacks\/build-app\.ts cannot be written \((?:EEXIST|ENOTDIR)\)\. Nothing was written\.\n$|^stacks\/build-app\.ts already exists\. Nothing was written\.\n$/,
    );
  });
});

describe('at a terminal', () => {
  it('asks for what is not given, and writes after a yes', async () => {
    const folder = emptyFolder();
    const asked: string[] = [];
    const { code } = await init(folder, ['--org', 'acme'], async (question) => {
      asked.push(question.replaceAll(folder, '<folder>'));
      return Promise.resolve(
        question.startsWith('Type')
          ? 'yes'
          : question.startsWith('Env')
            ? 'test'
            : question.startsWith('Pipe')
              ? 'none'
              : 'acme-apps',
      );
    });
    expect(code).toBe(0);
    expect(asked.map((question) => question.replace(/\[p-.*\]/, '[p]'))).toEqual([
      'Name of the project [p]: ',
      'Environments besides local, separated by commas [dev,prod]: ',
      'Pipelines of github, gitlab or none [github]: ',
      'Type "yes" to write the project into <folder>: ',
    ]);
    expect(readdirSync(join(folder, 'env')).sort()).toEqual(['environments.ts', 'local.ts', 'test.ts']);
  });

  it('Ctrl-C at a question asks no more, writes nothing and ends with 130', async () => {
    const folder = emptyFolder();
    const stop = new AbortController();
    const asked: string[] = [];
    const ask = async (question: string): Promise<string> => {
      asked.push(question);
      if (asked.length === 2) stop.abort();
      return Promise.resolve('');
    };
    const stopped = { asked: stop.signal, forced: new AbortController().signal };
    expect(await runCli(['init'], { cwd: folder, ask, stop: stopped })).toEqual({
      code: 130,
      stdout: '',
      stderr: 'Interrupted. Nothing was written.\n',
    });
    expect(asked).toHaveLength(2);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('no answer to the last question writes nothing', async () => {
    const folder = emptyFolder();
    mkdirSync(join(folder, '.git'));
    writeText(folder, 'LICENSE');
    const { code, stdout, stderr } = await init(folder, [], async () => Promise.resolve(''));
    expect({ code, stdout, stderr }).toEqual({ code: 1, stdout: '', stderr: 'Nothing was written.\n' });
    expect(readdirSync(folder).sort()).toEqual(['.git', 'LICENSE']);
  });
});
