import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { watchCode, type CodeWatcher } from '../../../../okta-apps/run/watch/watch-files';
import { temporaryFolder } from '../../../support/temporary-folder';
import { until } from '../../../support/until';

const folder = temporaryFolder();
/** Longer than the time after which a burst of events is over. */
const QUIET_MS = 250;

let root: string;
let edits: number;
let watcher: CodeWatcher;

beforeEach(async () => {
  root = mkdtempSync(join(folder.path, 'project-'));
  for (const name of ['stacks', 'env', 'cdktf.out', 'node_modules/x', '.okta-local'])
    mkdirSync(join(root, name), { recursive: true });
  writeFileSync(join(root, 'stacks/shop.ts'), 'a');
  await sleep(50);
  edits = 0;
  watcher = watchCode(root, { without: [join(root, 'cdktf.out')] }, () => {
    edits += 1;
  });
});

afterEach(() => {
  watcher.close();
});

const countedUpTo = async (count: number) => {
  await until(() => edits >= count);
  await sleep(QUIET_MS);
  expect(edits).toBe(count);
};

test('a save is one edit, and so are many in a row', async () => {
  writeFileSync(join(root, 'stacks/shop.ts'), 'b');
  await countedUpTo(1);
  for (let at = 0; at < 20; at += 1) writeFileSync(join(root, 'env/local.ts'), String(at));
  await countedUpTo(2);
});

/** Under load, the events of one action may come in two bursts. */
const seen = async (act: () => void) => {
  const before = edits;
  act();
  await until(() => edits > before);
  await sleep(QUIET_MS);
};

test('editors that write another file and rename it are seen each time', async () => {
  for (let at = 1; at <= 3; at += 1) {
    writeFileSync(join(root, `stacks/.shop.ts.${at}~`), String(at));
    await seen(() => {
      renameSync(join(root, `stacks/.shop.ts.${at}~`), join(root, 'stacks/shop.ts'));
    });
  }
  expect(edits).toBeGreaterThanOrEqual(3);
});

test('a folder that is new is watched, and one that goes ends nothing', async () => {
  await seen(() => {
    mkdirSync(join(root, 'stacks/teams'));
  });
  await seen(() => {
    writeFileSync(join(root, 'stacks/teams/desk.ts'), 'a');
  });
  await seen(() => {
    rmSync(join(root, 'stacks/teams'), { recursive: true });
  });
  await seen(() => {
    writeFileSync(join(root, 'main.ts'), 'a');
  });
  expect(edits).toBeGreaterThanOrEqual(4);
});

test('what a synth, an editor or the org writes is no edit', async () => {
  for (const name of [
    'cdktf.out/a.json',
    'node_modules/x/a.js',
    '.okta-local/a.json',
    'stacks/.shop.ts.swp',
    'notes.md',
  ])
    writeFileSync(join(root, name), 'x');
  await sleep(2 * QUIET_MS);
  expect(edits).toBe(0);
});

test('nothing is told after it was closed', async () => {
  writeFileSync(join(root, 'stacks/shop.ts'), 'b');
  watcher.close();
  await sleep(QUIET_MS);
  expect(edits).toBe(0);
});
