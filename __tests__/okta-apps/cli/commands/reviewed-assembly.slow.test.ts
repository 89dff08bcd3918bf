import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { githubProjectOfTest, keepAssembly } from '../../../support/github-project';
import { runCli } from '../../../support/run-cli';
import { shop } from '../../../support/shop';

// Each rehearses with Terraform.
jest.setTimeout(90_000);

const project = githubProjectOfTest();
let merges: readonly string[];

const label = { label: 'Web shop' };
const NAMES = ['--assembly', 'assemblies'];
const short = (commit: string): string => commit.slice(0, 12);

/** Two merges, and what each commit synthesizes to. */
beforeEach(async () => {
  const { author, propose, merge } = project();
  merges = [label, { ...label, client_uri: 'http://localhost:3000' }].map((changed, at) =>
    merge(
      propose(`change-${at}`, () => {
        author.change(shop(changed));
      }),
    ),
  );
  for (const commit of [project().first, ...merges]) {
    project().fetch(commit);
    expect(await runCli(['synth'], { cwd: project().jobs })).toMatchObject({ code: 0 });
    keepAssembly(project(), commit);
    rmSync(join(project().jobs, 'cdktf.out'), { recursive: true });
  }
});

function forget(commit: string): string {
  const kept = join(project().jobs, 'assemblies', commit);
  rmSync(kept, { recursive: true });
  return kept;
}

test('with --assembly nothing of any commit is run', async () => {
  const { jobs, reviewed } = project();
  mkdirSync(join(jobs, 'bin'));
  writeFileSync(join(jobs, 'bin', 'node'), '#!/bin/sh\ntouch ran\n', { mode: 0o755 });
  const path = `${join(jobs, 'bin')}:${process.env['PATH'] ?? ''}`;
  expect(await reviewed(NAMES, { PATH: path })).toMatchObject({ code: 0 });
  expect(existsSync(join(jobs, 'ran'))).toBe(false);
});

test('a commit that is missing is an error with its whole id, also that of a merge in between', async () => {
  for (const commit of [project().first, ...merges]) {
    forget(commit);
    const { code, stdout, stderr } = await project().reviewed(NAMES);
    expect({ code, stdout, last: stderr.split('\n').at(-2) }).toEqual({
      code: 1,
      stdout: '',
      last: `There is no ${commit} in the folder of --assembly: put there what that commit synthesizes to`,
    });
    project().fetch(commit);
    await runCli(['synth'], { cwd: project().jobs });
    keepAssembly(project(), commit);
    rmSync(join(project().jobs, 'cdktf.out'), { recursive: true });
  }
});

test('a merge whose job could not synthesize is reviewed with the next one; what was applied last must synthesize', async () => {
  const [one = ''] = merges;
  const fail = (commit: string): void => {
    const kept = forget(commit);
    mkdirSync(kept);
    writeFileSync(join(kept, 'not-synthesized'), '');
  };
  fail(one);
  expect(await project().reviewed(NAMES)).toMatchObject({ code: 0 });
  fail(project().first);
  const { code, stderr } = await project().reviewed(NAMES);
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: `The commit ${short(project().first)} does not synthesize; the log of its synth job says why\n`,
  });
});
