import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { field, inner } from '../../../okta-apps/shared/json';
import { readBaseDocument, readDocument } from '../../../okta-apps/project/assembly';
import { temporaryFolder } from '../../support/temporary-folder';

// threats.md, section 3: a link leads to files that were not synthesized, so no module is read through one.

const temporary = temporaryFolder();
const MODULE = 'assets/zones/0A1B';
const TEXT = 'locals {\n  a = 1\n}\n';

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** Documents of the module as the head and the base read it. */
function modulesOf(folder: string): readonly unknown[] {
  write(join(folder, 'cdk.tf.json'), JSON.stringify({ module: { zones: { source: `./${MODULE}` } } }));
  return [readDocument, readBaseDocument].map((read) => inner(read({ folder }), 'module', 'zones', '#document'));
}

test('a module of the assets is read, by the head and by the base', () => {
  write(join(temporary.path, 'good', MODULE, 'main.tf'), TEXT);
  write(join(temporary.path, 'good', MODULE, 'notes/README.md'), '# Zones');
  expect(modulesOf(join(temporary.path, 'good'))).toEqual([{ locals: { a: 1 } }, { locals: { a: 1 } }]);
});

test.each<[string, (folder: string, elsewhere: string) => void]>([
  [
    'the folder of the module',
    (folder, elsewhere) => {
      mkdirSync(join(folder, 'assets/zones'), { recursive: true });
      symlinkSync(elsewhere, join(folder, MODULE));
    },
  ],
  [
    'a folder above it',
    (folder, elsewhere) => {
      mkdirSync(join(folder, 'assets'), { recursive: true });
      write(join(elsewhere, '0A1B/main.tf'), TEXT);
      symlinkSync(elsewhere, join(folder, 'assets/zones'));
    },
  ],
  [
    'one of its files',
    (folder, elsewhere) => {
      write(join(folder, MODULE, 'versions.tf'), '');
      symlinkSync(join(elsewhere, 'main.tf'), join(folder, MODULE, 'main.tf'));
    },
  ],
])('attack: %s is a link', (name, link) => {
  const [folder, elsewhere] = ['stack', 'elsewhere'].map((part) => join(temporary.path, name, part)) as [
    string,
    string,
  ];
  write(join(elsewhere, 'main.tf'), TEXT);
  link(folder, elsewhere);
  expect(modulesOf(folder)).toEqual([undefined, undefined]);
});

test('attack: a document that brings what a module says with it is not read', () => {
  const folder = join(temporary.path, 'forged');
  const forged = { module: { zones: { source: './elsewhere', '#document': { locals: {} } } } };
  write(join(folder, 'cdk.tf.json'), JSON.stringify(forged));
  expect(() => readDocument({ folder })).toThrow('the key "#document" is not allowed');
  expect(field(readBaseDocument({ folder }), 'module')).toEqual({ zones: { source: './elsewhere' } });
});
