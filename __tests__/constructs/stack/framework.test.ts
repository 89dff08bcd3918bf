import { App } from 'cdktf';
import { Construct, RootConstruct } from 'constructs';
import { checkFramework } from '../../../constructs/stack/framework';

const CDKTN = '/project/node_modules/cdktn/lib/app.js';
const inAnother = new Construct(new RootConstruct(), 'stack');
const SAYS =
  'the app must be one of cdktf, got one of cdktn beside it; install cdktn under the name cdktf, with the overrides of the README, and import from "cdktf"';

test('a stack of cdktn is refused in one sentence', () => {
  expect(() => {
    checkFramework(inAnother, () => ['/project/main.ts', CDKTN]);
  }).toThrow(SAYS);
});

test.each<[string, Construct, string[]]>([
  ['an app of cdktf, with cdktn for other stacks of the process', new App(), [CDKTN]],
  ['a root of another kind without cdktn', inAnother, ['/project/main.ts']],
])('%s is left alone', (_, scope, loaded) => {
  expect(() => {
    checkFramework(scope, () => loaded);
  }).not.toThrow();
});
