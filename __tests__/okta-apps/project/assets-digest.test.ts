import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assetsDigest } from '../../../okta-apps/project/assets-digest';
import { temporaryFolder } from '../../support/temporary-folder';

const folder = temporaryFolder();

function stackWith(files: Readonly<Record<string, string>>): string {
  const path = mkdtempSync(join(folder.path, 'stack-'));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(path, 'assets/module/1'), { recursive: true });
    writeFileSync(join(path, 'assets/module/1', name), content);
  }
  return path;
}

test('a stack without assets has none', () => {
  expect(assetsDigest(stackWith({}), {})).toBe('');
});

test('the digest depends on names and contents alone', () => {
  const digest = assetsDigest(stackWith({ 'a.tf': 'x', 'b.tf': 'y' }), {});
  expect(digest).toMatch(/^[0-9a-f]{64}$/);
  expect(assetsDigest(stackWith({ 'b.tf': 'y', 'a.tf': 'x' }), {})).toBe(digest);
  const others = [
    { 'a.tf': 'x', 'b.tf': 'z' },
    { 'a.tf': 'x', 'c.tf': 'y' },
    { 'a.tf': 'xb.tfy' },
    { 'a.tf': 'x', 'b.tf': 'y', 'c.tf': '' },
  ];
  expect(others.map((files) => assetsDigest(stackWith(files), {}))).not.toContain(digest);
});

test('a link is where it leads to, not what is there', () => {
  const path = stackWith({ 'a.tf': 'x' });
  const before = assetsDigest(path, {});
  symlinkSync('/nowhere', join(path, 'assets/module/1/link.tf'));
  expect(assetsDigest(path, {})).not.toBe(before);
});

test('what was read of a module is in the document, and its other files do not have the name of its folder', () => {
  const document = (at: string) => ({
    module: { zones: { source: `./assets/zones/${at}`, '#document': { locals: {} } } },
  });
  const digest = (at: string, files: Readonly<Record<string, string>>): string => {
    const path = mkdtempSync(join(folder.path, 'stack-'));
    mkdirSync(join(path, 'assets/zones', at), { recursive: true });
    for (const [name, content] of Object.entries(files)) writeFileSync(join(path, 'assets/zones', at, name), content);
    return assetsDigest(path, document(at));
  };
  const before = digest('1', { 'main.tf': 'locals {}', 'README.md': 'Zones' });
  expect(digest('2', { 'main.tf': '# another', 'README.md': 'Zones' })).toBe(before);
  expect(digest('1', { 'main.tf': 'locals {}', 'README.md': 'More zones' })).not.toBe(before);
  expect(digest('1', { 'main.tf': 'locals {}' })).toBe('');
});
