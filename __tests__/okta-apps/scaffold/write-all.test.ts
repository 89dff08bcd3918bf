import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { writeAll } from '../../../okta-apps/scaffold/write-all';
import { temporaryFolder } from '../../support/temporary-folder';

const parent = temporaryFolder();
const made = () => mkdtempSync(join(parent.path, 'write-'));

it('writes all files, makes their folders, and keeps the mode of one that exists', async () => {
  const folder = made();
  writeFileSync(join(folder, 'a'), 'old', { mode: 0o640 });
  await writeAll(folder, [
    { name: 'a', text: 'new', before: 'old' },
    { name: 'b/c/d', text: 'deep' },
  ]);
  expect([readFileSync(join(folder, 'a'), 'utf8'), readFileSync(join(folder, 'b/c/d'), 'utf8')]).toEqual([
    'new',
    'deep',
  ]);
  expect(statSync(join(folder, 'a')).mode & 0o777).toBe(0o640);
});

it('none is written when one exists: nothing is left, no folder either', async () => {
  const folder = made();
  writeFileSync(join(folder, 'taken'), 'mine');
  const files = [
    { name: 'x/y/z', text: 'new' },
    { name: 'taken', text: 'new' },
  ];
  await expect(writeAll(folder, files)).rejects.toThrow('taken already exists. Nothing was written.');
  expect(readdirSync(folder)).toEqual(['taken']);
  expect(readFileSync(join(folder, 'taken'), 'utf8')).toBe('mine');
});

it('what was put in place already is restored when a later file cannot be', async () => {
  const folder = made();
  writeFileSync(join(folder, 'a'), 'old');
  mkdirSync(join(folder, 'b'));
  const files = [
    { name: 'a', text: 'new', before: 'old' },
    { name: 'c', text: 'new' },
    // A folder is no file that another one can take the place of.
    { name: 'b', text: 'new', before: '' },
  ];
  await expect(writeAll(folder, files)).rejects.toThrow('b cannot be written (EISDIR). Nothing was written.');
  expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('old');
  expect(existsSync(join(folder, 'c'))).toBe(false);
});

it('a link stays a link, and the file behind it is changed', async () => {
  const folder = made();
  writeFileSync(join(folder, 'file'), 'old');
  symlinkSync('file', join(folder, 'link'));
  await writeAll(folder, [{ name: 'link', text: 'new', before: 'old' }]);
  expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('new');
});
