import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { scratchFolder } from '../../../okta-apps/shared/scratch-folder';
import { temporaryFolder } from '../../support/temporary-folder';

const folder = temporaryFolder();

test('is its owner’s alone, and takes away what a killed process of this machine left, and nothing else', async () => {
  const first = await scratchFolder(folder.path);
  expect(statSync(first).mode & 0o777).toBe(0o700);
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  const named = (name: string): string => join(folder.path, name);
  const dead = named(basename(first).replace(String(process.pid), String(pid)));
  const others = [
    'okta-apps-zzzz-1-abcdef',
    'okta-apps-x',
    `${basename(first).split('-').slice(0, 3).join('-')}-x`,
  ].map(named);
  for (const path of [dead, ...others]) mkdirSync(path);
  const second = await scratchFolder(folder.path);
  expect(existsSync(dead)).toBe(false);
  for (const path of [first, second, ...others]) expect(existsSync(path)).toBe(true);
});
