import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROTECTED_PATHS } from '../okta-apps/review/protected-paths';
import { RENAMED_RULES } from '../okta-apps/shared/renamed-rules';

const ROOT = join(__dirname, '..');
const read = (name: string): string => readFileSync(join(ROOT, name), 'utf8');

interface Owner {
  readonly repository: string;
  readonly contact: string;
  readonly securityContact: string;
  readonly codeOwners: readonly string[];
}
const owner = JSON.parse(read('.github/owner.json')) as Owner;

/** Owners of these paths approve what evaluates changes. */
function codeOwners(): string {
  const width = Math.max(...PROTECTED_PATHS.flatMap(({ paths }) => paths.map(({ length }) => length))) + 1;
  const groups = PROTECTED_PATHS.map(({ what, paths }) =>
    [`# ${what}`, ...paths.map((path) => `/${path.padEnd(width)} ${owner.codeOwners.join(' ')}`)].join('\n'),
  );
  const head = [
    '# The paths that decide how changes are reviewed and applied, with the owners of .github/owner.json.',
    '# Written by: UPDATE_DOCS=1 npx jest --selectProjects fast --testPathPatterns __tests__/repository',
  ];
  return `${[head.join('\n'), ...groups].join('\n\n')}\n`;
}

test('CODEOWNERS lists the protected paths of the review (UPDATE_DOCS=1 writes it)', () => {
  const file = join(ROOT, '.github/CODEOWNERS');
  if (process.env['UPDATE_DOCS'] === '1') writeFileSync(file, codeOwners());
  expect(read('.github/CODEOWNERS')).toBe(codeOwners());
});

/** The changelog's table of renamed rules, between its two marks. */
function withRenamedRules(changelog: string): string {
  const rows = [...Object.entries(RENAMED_RULES.synthesis), ...Object.entries(RENAMED_RULES.review)].sort(
    ([one], [other]) => one.localeCompare(other),
  );
  const table = ['| before | after |', '|---|---|', ...rows.map(([from, to]) => `| \`${from}\` | \`${to}\` |`)];
  return changelog.replace(/(?<=<!-- renamed-rules -->\n)[^]*(?=<!-- \/renamed-rules -->)/, `${table.join('\n')}\n`);
}

test('the changelog lists every rule that was renamed (UPDATE_DOCS=1 writes the table)', () => {
  const file = join(ROOT, 'CHANGELOG.md');
  if (process.env['UPDATE_DOCS'] === '1') writeFileSync(file, withRenamedRules(read('CHANGELOG.md')));
  expect(read('CHANGELOG.md')).toContain('| `redirect-uris/https` | `redirect-uri/https` |');
  expect(read('CHANGELOG.md')).toBe(withRenamedRules(read('CHANGELOG.md')));
});

test('what only the owner can know is in one file', () => {
  const placeholder = /\bOWNER\b/;
  const files = ['SECURITY.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'README.md', 'package.json', 'renovate.json'];
  expect(files.filter((name) => placeholder.test(read(name)))).toEqual([]);
  expect(read('SECURITY.md')).toContain('(.github/owner.json)');
});

test('the package cannot be published before there is an address to publish from', () => {
  const { private: isPrivate, license } = JSON.parse(read('package.json')) as { private: boolean; license: string };
  expect({ isPrivate, license }).toEqual({ isPrivate: true, license: 'Apache-2.0' });
  expect(read('LICENSE')).toContain('Apache License\n                           Version 2.0, January 2004');
});
