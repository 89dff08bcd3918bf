import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { NotStored } from '../../../../okta-apps/local/org/commits';
import type { Policy } from '../../../../okta-apps/local/org/records';
import { startOrg, type LocalOrg } from '../../../../okta-apps/local/org/server';
import { openStore, type Store } from '../../../../okta-apps/local/org/store';
import { temporaryFolder } from '../../../support/temporary-folder';
import { ask, webApp } from './support/client';
import { failingDisk, type DiskCall } from './support/failing-disk';

const root = temporaryFolder();
const newFolder = () => mkdtempSync(join(root.path, 'org-'));

afterEach(() => {
  jest.restoreAllMocks();
});

/** What a start after a kill at this moment finds. */
async function afterKill<T>(folder: string, look: (store: Store) => T): Promise<T> {
  const copy = newFolder();
  cpSync(folder, copy, { recursive: true, filter: (file) => !/\.lock$|\.tmp$/.test(file) });
  const store = openStore(copy, undefined, '2026-01-01T00:00:00.000Z');
  await store.flush();
  const seen = look(store);
  await store.close();
  expect(readdirSync(copy)).toEqual(['org.json']);
  return seen;
}

const labels = ({ state }: Store) => state.apps.all().map(({ label }) => label);
const names = ({ state }: Store) => state.policies.all().map(({ name }) => name.slice(0, 5));

async function post(org: LocalOrg, label: string): Promise<number> {
  const { status } = await ask(org, 'POST', '/api/v1/apps', webApp(label));
  return status;
}

async function listed(org: LocalOrg): Promise<string[]> {
  const { status, body } = await ask(org, 'GET', '/api/v1/apps?limit=200');
  expect(status).toBe(200);
  return (body as { label: string }[]).map(({ label }) => label);
}

/** What fails in the first write of an org, and in a later one. */
const FIRST = ['open', 'writeFile', 'sync', 'rename'] as const satisfies DiskCall[];
const LATER = ['write', 'datasync'] as const satisfies DiskCall[];

describe.each(['ENOSPC', 'EDQUOT'])('a disk that answers %s', (code) => {
  test.each([
    ...FIRST.map((call) => ['the first', call, [] as string[]] as const),
    ...LATER.map((call) => ['a later', call, ['before']] as const),
    ...LATER.map((call) => ['a later, which cannot be removed again,', call, ['before']] as const),
  ])(
    'to %s write, in %s: 507, nothing is changed, and all is well when it has space again',
    async (when, call, kept) => {
      const folder = newFolder();
      const org = await startOrg({ folder });
      for (const label of kept) expect(await post(org, label)).toBe(200);
      await failingDisk((asked) =>
        asked === call || (asked === 'truncate' && when.includes('cut off')) ? code : undefined,
      );
      const refused = await ask(org, 'POST', '/api/v1/apps', webApp('refused'));
      expect(refused).toMatchObject({
        status: 507,
        body: {
          errorCode: 'E0000009',
          errorId: expect.stringMatching(/^oae/) as string,
          errorCauses: [
            { errorSummary: `Nothing was changed, because it could not be stored: ${code}: not today, ${call}` },
          ],
        },
      });
      expect(await listed(org)).toEqual(kept);
      jest.restoreAllMocks();
      if (!when.includes('cut off')) expect(await afterKill(folder, labels)).toEqual(kept);
      expect(await post(org, 'after')).toBe(200);
      expect(await afterKill(folder, labels)).toEqual([...kept, 'after']);
      expect(await post(org, 'later')).toBe(200);
      expect(await listed(org)).toEqual([...kept, 'after', 'later']);
      expect(await afterKill(folder, labels)).toEqual([...kept, 'after', 'later']);
      await org.close();
      expect(readdirSync(folder)).toEqual(['org.json']);
    },
  );
});

test('many who write to a full disk are all refused, and all who read see what is stored', async () => {
  const org = await startOrg({ folder: newFolder() });
  expect(await post(org, 'stored')).toBe(200);
  await failingDisk(() => 'ENOSPC');
  const writers = Array.from({ length: 10 }, (_, n) => post(org, `refused ${String(n)}`));
  const readers = Array.from({ length: 10 }, () => listed(org));
  expect(new Set(await Promise.all(writers))).toEqual(new Set([507]));
  for (const seen of await Promise.all(readers)) expect(seen).toEqual(['stored']);
  jest.restoreAllMocks();
  await org.close();
});

test('an answer waits for the disk, and what waits together is synchronized once', async () => {
  const org = await startOrg({ folder: newFolder() });
  expect(await post(org, 'first')).toBe(200);
  let open = () => undefined as unknown;
  const gate = new Promise<void>(
    (resolve) =>
      (open = () => {
        resolve();
      }),
  );
  let syncs = 0;
  let answered = 0;
  const { datasync } = await heldSync(gate, () => (syncs += 1));
  const all = Array.from({ length: 20 }, async (_, n) => {
    expect(await post(org, `app ${String(n)}`)).toBe(200);
    answered += 1;
  });
  const deadline = Date.now() + 300;
  while (Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 20));
  expect({ syncs, answered }).toEqual({ syncs: 1, answered: 0 });
  open();
  await Promise.all(all);
  expect(syncs).toBeLessThanOrEqual(5);
  datasync.mockRestore();
  await org.close();
});

