import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findProject } from '../../../okta-apps/project/find-project';
import { UserError } from '../../../okta-apps/shared/errors';
import { temporaryFolder } from '../../support/temporary-folder';

const folder = temporaryFolder();
let count = 0;

/** A folder with this `cdktf.json`. */
function project(text: string): string {
  const path = join(folder.path, String(count++));
  mkdirSync(join(path, 'stacks', 'deep'), { recursive: true });
  writeFileSync(join(path, 'cdktf.json'), text);
  return path;
}

test('cdktf.json is found from a folder below; output is cdktf.out unless it says otherwise', () => {
  const path = project('{ "app": "node main.js", "context": { "a": 1 } }');
  expect(findProject(join(path, 'stacks', 'deep'))).toEqual({
    folder: path,
    app: 'node main.js',
    variables: [],
    output: 'cdktf.out',
    outdir: join(path, 'cdktf.out'),
    context: { a: 1 },
  });
  expect(findProject(project('{ "app": "x", "output": "build/out" }')).output).toBe('build/out');
});

test('modules of this folder are in the context of the app, as cdktf-cli puts them there', () => {
  const own = { name: 'own', source: '../shared/own' };
  const modules = ['./modules/zones', own, 'terraform-okta/zones/okta@1.0.0', { name: 'a', source: 'a/b/c' }, 3];
  const text = (more: object) => JSON.stringify({ app: 'x', ...more });
  const context = (more: object) => findProject(project(text(more))).context;
  expect(context({ terraformModules: modules, context: { a: 1 } })).toEqual({
    a: 1,
    cdktfRelativeModules: ['./modules/zones', own],
  });
  expect(context({ terraformModules: modules.slice(2) })).toBeUndefined();
});

test('a byte order mark before the JSON is no part of it', () => {
  expect(findProject(project('\ufeff{ "app": "x" }')).app).toBe('x');
});

test.each(['.', '..', '/', 'stacks/..'])('an output of %s would hold the project', (output) => {
  const path = project(JSON.stringify({ app: 'x', output }));
  expect(() => findProject(path)).toThrow(
    new UserError(
      `${join(path, 'cdktf.json')}: "output" must be a folder of its own, got "${output}", which holds the project; write one such as "cdktf.out"`,
    ),
  );
});

test('no cdktf.json anywhere', () => {
  expect(() => findProject('/nowhere/at/all')).toThrow(
    new UserError('There is no cdktf.json in /nowhere/at/all or above it; run this in a folder of a CDKTF project'),
  );
});

const NO_APP =
  ' has no "app"; set it to the command that synthesizes, such as "node -r okta-oidc-cdktf/register main.ts"';

test.each([
  ['{}', NO_APP],
  ['null', NO_APP],
  ['{ "app": " " }', NO_APP],
  ['{ "app": 1 }', NO_APP],
  ['{ "app": "x", "output": 3 }', ': "output" must be the name of a folder'],
])('a cdktf.json of %s says what is missing', (text, message) => {
  const path = project(text);
  expect(() => findProject(path)).toThrow(new UserError(join(path, 'cdktf.json') + message));
});

test('a cdktf.json that is not JSON is named', () => {
  const path = project('{');
  expect(() => findProject(path)).toThrow(UserError);
  expect(() => findProject(path)).toThrow(`${join(path, 'cdktf.json')} is not JSON: `);
});
