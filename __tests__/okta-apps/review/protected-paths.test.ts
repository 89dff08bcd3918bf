import { protectedFiles } from '../../../okta-apps/review/protected-paths';
import { stackManifest } from '../../support/plain-project';
import { reviewOf, ruleIds } from './support/reviews';

const what = (file: string) => [...protectedFiles([file]).keys()][0];

it.each([
  ['rules/app/redirect-uris.ts', 'rules'],
  ['okta-apps/review/severity.ts', 'rules'],
  ['env/prod.ts', 'severities and waivers'],
  ['./env/prod.ts', 'severities and waivers'],
  ['okta-apps/cli/main.ts', 'tool'],
  ['package-lock.json', 'tool'],
  ['.github/workflows/plan.yml', 'pipeline'],
  ['.gitlab-ci.yml', 'pipeline'],
])('knows that %s decides: %s', (file, decides) => {
  expect(what(file)).toBe(decides);
});

it.each(['stacks/storefront.ts', 'main.ts', 'docs/env/prod.ts', 'package.json.md', 'README.md'])(
  'knows that %s decides nothing',
  (file) => {
    expect(what(file)).toBeUndefined();
  },
);

it('makes one finding of all files that decide the same', () => {
  const reviewed = reviewOf([], {
    changedFiles: ['rules/b.ts', 'rules/a.ts', 'rules/a.ts', '.gitlab-ci.yml', 'stacks/x.ts'],
  });
  expect(reviewed.findings.map(({ severity, message }) => `${severity}: ${message}`)).toEqual([
    'high: pipeline must be changed on purpose, got [".gitlab-ci.yml"]; let somebody approve it who answers for that [review/changes-the-review]',
    'high: rules must be changed on purpose, got ["rules/a.ts","rules/b.ts"]; let somebody approve it who answers for that [review/changes-the-review]',
  ]);
});

describe('a file of an environment', () => {
  const files = { changedFiles: ['env/prod.ts'] };
  const settings = { before: [stackManifest('shop-dev')], after: [stackManifest('shop-dev')] };

  it('decides as long as nobody says what is in it', () => {
    expect(ruleIds(reviewOf([], files))).toEqual(['review/changes-the-review']);
  });

  it('decides nothing when settings stay', () => {
    expect(ruleIds(reviewOf([], { ...files, settings }))).toEqual([]);
  });
});
