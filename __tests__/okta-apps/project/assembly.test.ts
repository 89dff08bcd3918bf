import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  inOrder,
  readAssembly,
  readDocument,
  readWholeAssembly,
  unreviewedIn,
} from '../../../okta-apps/project/assembly';
import { UserError } from '../../../okta-apps/shared/errors';
import { stackManifest, writeAssembly } from '../../support/plain-project';
import { temporaryFolder } from '../../support/temporary-folder';

const folder = temporaryFolder();
let outdir: string;
let count = 0;

beforeEach(() => {
  outdir = join(folder.path, `out-${count++}`);
});

test('the stacks are those of manifest.json, sorted; a left-over folder is none', () => {
  writeAssembly(outdir, { 'old-dev': {} });
  writeAssembly(outdir, { 'shop-dev': { dependencies: ['base-dev'] }, 'base-dev': {} });
  expect(readAssembly(outdir, 'cdktf.out')).toEqual([
    {
      name: 'base-dev',
      folder: join(outdir, 'stacks/base-dev'),
      dependencies: [],
      manifest: stackManifest('base-dev'),
    },
    {
      name: 'shop-dev',
      folder: join(outdir, 'stacks/shop-dev'),
      dependencies: ['base-dev'],
      manifest: stackManifest('shop-dev'),
    },
  ]);
});

test('nothing synthesized yet', () => {
  expect(() => readAssembly(outdir, 'cdktf.out')).toThrow(
    new UserError('cdktf.out/manifest.json is missing; synthesize first: okta-apps synth'),
  );
});

test.each(['{', '{}', '{"stacks":{"a":{}}}', '{"stacks":{"a":{"workingDirectory":"../../etc"}}}', 'null'])(
  'a manifest.json of %s is refused',
  (text) => {
    mkdirSync(outdir);
    writeFileSync(join(outdir, 'manifest.json'), text);
    expect(() => readAssembly(outdir, 'cdktf.out')).toThrow(
      new UserError('cdktf.out/manifest.json is not a manifest of cdktf; synthesize again: okta-apps synth'),
    );
  },
);

test('stacks that say nothing to the tool are left out; those that may touch Okta are listed', () => {
  writeAssembly(outdir, {
    'shop-dev': { terraform: { resource: { okta_group: {} } }, plain: true },
    'net-dev': { plain: true },
  });
  expect(readAssembly(outdir, 'cdktf.out')).toEqual([]);
  expect(unreviewedIn(readWholeAssembly(outdir, 'cdktf.out'))).toEqual(['shop-dev']);
});

test.each([
  [' is missing', undefined],
  [':1:2: it is not JSON here', '{'],
  [':1:1: the document must be an object: no synth writes it as anything else', '[]'],
])('a cdk.tf.json:%s: %j', (why, text) => {
  writeAssembly(outdir, { 'shop-dev': {} });
  const [stack] = readAssembly(outdir, 'cdktf.out');
  const file = join(outdir, 'stacks/shop-dev/cdk.tf.json');
  if (text === undefined) rmSync(file);
  else writeFileSync(file, text);
  expect(() => readDocument(stack!)).toThrow(new UserError(`${file}${why}; synthesize again: okta-apps synth`));
});

test('stacks come in rounds, each after what it depends on; what was not chosen counts as done', () => {
  const stacks = [
    { name: 'a', dependencies: ['b', 'elsewhere'] },
    { name: 'b', dependencies: ['c'] },
    { name: 'c', dependencies: [] },
    { name: 'd', dependencies: [] },
  ];
  expect(inOrder(stacks).map((round) => round.map(({ name }) => name))).toEqual([['c', 'd'], ['b'], ['a']]);
});

test('a circle ends', () => {
  const stacks = [
    { name: 'a', dependencies: ['b'] },
    { name: 'b', dependencies: ['a'] },
  ];
  expect(inOrder(stacks)).toEqual([stacks]);
});
