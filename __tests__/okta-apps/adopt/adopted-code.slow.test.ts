import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { runCli } from '../../support/run-cli';
import { temporaryFolder } from '../../support/temporary-folder';
import { exampleProject } from '../scaffold/support/example-project';
import { template } from './support/template-app';

jest.setTimeout(300_000);

const parent = temporaryFolder();

/** What the compiler says of a project, with the settings of its `tsconfig.json`. */
function typeErrors(folder: string): readonly string[] {
  const config = ts.readConfigFile(join(folder, 'tsconfig.json'), (file) => ts.sys.readFile(file));
  const main = join(folder, 'main.ts');
  const { options } = ts.parseJsonConfigFileContent({ ...config.config, files: [main], include: [] }, ts.sys, folder);
  const program = ts.createProgram([main], { ...options, noEmit: true });
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}

test('what is written compiles and synthesizes, with waivers where an app breaks a rule', async () => {
  const cwd = exampleProject(parent.path);
  const okta = (...argv: string[]) => runCli(argv, { cwd });
  const network = { connection: 'ZONE', include: ['nzo1abcdefghijklmno'] };
  const prod = template({
    id: '0oa2',
    label: '123 class',
    'credentials.oauthClient.client_id': 'class-prod',
    'settings.oauthClient.redirect_uris': ['https://a.acme.com/cb', 'https://b.acme.com/cb'],
    'settings.oauthClient.network': network,
  });
  const dev = template({ id: '0oa1', label: 'class', 'credentials.oauthClient.client_id': 'class-dev' });
  writeFileSync(join(cwd, 'dev.json'), JSON.stringify(dev));
  writeFileSync(join(cwd, 'prod.json'), JSON.stringify(prod));
  writeFileSync(
    join(cwd, 'three.json'),
    JSON.stringify(['0oa3', '0oa4', '0oa5'].map((id) => template({ id, label: 'App' }))),
  );
  expect(await okta('adopt', '--ids', 'dev=dev.json,prod=prod.json', '--stack', 'storefront')).toMatchObject({
    code: 0,
  });
  const three = await okta('adopt', 'three.json', '--env', 'staging', '--stack', 'new-team');
  expect(three).toMatchObject({ code: 0 });
  expect(three.stdout).toContain('  "App" (0oa5): okta_app_oauth.app-3\n');
  expect(typeErrors(cwd)).toEqual([]);
  // Labels and client IDs of three copies of one app are the same, and staging is served from where dev is.
  const synth = await okta('synth', '--env', 'dev,prod');
  expect(synth.stderr.split('\n').filter((line) => line !== '' && !line.startsWith('warning:'))).toEqual([]);
  expect(synth).toMatchObject({ code: 0 });
});
