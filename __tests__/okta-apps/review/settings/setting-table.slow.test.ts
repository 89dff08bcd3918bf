import { typeProblems } from '../../../support/type-check';

describe('a field without a row does not compile', () => {
  const check = (type: string, table: string) =>
    typeProblems(`
import type { StackManifest } from './okta-apps/shared/stack-manifest';
import { SETTINGS, type SettingTable } from './okta-apps/review/settings/setting-table';
type Rules = StackManifest['rules'];
export const rows: SettingTable<${type}> = ${table};
`);

  it.each([
    ['of the manifest', "Omit<StackManifest, 'rules'> & { readonly rules: Rules; readonly later: boolean }", 'later'],
    ['of the rules', "Omit<StackManifest, 'rules'> & { readonly rules: Rules & { later?: string } }", 'later'],
    ['of the org', "Omit<StackManifest, 'org'> & { readonly org: StackManifest['org'] & { later?: string } }", 'later'],
  ])('%s', (_, type, field) => {
    expect(check(type, 'SETTINGS').join('\n')).toContain(`Property '${field}' is missing`);
    expect(check('StackManifest', 'SETTINGS')).toEqual([]);
  });
});
