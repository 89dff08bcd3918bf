import { temporaryFolder } from '../../../support/temporary-folder';
import { killLoop } from './support/kill-loop';

const folder = temporaryFolder();

test('an org that is killed forty times while six clients write has lost nothing that it answered', async () => {
  const { answered, lost } = await killLoop(folder.path, 40);
  expect(lost).toEqual([]);
  expect(answered).toBeGreaterThanOrEqual(40);
}, 300_000);
