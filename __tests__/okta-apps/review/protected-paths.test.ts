import { protectedFiles } from '../../../okta-apps/review/protected-paths';
import { DEFAULT_FILES, type AppFiles } from '../../../okta-apps/shared/app-files';
import { stackManifest } from '../../support/plain-project';
import { reviewOf, ruleIds } from './support/reviews';

const what = (file: string, app: Partial<AppFiles> = {}) =>
  [...protectedFiles([file], { ...DEFAULT_FILES, ...app }).keys()][0];

it.each([
  ['rules/app/redirect-uris.ts', 'rules'],
  ['okta-apps/review/severity.ts', 'rules'],
  ['env/prod.ts', 'severities and waivers'],
  ['./env/prod.ts', 'severities and waivers'],
  ['okta-apps/cli/main.ts', 'tool'],
  ['package-lock.json', 'tool'],
  ['.github/workflows/plan.yml', 'pipeline'],
  ['.gitlab-ci.yml', 'pipeline'],
  ['../../.github/workflows/plan.yml', 'pipeline'],
  ['../.gitlab-ci.yml', 'pipeline'],
  ['constructs/okta-stack.ts', 'code that the app loads'],
  ['lib/uris.mts', 'code that the app loads'],
  ['tsconfig.json', 'code that the app loads'],
])('knows that %s decides: %s', (file, decides) => {
  expect(what(file)).toBe(decides);
});

it.each([
  ...['stacks/storefront.ts', 'main.ts', 'docs/env/prod.ts', 'package.json.md', 'README.md'],
  ...['.terraform.lock.hcl', 'services/api/main.go', '../services/web/index.ts', '../rules/app.ts', 'LICENSE'],
])('knows that %s decides nothing', (file) => {
  expect(what(file)).toBeUndefined();
});

it.each([
  ['../packages/uris/index.ts', { packages: ['../packages/uris/'] }, 'code that the app loads'],
  ['../packages/other/index.ts', { packages: ['../packages/uris/'] }, undefined],
  ['services/web/index.ts', { otherPackages: ['services/web/'] }, undefined],
  ['services/web.ts', { otherPackages: ['services/web/'] }, 'code that the app loads'],
  ['apps/shop.ts', { team: ['apps/**'] }, undefined],
  ['stacks/shop.ts', { team: ['apps/**'] }, 'code that the app loads'],
  ['rules/own.ts', { team: ['**'] }, 'rules'],
  ['../packages/uris/index.ts', { team: ['**'], packages: ['../packages/uris/'] }, 'code that the app loads'],
])('knows what %s decides where the base has %j: %s', (file, app, decides) => {
  expect(what(file, app)).toBe(decides);
});

it('makes one finding of all files that decide the same', () => {
  const reviewed = reviewOf([], {
    changedFiles: ['rules/b.ts', 'rules/a.ts', 'rules/a.ts', '.gitlab-ci.yml', 'stacks/x.ts'],
  });
  expect(reviewed.findings.map(({ severity, message }) => `${severity}: ${message}`)).toEqual([
    'high: pipeline must be changed on purpose, got [".gitlab-ci.yml"]; ask an owner of these files to approve the change [review/changes-the-review]',
    'high: rules must be changed on purpose, got ["rules/a.ts","rules/b.ts"]; ask an owner of these files to approve the change [review/changes-the-review]',
  ]);
});

describe('a file of an environment', () => {
  const files = { changedFiles: ['env/prod.ts'] };
  const settings = { before: [stackManifest('shop-dev')], after: [stackManifest('shop-dev')] };

  it('decides unless its settings are given', () => {
    expect(ruleIds(reviewOf([], files))).toEqual(['review/changes-the-review']);
  });

  it('decides nothing when settings stay', () => {
    expect(ruleIds(reviewOf([], { ...files, settings }))).toEqual([]);
  });
});
