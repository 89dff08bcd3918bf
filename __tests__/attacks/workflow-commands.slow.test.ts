import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { startCli } from '../support/cli-process';
import { temporaryFolder } from '../support/temporary-folder';

// While commands are stopped, a job takes none, also not those of its next steps: whatever ends the process, they have
// to be resumed. `kill -9` runs no handler, so after it the rest of that step's job has no commands.
const folder = temporaryFolder();

jest.setTimeout(30_000);

function start() {
  const cwd = mkdtempSync(join(folder.path, 'job-'));
  return startCli(['org', '--data', join(cwd, 'org')], {
    cwd,
    env: { GITHUB_ACTIONS: 'true', OKTA_PROD_APPLY_TOKEN: 'canary-4711-secret' },
  });
}

/** The last line of the log, and the one that the last stop asks for. */
function ends(stderr: string) {
  const lines = stderr.trimEnd().split('\n');
  const token = [...stderr.matchAll(/^::stop-commands::([0-9a-f]{32})$/gm)].at(-1)?.[1] ?? 'no token';
  return { last: lines.at(-1), resume: `::${token}::`, masked: lines.includes('::add-mask::canary-4711-secret') };
}

test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('after %s the commands of the job are resumed', async (signal) => {
  const { child, says, ended } = start();
  await says('http://');
  child.kill(signal);
  const { stderr } = await ended;
  const { last, resume, masked } = ends(stderr);
  expect({ last, masked }).toEqual({ last: resume, masked: true });
});

test('a signal at once, and a second one, leave none stopped either', async () => {
  const { child, says, ended } = start();
  await says('::stop-commands::');
  child.kill('SIGTERM');
  child.kill('SIGTERM');
  const { stderr } = await ended;
  const { last, resume } = ends(stderr);
  expect(last).toBe(resume);
});
