import { protectedFiles } from '../../../okta-apps/review/protected-paths';
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
  const waiver = { rule: 'app/deleted', address: 'okta_app_oauth.old', reason: 'gone', expires: '2026-12-31' };
  const files = { changedFiles: ['env/prod.ts'] };

  it('decides as long as nobody says what is in it', () => {
    expect(ruleIds(reviewOf([], files))).toEqual(['review/changes-the-review']);
  });

  it('decides nothing when severities and waivers stay', () => {
    const rules = { prod: { waivers: [waiver] } };
    expect(ruleIds(reviewOf([], { ...files, rules, proposedRules: rules }))).toEqual([]);
  });

  it('is a finding of its environment when they change', () => {
    const reviewed = reviewOf([], {
      ...files,
      rules: { prod: { waivers: [waiver] } },
      proposedRules: { prod: { severities: { 'pkce/off': 'info' } } },
    });
    expect(reviewed.findings).toEqual([
      expect.objectContaining({
        rule: 'review/severities-or-waivers-changed',
        environment: 'prod',
        message:
          'severities and waivers must be changed on purpose, got {"added":["severity pkce/off info"],"removed":["waiver app/deleted okta_app_oauth.old until 2026-12-31: gone"]}; let somebody approve it who answers for that [review/severities-or-waivers-changed]',
      }),
    ]);
  });
});
