import { existsSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { removeLocalFolder } from '../../../okta-apps/run/local-org';
import { UserError } from '../../../okta-apps/shared/errors';
import { temporaryFolder } from '../../support/temporary-folder';

const folder = temporaryFolder();

function project(): string {
  return mkdtempSync(join(folder.path, 'project-'));
}

test('the org’s data and the state go; there is nothing to do where there is none', async () => {
  const path = project();
  mkdirSync(join(path, '.okta-local/org'), { recursive: true });
  mkdirSync(join(path, '.okta-local/state'));
  expect(await removeLocalFolder(path)).toBe(true);
  expect(existsSync(join(path, '.okta-local'))).toBe(false);
  expect(await removeLocalFolder(path)).toBe(false);
});

test('a folder that holds anything else is left alone', async () => {
  const path = project();
  mkdirSync(join(path, '.okta-local/org'), { recursive: true });
  writeFileSync(join(path, '.okta-local/thesis.txt'), 'mine');
  await expect(removeLocalFolder(path)).rejects.toThrow(
    new UserError(
      `${join(path, '.okta-local')} is not deleted: thesis.txt does not belong to okta-apps; move it elsewhere first`,
    ),
  );
  expect(existsSync(join(path, '.okta-local/org'))).toBe(true);
});

test('a link is not followed', async () => {
  const path = project();
  const elsewhere = project();
  mkdirSync(join(elsewhere, 'org'));
  symlinkSync(elsewhere, join(path, '.okta-local'));
  await expect(removeLocalFolder(path)).rejects.toThrow(
    new UserError(
      `${join(path, '.okta-local')} is not deleted: .okta-local does not belong to okta-apps; move it elsewhere first`,
    ),
  );
  expect(existsSync(join(elsewhere, 'org'))).toBe(true);
});
