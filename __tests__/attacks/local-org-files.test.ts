import { execFileSync } from 'node:child_process';
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { startOrg } from '../../okta-apps/local/org/server';
import { announce, orgFolderOf, runningOn, type RunningOrg } from '../../okta-apps/run/local-org';
import { replaceFile } from '../../okta-apps/shared/replace-file';
import { ask, webApp } from '../okta-apps/local/org/support/client';
import { temporaryFolder } from '../support/temporary-folder';

/** Files of the local org that a checkout, or another program of this user, may have prepared. */

const root = temporaryFolder();
const VICTIM = 'what must stay as it is\n';

/** A place with a folder for the org, and a file that no attack may change. */
interface Place {
  readonly folder: string;
  readonly victim: string;
  readonly parent: string;
}

function place(): Place {
  const parent = realpathSync(mkdtempSync(join(root.path, 'place-')));
  const folder = join(parent, 'org');
  mkdirSync(folder, { mode: 0o700 });
  const victim = join(parent, 'victim');
  writeFileSync(victim, VICTIM);
  return { folder, victim, parent };
}

/** Starts an org, writes something, and stops it. */
async function use(folder: string): Promise<void> {
  const org = await startOrg({ folder });
  try {
    const { status } = await ask(org, 'POST', '/api/v1/apps', webApp('Used'));
    expect(status).toBe(200);
  } finally {
    await org.close();
  }
}

function running(different: Partial<Record<keyof RunningOrg, unknown>> = {}): string {
  const org = { pid: process.pid, kind: 'org', url: 'http://127.0.0.1:9', token: 't', reattach: {}, ...different };
  return JSON.stringify(org);
}

describe('what is refused, by name', () => {
  test.each<[string, (at: Place) => void, RegExp]>([
    [
      'org.json is a symbolic link',
      ({ folder, victim }) => {
        symlinkSync(victim, join(folder, 'org.json'));
      },
      /org\.json is a symbolic link, which is not followed: put the file itself there$/,
    ],
    [
      'org.json is a symbolic link to nothing',
      ({ folder, parent }) => {
        symlinkSync(join(parent, 'made-by-it'), join(folder, 'org.json'));
      },
      /org\.json is a symbolic link, which is not followed/,
    ],
    [
      'org.json is a pipe without a writer',
      ({ folder }) => {
        execFileSync('mkfifo', [join(folder, 'org.json')]);
      },
      /org\.json cannot be read: it is no regular file$/,
    ],
    [
      'the folder is a symbolic link',
      ({ folder, parent }) => {
        const real = join(parent, 'real');
        mkdirSync(real);
        execFileSync('rmdir', [folder]);
        symlinkSync(real, folder);
      },
      /org is a symbolic link: replace it with a folder, or name the folder that it leads to$/,
    ],
    [
      'the lock is a folder',
      ({ folder }) => {
        mkdirSync(join(folder, 'org.lock'));
      },
      /org\.lock cannot be removed: /,
    ],
  ])('%s', async (_title, prepare, says) => {
    const at = place();
    prepare(at);
    await expect(startOrg({ folder: at.folder })).rejects.toMatchObject({
      name: 'OrgError',
      message: expect.stringMatching(says) as string,
    });
    expect(readFileSync(at.victim, 'utf8')).toBe(VICTIM);
    expect(readdirSync(at.parent).sort()).not.toContain('made-by-it');
  });

  test('a symbolic link in the place of the journal', async () => {
    const { folder, victim } = place();
    await use(folder);
    symlinkSync(victim, join(folder, 'org.journal'));
    await expect(startOrg({ folder })).rejects.toThrow(/org\.journal is a symbolic link, which is not followed/);
    expect(readFileSync(victim, 'utf8')).toBe(VICTIM);
  });

  test('a symbolic link in the place of .okta-local', async () => {
    const { parent } = place();
    const real = join(parent, 'real');
    mkdirSync(real);
    symlinkSync(real, join(parent, '.okta-local'));
    await expect(orgFolderOf(parent)).rejects.toThrow(/\.okta-local is a symbolic link: replace it with a folder$/);
    expect(readdirSync(real)).toEqual([]);
  });
});

