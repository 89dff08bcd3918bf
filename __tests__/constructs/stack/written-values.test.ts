import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writtenValues } from '../../../constructs/stack/written-values';
import { placeOfValue, type StackPlaces } from '../../../okta-apps/shared/source-places';
import { temporaryFolder } from '../../support/temporary-folder';

const folder = temporaryFolder();

/** The line of a value in a file with this text. */
function lineIn(text: string, prop: string, environment?: Parameters<typeof writtenValues>[1]): number | undefined {
  const file = join(mkdtempSync(join(folder.path, 'env-')), 'env.ts');
  writeFileSync(file, text);
  const places = [...(writtenValues(file, environment) ?? [])].map(([at, line]) => [at, { file, line }]);
  return placeOfValue(Object.fromEntries(places) as StackPlaces['values'], prop)?.line;
}

const PROD = `import type { Environment } from 'okta-oidc-cdktf';
// Ünïcode 店 before what is looked for: the parser counts bytes.
const days = ['2026-12-01'];

export const prod = {
  name: 'prod',
  org: { name: 'acme', baseUrl: 'okta.com' },
  approvals: 1,
  rules: {
    severities: { 'uri/https': 'warning' },
    waivers: [
      { rule: 'a/b', address: 'x', reason: 'r', expires: days[0] },
      {
        rule: 'c/d',
        reason: '',
      },
      ...[],
      { rule: 'e/f' },
    ],
  },
  apps: {
    'back-office': { origins: ['https://a.acme.com',
      'https://b.acme.com'] },
  },
} satisfies Environment;
`;
const OTHER = `export const prod = { name: 'prod', org: { name: 'other', baseUrl: 'okta.com' }, apps: {} };`;
const environment = { name: 'prod', org: { name: 'acme', baseUrl: 'okta.com' } } as const;

test.each([
  ['approvals', 8],
  ['rules', 9],
  ['rules.severities["uri/https"]', 10],
  ['rules.waivers[0].expires', 12],
  ['rules.waivers[1].reason', 15],
  ['rules.waivers[1].address', 13],
  // After a spread the index is another one.
  ['rules.waivers[2].rule', 11],
  ['apps["back-office"].origins[1]', 23],
  ['apps["other"]', 21],
  ['backend.bucket', 5],
  ['credentials', 5],
])('%s is on line %i, or in what is', (prop, line) => {
  expect(lineIn(PROD, prop, environment)).toBe(line);
});

test('an environment is known by its name and by its org, where both are written out', () => {
  const both = `${OTHER}\n${PROD}`;
  expect(lineIn(both, 'approvals', environment)).toBe(9);
  expect(lineIn(both, 'approvals', { ...environment, org: { ...environment.org, name: 'other' } })).toBe(1);
  expect(lineIn(both, 'approvals', { ...environment, name: 'dev' })).toBeUndefined();
  expect(lineIn(PROD.replace("org: { name: 'acme', baseUrl: 'okta.com' }", 'org: ORG'), 'approvals', environment)).toBe(
    8,
  );
  expect(lineIn(PROD, 'approvals')).toBe(8);
});

test.each([
  ['broken code', 'export const = {'],
  ['an environment that a function makes', "export const prod = make('prod');"],
  ['nothing', ''],
])('%s has no lines', (_, text) => {
  expect(lineIn(text, 'approvals', environment)).toBeUndefined();
});
