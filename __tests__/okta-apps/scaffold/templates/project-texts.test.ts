import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { local } from '../../../../env/local';
import { localText } from '../../../../okta-apps/scaffold/templates/environment-text';
import { projectFiles } from '../../../../okta-apps/scaffold/templates/project-texts';
import { ROOT } from '../../../support/pages';

const here = (name: string) => readFileSync(join(ROOT, name), 'utf8');

it('the environment on this machine is that of the example company, with other apps, users and groups', () => {
  const apps = Object.entries(local.apps).map(([name, { origins, groupPrefix }]) => {
    const prefix = groupPrefix === undefined ? '' : `, groupPrefix: '${groupPrefix}'`;
    return [name, `{ origins: ['${origins.join()}']${prefix} }`] as const;
  });
  const imports = { Environment: '../constructs/environment', PROVIDER_VERSION: '../constructs/provider-version' };
  const withoutSeed = (text: string) => text.replace(/^ {2}seed: \{\n.*?^ {2}\},\n/ms, '');
  const ours = here('env/local.ts');
  expect(withoutSeed(ours)).not.toBe(ours);
  expect(withoutSeed(localText(apps, imports))).toBe(withoutSeed(ours));
});

it('Jest compiles the packages that it compiles in this repository', () => {
  const packages = (text = '') => /^const ES_MODULES = \[\n(?: {2}'.+',\n)+\];$/m.exec(text)?.[0];
  const made = projectFiles({ name: 'n', environments: ['dev'], org: 'acme', tool: '^0.1.0' })['jest.config.cjs'];
  const own = packages(here('jest.config.cjs'));
  expect(own).toContain("'jose'");
  expect(packages(made)).toBe(own);
});