describe('what has no effect', () => {
  test.each([
    'org.json.tmp',
    `org.json.${String(process.pid)}`,
    'org.journal.tmp',
    `org.lock.${String(process.pid)}`,
    'org.lock',
  ])('a symbolic link called %s', async (name) => {
    const { folder, victim } = place();
    symlinkSync(victim, join(folder, name));
    await use(folder);
    expect(readFileSync(victim, 'utf8')).toBe(VICTIM);
    expect(lstatSync(join(folder, 'org.json')).isFile()).toBe(true);
  });

  test.each([0, -1, -process.pid, 1.5, Number.NaN])('a lock of process %p', async (pid) => {
    const { folder } = place();
    writeFileSync(join(folder, 'org.lock'), JSON.stringify({ pid }));
    await use(folder);
    expect(readdirSync(folder)).toEqual(['org.json']);
  });

  test.each(['running.json', `running.json.${String(process.pid)}`])(
    'a symbolic link called %s, where an org is announced',
    async (name) => {
      const { folder, victim } = place();
      symlinkSync(victim, join(folder, name));
      await announce(folder, JSON.parse(running()) as RunningOrg);
      expect(readFileSync(victim, 'utf8')).toBe(VICTIM);
      expect(readFileSync(join(folder, 'running.json'), 'utf8')).toBe(`${running()}\n`);
    },
  );

  test.each(['lock.hcl', `lock.hcl.${String(process.pid)}`])(
    'a symbolic link called %s, where a file is replaced',
    async (name) => {
      const { folder, victim } = place();
      symlinkSync(victim, join(folder, name));
      await replaceFile(join(folder, 'lock.hcl'), 'new', { shown: 'lock.hcl' });
      expect(readFileSync(victim, 'utf8')).toBe(VICTIM);
      expect(readFileSync(join(folder, 'lock.hcl'), 'utf8')).toBe('new');
    },
  );
});

describe('announcements that count for nothing, although an org answers there', () => {
  test.each([{ pid: 0 }, { pid: -1 }, { pid: 1.5 }, { pid: '1' }])('%j', async (different) => {
    const { folder } = place();
    const { url, token, close } = await startOrg();
    writeFileSync(join(folder, 'running.json'), running({ url, token, ...different }));
    expect(await runningOn(folder)).toBeUndefined();
    writeFileSync(join(folder, 'running.json'), running({ url, token }));
    expect(await runningOn(folder)).toMatchObject({ pid: process.pid });
    await close();
  });

  test('one behind a symbolic link', async () => {
    const { folder, parent } = place();
    const { url, token, close } = await startOrg();
    writeFileSync(join(parent, 'elsewhere'), running({ url, token }));
    symlinkSync(join(parent, 'elsewhere'), join(folder, 'running.json'));
    expect(await runningOn(folder)).toBeUndefined();
    await close();
  });
});

describe('everyday uses', () => {
  test.each<[string, (at: Place) => string]>([
    ['an empty folder', ({ folder }) => folder],
    ['a folder that does not exist', ({ parent }) => join(parent, 'a', 'b')],
    [
      'a folder on a disk that a symbolic link leads to',
      ({ parent, folder }) => {
        symlinkSync(parent, join(parent, 'disk'));
        return join(parent, 'disk', folder.slice(parent.length));
      },
    ],
    [
      'a lock that a killed process left',
      ({ folder }) => {
        writeFileSync(join(folder, 'org.lock'), JSON.stringify({ pid: 2 ** 22 + 1 }));
        return folder;
      },
    ],
    [
      'files of a user beside it',
      ({ folder }) => {
        writeFileSync(join(folder, 'notes.txt'), '');
        return folder;
      },
    ],
  ])('%s', async (_title, prepare) => {
    const folder = prepare(place());
    await use(folder);
    expect(lstatSync(join(folder, 'org.json')).mode & 0o777).toBe(0o600);
    await use(folder);
  });

  test('a project without .okta-local, and one with it', async () => {
    const { parent } = place();
    const folder = join(parent, '.okta-local', 'org');
    expect(await orgFolderOf(parent)).toBe(folder);
    await use(folder);
    expect(await orgFolderOf(parent)).toBe(folder);
  });

  test('an announcement and a file that replace earlier ones', async () => {
    const { folder } = place();
    for (const token of ['one', 'two']) {
      await announce(folder, JSON.parse(running({ token })) as RunningOrg);
      await replaceFile(join(folder, 'lock.hcl'), token, { shown: 'lock.hcl', mode: 0o600 });
    }
    expect(readdirSync(folder).sort()).toEqual(['lock.hcl', 'running.json']);
    expect(readFileSync(join(folder, 'running.json'), 'utf8')).toContain('"two"');
    expect(readFileSync(join(folder, 'lock.hcl'), 'utf8')).toBe('two');
    expect(lstatSync(join(folder, 'lock.hcl')).mode & 0o777).toBe(0o600);
  });
});
