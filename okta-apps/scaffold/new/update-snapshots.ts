import { createRequire } from 'node:module';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Project } from '../../project/find-project';
import { inheritedBySynth } from '../../project/run-app';
import type { Io } from '../../shared/io';
import { runChild } from '../../terraform/child';

const GRACE_MS = 5_000;
const LEFT_OUT = ['node_modules', 'dist', '.git', '.okta-local'];
const SNAPSHOT = /^(.+)[\\/]__snapshots__[\\/]([^\\/]+)\.snap$/;

/**
 * Runs the tests whose snapshots list addresses of these stacks, and lets Jest write the snapshots again.
 *
 * @returns What to tell the user, and whether the snapshots are those of the code.
 */
export async function updateSnapshots(
  project: Project,
  stacks: readonly string[],
  io: Io,
): Promise<{ readonly ok: boolean; readonly text: string }> {
  const tests = await testsOf(project, stacks);
  if (tests.length === 0) return { ok: true, text: '' };
  const command = `npx jest --runTestsByPath ${tests.join(' ')} -u`;
  const jest = jestOf(project.folder);
  if (jest === undefined) {
    return {
      ok: false,
      text: `The snapshots of addresses are not updated: Jest is not installed. Install it, then run "${command}"\n`,
    };
  }
  const { code } = await runChild(process.execPath, [jest, '--runTestsByPath', ...tests, '-u'], {
    cwd: project.folder,
    env: inheritedBySynth(project, io.env),
    stop: io.stop,
    graceMs: GRACE_MS,
  });
  return code === 0
    ? { ok: true, text: `Updated the snapshots of ${tests.join(', ')}\n` }
    : { ok: false, text: `The files are written, but a test fails; run "${command}" to see why\n` };
}

/** Tests with a snapshot that holds an address of an app and the name of one of the stacks. */
async function testsOf({ folder, outdir }: Project, stacks: readonly string[]): Promise<readonly string[]> {
  const tests: string[] = [];
  for (const file of await snapshotsIn(folder, outdir)) {
    const [, parent = '', name = ''] = SNAPSHOT.exec(file) ?? [];
    const text = await readFile(file, 'utf8');
    if (!text.includes('okta_app_oauth.') || !stacks.some((stack) => text.includes(`"${stack}"`))) continue;
    tests.push(path.relative(folder, path.join(parent, name)).replaceAll('\\', '/'));
  }
  return tests.sort();
}

async function snapshotsIn(folder: string, outdir: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries) {
    const place = path.join(folder, entry.name);
    if (entry.isDirectory() && !LEFT_OUT.includes(entry.name) && place !== outdir) {
      found.push(...(await snapshotsIn(place, outdir)));
    } else if (entry.isFile() && SNAPSHOT.test(place)) found.push(place);
  }
  return found;
}

function jestOf(folder: string): string | undefined {
  try {
    const require = createRequire(path.join(folder, 'package.json'));
    return path.join(path.dirname(require.resolve('jest/package.json')), 'bin', 'jest.js');
  } catch {
    return undefined;
  }
}
