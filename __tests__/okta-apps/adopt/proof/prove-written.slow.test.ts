import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../../../../okta-apps/shared/json';
import { runCli } from '../../../support/run-cli';
import { temporaryFolder } from '../../../support/temporary-folder';
import { exampleProject, filesOf } from '../../scaffold/support/example-project';
import { template, TEMPLATE_FILE } from '../support/template-app';

/* The whole command with its proof: a project is synthesized, and Terraform applies it to a throwaway org. */

// As if the lists of what the provider carries were wrong: nothing is refused before the proof.
jest.mock('../../../../okta-apps/adopt/adoptable', () => {
  const { appProps } = jest.requireActual<{ appProps: (app: JsonObject, context: object) => JsonObject }>(
    '../../../../okta-apps/adopt/app-props',
  );
  return { adoptable: (app: JsonObject, context: object) => ({ props: appProps(app, context) }) };
});

const parent = temporaryFolder();

test("the template of Okta's guide is proven", async () => {
  const cwd = exampleProject(parent.path);
  const { code, stdout, stderr } = await runCli(['adopt', TEMPLATE_FILE, '--env', 'dev', '--stack', 'web'], { cwd });
  expect({ code, stderr: stderr.includes('web-dev: proving that the first apply changes nothing in Okta\n') }).toEqual({
    code: 0,
    stderr: true,
  });
  expect(stdout).toContain('Proven on a throwaway org: the first apply leaves 1 app as Okta has it.\n');
}, 300_000);

test('where a field would change, it is named, and no file is written', async () => {
  const cwd = exampleProject(parent.path);
  const before = filesOf(cwd);
  const app = template({ 'settings.oauthClient.subject_type': 'pairwise', 'settings.oauthClient.field_of_2030': 'on' });
  const file = join(parent.path, 'lossy.json');
  writeFileSync(file, JSON.stringify(app));
  const { code, stdout, stderr } = await runCli(['adopt', file, '--env', 'dev', '--stack', 'web'], { cwd });
  expect({ code, stdout, end: stderr.slice(stderr.indexOf('The first apply')) }).toEqual({
    code: 1,
    stdout: '',
    end:
      'The first apply would change apps in Okta, so nothing was written:\n' +
      '  web-dev: "Web App Template" (0oa9ht5knq78zN8Ni1d7)\n' +
      '    settings.oauthClient.subject_type: "pairwise" → missing\n' +
      '    settings.oauthClient.field_of_2030: "on" → missing\n',
  });
  expect(filesOf(cwd)).toEqual(before);
}, 300_000);
