import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { announce, loadOrgIfLikely } from '../../../okta-apps/run/local-org';
import { temporaryFolder } from '../../support/temporary-folder';

const folder = temporaryFolder();
const mockLoaded = jest.fn();

jest.mock('../../../okta-apps/local/org/server', () => {
  mockLoaded();
  return {};
});

test('the org is loaded ahead only where there is one, and none runs', async () => {
  await loadOrgIfLikely(folder.path);
  expect(mockLoaded).not.toHaveBeenCalled();

  const data = join(folder.path, '.okta-local/org');
  mkdirSync(data, { recursive: true });
  const other = join(folder.path, 'other');
  const otherData = join(other, '.okta-local/org');
  mkdirSync(otherData, { recursive: true });
  await announce(otherData, { pid: 1, kind: 'org', url: 'http://127.0.0.1:1', token: 'x', reattach: {} });
  await loadOrgIfLikely(other);
  expect(mockLoaded).not.toHaveBeenCalled();

  await loadOrgIfLikely(folder.path);
  expect(mockLoaded).toHaveBeenCalledTimes(1);
});
