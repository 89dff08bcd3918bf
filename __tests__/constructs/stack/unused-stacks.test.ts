import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { unusedStackFiles } from '../../../constructs/stack/unused-stacks';
import { temporaryFolder } from '../../support/temporary-folder';
import { writeTexts } from '../../support/write-text';

const folder = temporaryFolder();
const newProject = () => mkdtempSync(join(folder.path, 'project-'));

const stack = (name: string, base = 'OktaStack') => `export class ${name} extends ${base} {}\n`;
const BUILD = `import { ShopStack } from './shop-stack';
export function buildApp(app: App, environment: Environment): void {
  new ShopStack(app, environment);
}
`;

function unused(files: Readonly<Record<string, string>>, built: readonly string[] = ['ShopStack']): readonly string[] {
  const project = newProject();
  writeTexts(project, { 'stacks/shop-stack.ts': stack('ShopStack'), ...files });
  return unusedStackFiles(project, new Set(built));
}

const says = (file: string, name: string, where = 'in stacks/build-app.ts') =>
  `${file}: nothing builds ${name}, so its apps are in no environment; build it ${where}, or delete the file`;

test('a stack file that nothing builds is named, with the file that builds the others', () => {
  expect(unused({ 'stacks/build-app.ts': BUILD, 'stacks/returns-stack.ts': stack('ReturnsStack') })).toEqual([
    says('stacks/returns-stack.ts', 'ReturnsStack'),
  ]);
});

test.each([
  ['only in a comment', `// new ReturnsStack(app, environment);\n${BUILD}`],
  ['only in an import', `import { ReturnsStack } from './returns-stack';\n${BUILD}`],
])('so is one that is %s', (_, build) => {
  expect(unused({ 'stacks/build-app.ts': build, 'stacks/returns-stack.ts': stack('ReturnsStack') })).toEqual([
    says('stacks/returns-stack.ts', 'ReturnsStack'),
  ]);
});

test('so is one in a folder, by way of a class of the project, where main.ts builds the stacks', () => {
  const files = {
    'main.ts': 'new ShopStack(app, dev);',
    'stacks/team-stack.ts': 'export abstract class TeamStack extends OktaStack {}\n',
    'stacks/desk/desk-stack.ts': stack('DeskStack', 'TeamStack'),
  };
  expect(unused(files)).toEqual([says('stacks/desk/desk-stack.ts', 'DeskStack', 'in main.ts')]);
});

test('where nothing is built yet', () => {
  expect(unused({}, [])).toEqual([says('stacks/shop-stack.ts', 'ShopStack', 'where the other stacks are built')]);
});

test.each([
  ['built for some environments only', { 'stacks/build-app.ts': `${BUILD}if (production) new ReturnsStack(app);` }],
  ['in a list', { 'stacks/build-app.ts': `${BUILD}for (const Stack of [ReturnsStack]) new Stack(app);` }],
  [
    'built in its own file',
    { 'stacks/returns-stack.ts': `${stack('ReturnsStack')}export const add = () => new ReturnsStack();` },
  ],
  ['built in main.ts', { 'main.ts': 'new ReturnsStack(app);' }],
  ['no stack', { 'stacks/returns-stack.ts': 'export class ReturnsStack extends Construct {}' }],
  ['a test', { 'stacks/returns-stack.ts': '', 'stacks/returns-stack.test.ts': stack('ReturnsStack') }],
])('one that is %s is not named', (_, files) => {
  expect(unused({ 'stacks/returns-stack.ts': stack('ReturnsStack'), ...files })).toEqual([]);
});

test('a project without stacks/ has none', () => {
  expect(unusedStackFiles(newProject(), new Set())).toEqual([]);
});
