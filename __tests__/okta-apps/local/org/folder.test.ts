import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { claimFolder } from '../../../../okta-apps/local/org/folder';
import { OrgError } from '../../../../okta-apps/local/org/errors';

let parent: string;

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'local-org-'));
});

afterEach(() => {
  rmSync(parent, { recursive: true, force: true });
});

test('a missing folder is made for its owner alone; an open empty one is closed to others', () => {
  const made = join(parent, 'a', 'b');
  claimFolder(made).release();
  expect(statSync(made).mode & 0o777).toBe(0o700);
  const empty = join(parent, 'open');
  mkdirSync(empty, { mode: 0o755 });
  claimFolder(empty).release();
  expect(statSync(empty).mode & 0o777).toBe(0o700);
});

test('an open folder with other files is left alone', () => {
  const folder = join(parent, 'shared');
  mkdirSync(folder, { mode: 0o755 });
  writeFileSync(join(folder, 'something.txt'), '');
  expect(() => claimFolder(folder)).toThrow(
    new OrgError(`${folder} holds other files and is open to others: choose an empty or a new folder`),
  );
  expect(statSync(folder).mode & 0o777).toBe(0o755);
});

test('a file in place of the folder is one message', () => {
  const file = join(parent, 'file');
  writeFileSync(file, '');
  expect(() => claimFolder(file)).toThrow(new RegExp(`^${file} cannot be made or is no folder: `));
});

test.each([
  ['of a process that has ended', JSON.stringify({ pid: 2 ** 22 + 1 })],
  ['of this process id in another life', JSON.stringify({ pid: process.pid, began: 'then' })],
  ['that cannot be read', 'x'],
])('a lock %s is taken over', (_title, text) => {
  writeFileSync(join(parent, 'org.lock'), text);
  const folder = claimFolder(parent);
  expect(existsSync(join(parent, 'org.lock'))).toBe(true);
  folder.release();
  expect(existsSync(join(parent, 'org.lock'))).toBe(false);
});

test('a folder is claimed once', () => {
  const folder = claimFolder(parent);
  expect(() => claimFolder(parent)).toThrow(
    new OrgError(`${parent} is in use by the local org of process ${process.pid}: stop it, or choose another folder`),
  );
  folder.release();
  claimFolder(parent).release();
});
