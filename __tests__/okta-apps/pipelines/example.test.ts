import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { environments } from '../../../env/environments';
import { findProject } from '../../../okta-apps/project/find-project';
import { readAssembly } from '../../../okta-apps/project/assembly';
import { ACTIONS, NODE_IMAGE, TERRAFORM } from '../../../okta-apps/pipelines/pins';
import { filesOf } from '../../../okta-apps/run/ci';
import { buildApp } from '../../../stacks/build-app';
import { runSynthesize } from '../../support/project';
import { temporaryFolder } from '../../support/temporary-folder';

const ROOT = join(__dirname, '../../..');
const folder = temporaryFolder();
const read = (name: string): string => readFileSync(join(ROOT, name), 'utf8');

test.each(['github', 'gitlab'] as const)(
  '%s: the pipeline files of the example company are those that okta-apps ci writes',
  (where) => {
    const { files } = runSynthesize({ environments, build: buildApp });
    const outdir = join(folder.path, where);
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(outdir, name)), { recursive: true });
      writeFileSync(join(outdir, name), text);
    }
    const project = findProject(ROOT);
    const written = filesOf(where, 'main', { project, stacks: readAssembly(outdir, where) });
    expect(written.map(({ path }) => path)).toContain('.ci/tool');
    expect(written.length).toBe(where === 'github' ? 7 : 2);
    for (const { path, text } of written) expect(read(path)).toBe(text);
  },
);

test('this repository runs the same actions, image and Terraform as the pipelines that it writes', () => {
  const uses = read('.github/workflows/ci.yml').matchAll(/uses: (.+)$/gm);
  expect([...uses].map(([, one]) => one).filter((one) => !ACTIONS.some((pinned) => pinned === one))).toEqual([]);
  expect(read('.github/workflows/ci.yml')).toContain(`terraform_version: ${TERRAFORM.version}\n`);
  expect(read('.gitlab-ci.yml')).toContain(`- ${NODE_IMAGE}\n`);
});

test('Renovate finds every pin, and leaves the files alone that are written from them', () => {
  const { customManagers, packageRules } = JSON.parse(read('renovate.json')) as {
    customManagers: { managerFilePatterns: string[]; matchStrings: string[] }[];
    packageRules: { matchFileNames?: string[]; enabled?: boolean }[];
  };
  const pins = 'okta-apps/pipelines/pins.ts';
  const own = customManagers.filter(({ managerFilePatterns }) => managerFilePatterns.includes(pins));
  const found = own
    .flatMap(({ matchStrings }) => matchStrings)
    .flatMap((pattern) => [...read(pins).matchAll(new RegExp(pattern, 'g'))])
    .map(({ groups }) => `${groups?.['depName'] ?? ''} ${groups?.['currentValue'] ?? ''}`);
  expect(found.sort()).toEqual(
    [...ACTIONS.map((action) => action.replace(/@\S+ #/, '')), NODE_IMAGE.replace(':', ' ').replace(/@.*/, '')].sort(),
  );
  const generated = [
    ...readdirSync(join(ROOT, '.github/workflows'))
      .filter((name) => name !== 'ci.yml')
      .map((name) => `.github/workflows/${name}`),
    '.gitlab/okta-apps.yml',
  ];
  const disabled = packageRules
    .filter(({ enabled }) => enabled === false)
    .flatMap(({ matchFileNames = [] }) => matchFileNames);
  expect(disabled.sort()).toEqual(generated.sort());
});
