import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stackCode } from '../../../okta-apps/project/base-stacks';
import { findProject } from '../../../okta-apps/project/find-project';
import { withAssembly } from '../../../okta-apps/project/given-assembly';
import { readWholeAssembly } from '../../../okta-apps/project/assembly';
import { readPlaces } from '../../../okta-apps/project/stack-places';
import { checkFolder } from '../../../okta-apps/document/check-folder';
import { plainProject, writeAssembly } from '../../support/plain-project';
import { temporaryFolder } from '../../support/temporary-folder';

const folder = temporaryFolder();
const FILE = 'okta-apps.places.json';
const text = (line: number) =>
  JSON.stringify({ version: 1, resources: { 'okta_app_oauth.web': [0, line] }, files: ['stacks/shop.ts'] });

const own = () => mkdtempSync(join(folder.path, 'stack-'));

test('an assembly of another job may have places, and no check, digest or comparison knows them', async () => {
  const { folder: cwd } = plainProject(folder.path, {});
  const given = join(cwd, 'given');
  writeAssembly(given, { 'shop-dev': {} });
  const stack = join(given, 'stacks/shop-dev');
  const code = () => stackCode(readWholeAssembly(given, 'given').stacks[0]!);
  const without = code();
  for (const line of [7, 8]) {
    writeFileSync(join(stack, FILE), text(line));
    expect(withAssembly(findProject(cwd), 'given', { cwd }).outdir).toBe(given);
    expect(await checkFolder(stack, 'cdk.tf.json')).toEqual([]);
    expect(code()).toEqual(without);
    expect(readPlaces(stack)).toEqual({ resources: { 'okta_app_oauth.web': { file: 'stacks/shop.ts', line } } });
  }
});

test('no places are no mistake; anything else in their stead is unreadable', () => {
  expect(readPlaces(own())).toBeUndefined();
  const [broken, link, folderInstead] = [own(), own(), own()];
  writeFileSync(join(broken, FILE), text(0));
  const secret = join(folder.path, 'secret.json');
  writeFileSync(secret, text(7));
  symlinkSync(secret, join(link, FILE));
  mkdirSync(join(folderInstead, FILE));
  expect([broken, link, folderInstead].map(readPlaces)).toEqual(['unreadable', 'unreadable', 'unreadable']);
});