async function heldSync(gate: Promise<void>, count: () => void) {
  const { promises } = await import('node:fs');
  const handle = await promises.open(__filename);
  const prototype = Object.getPrototypeOf(handle) as { datasync: () => Promise<void> };
  await handle.close();
  const real = prototype.datasync;
  const datasync = jest.spyOn(prototype, 'datasync').mockImplementation(async function (this: unknown) {
    count();
    await gate;
    await real.call(this);
  });
  return { datasync };
}

/** Large enough that every second one makes the journal longer than it may be. */
const policy = (n: number) => ({
  id: `rst${String(n)}`,
  type: 'X',
  name: `${String(n).padStart(5, '0')}${'x'.repeat(600_000)}`,
});
const ROUNDS = 4;

/** Stores policies one after the other, a deletion among them, until the disk fails. @returns how many were stored */
async function storeAll(folder: string): Promise<number> {
  const store = openStore(folder, undefined, '2026-01-01T00:00:00.000Z');
  let stored = 0;
  try {
    await store.flush();
    for (let n = 1; n <= ROUNDS; n += 1) {
      await store.run(() => {
        store.state.policies.put(policy(n) as Policy);
        store.state.policies.delete(`rst${String(n - 2)}`);
      });
      stored = n;
    }
  } catch (error) {
    if (!(error instanceof NotStored) && (error as Error).name !== 'OrgError') throw error;
  } finally {
    await store.close().catch(() => undefined);
  }
  return stored;
}

test('a journal that grows long is folded into the state file while the org runs', async () => {
  const folder = newFolder();
  const store = openStore(folder, undefined, '2026-01-01T00:00:00.000Z');
  await store.flush();
  const sizes: number[] = [];
  for (let n = 1; n <= ROUNDS; n += 1) {
    await store.run(() => store.state.policies.put(policy(n) as Policy));
    sizes.push(statSync(join(folder, 'org.json')).size);
  }
  expect(sizes[0]).toBeLessThan(1000);
  expect(sizes.at(-1)).toBeGreaterThan(1_000_000);
  expect(await afterKill(folder, names)).toEqual(
    Array.from({ length: ROUNDS }, (_, n) => policy(n + 1).name.slice(0, 5)),
  );
  await store.close();
});

test('a folder without room to fold the journal keeps its journal', async () => {
  const folder = newFolder();
  const store = openStore(folder, undefined, '2026-01-01T00:00:00.000Z');
  await store.flush();
  await store.run(() => store.state.policies.put(policy(1) as Policy));
  await failingDisk((call) => (call === 'writeFile' ? 'ENOSPC' : undefined));
  for (const n of [2, 3, 4]) await store.run(() => store.state.policies.put(policy(n) as Policy));
  expect(await afterKillWithDisk(folder)).toEqual(['00001', '00002', '00003', '00004']);
  await store.close();
});

async function afterKillWithDisk(folder: string): Promise<string[]> {
  jest.restoreAllMocks();
  return afterKill(folder, names);
}

test('a kill at any call of the system loses nothing that was stored, and shows no half of a change', async () => {
  let calls = 0;
  await failingDisk(() => {
    calls += 1;
    return undefined;
  });
  const whole = newFolder();
  expect(await storeAll(whole)).toBe(ROUNDS);
  jest.restoreAllMocks();
  expect(calls).toBeGreaterThan(40);
  for (let at = 1; at <= calls; at += 1) {
    const folder = newFolder();
    let call = 0;
    // A dead process makes no further calls.
    await failingDisk(() => ((call += 1) >= at ? 'EIO' : undefined));
    const stored = await storeAll(folder);
    jest.restoreAllMocks();
    const found = await afterKill(folder, names);
    const states = [stored, stored + 1].map((n) =>
      [n - 1, n].filter((one) => one > 0).map((one) => policy(one).name.slice(0, 5)),
    );
    expect(states).toContainEqual(found);
    rmSync(folder, { recursive: true });
  }
});

test('a line in the middle that was changed stops the start, with file and line, and the files stay', async () => {
  const folder = newFolder();
  const org = await startOrg({ folder });
  for (const label of ['one', 'two']) expect(await post(org, label)).toBe(200);
  const copy = join(newFolder(), 'copy');
  mkdirSync(copy, { mode: 0o700 });
  const journal = join(copy, 'org.journal');
  for (const name of ['org.json', 'org.journal']) cpSync(join(folder, name), join(copy, name));
  await org.close();
  const { writeFileSync } = await import('node:fs');
  const text = readFileSync(journal, 'utf8').replace('"one"', '"two"');
  writeFileSync(journal, text);
  await expect(startOrg({ folder: copy })).rejects.toMatchObject({
    name: 'OrgError',
    message: expect.stringContaining(`${journal} is corrupted in line 2 (its checksum does not match): `) as string,
  });
  expect(readFileSync(journal, 'utf8')).toBe(text);
});
