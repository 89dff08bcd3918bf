import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readRecord } from '../../../okta-apps/run/record/apply-record';
import { fakeProgram } from '../../support/fake-program';
import { dataStack, plainProject } from '../../support/plain-project';
import { runCli } from '../../support/run-cli';
import { temporaryFolder } from '../../support/temporary-folder';

const folder = temporaryFolder();
const env = { ACME_APPLY: 'apply-token-90ab', GITHUB_ACTOR: 'mona', CI_JOB_URL: 'https://ci.acme.dev/jobs/7' };
const OWN = 'cdktf.out/records/shop-dev.jsonl';
const RECORDS = 'logs/dev.jsonl';

function project(input: unknown = 1) {
  const stacks = (value: unknown) => ({
    'shop-dev': { terraform: dataStack({ web: value }), manifest: { records: RECORDS } },
  });
  const { folder: cwd, change } = plainProject(folder.path, stacks(input));
  const apply = (...args: readonly string[]) => runCli(['apply', '--auto-approve', ...args], { cwd, env });
  const records = (name: string) => readFileSync(join(cwd, name), 'utf8').trimEnd().split('\n').map(readRecord);
  const set = (value: unknown): void => {
    change(stacks(value));
  };
  return { cwd, apply, records, set };
}

test('every apply leaves a record of its begin and one of its end, in two places; an empty one leaves none', async () => {
  const { cwd, apply, records, set } = project();
  for (const input of [1, 1, 2]) {
    set(input);
    expect(await apply()).toMatchObject({ code: 0 });
  }
  expect(records(OWN)).toEqual(records(RECORDS));
  const ends = records(OWN).filter((record) => record?.outcome !== 'started');
  expect(records(OWN).map((record) => [record?.apply, record?.outcome])).toEqual(
    ends.flatMap((record) => [
      [record?.apply, 'started'],
      [record?.apply, 'applied'],
    ]),
  );
  expect(ends).toEqual([
    expect.objectContaining({
      stack: 'shop-dev',
      environment: 'dev',
      org: 'acme-dev.oktapreview.com',
      outcome: 'applied',
      reviewed: false,
      by: 'mona',
      job: 'https://ci.acme.dev/jobs/7',
      requests: [],
      approvedBy: [],
      tool: expect.objectContaining({ name: 'okta-oidc-cdktf' }) as unknown,
      changes: [expect.objectContaining({ address: 'terraform_data.web', kind: 'create', before: null })],
    }),
    expect.objectContaining({
      changes: [expect.objectContaining({ kind: 'update', before: expect.objectContaining({ input: 1 }) as unknown })],
    }),
  ]);
  expect(existsSync(join(cwd, 'cdktf.out/run/shop-dev'))).toBe(true);
});

test('a place that cannot be appended to stops the apply before anything is applied, by name', async () => {
  const { cwd, apply } = project();
  mkdirSync(join(cwd, RECORDS), { recursive: true });
  const { code, stderr } = await apply();
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: `The record of the apply could not be written: ${RECORDS} (EISDIR)\nNothing was applied. Make these files \
writable for this user, or specify another file in env/ (records)\n`,
  });
  expect(existsSync(join(cwd, 'state/shop-dev.tfstate'))).toBe(false);
});

/** A terraform that does something before each of its commands of one name. */
function terraformBefore(command: string, script: string): string {
  const real = process.env['TERRAFORM_BINARY_NAME'] ?? 'terraform';
  const { path } = fakeProgram(
    folder.path,
    `terraform-with-a-script-before-${command}`,
    `const { copyFileSync, mkdirSync, rmSync } = require('node:fs');
const { spawnSync } = require('node:child_process');
if (args[0] === '${command}') { ${script} }
const { status } = spawnSync(${JSON.stringify(real)}, args, { stdio: 'inherit' });
process.exitCode = status;`,
  );
  return path;
}

/** Puts a folder in the place of a file. */
const folderInPlace = (file: string): string => `rmSync(${JSON.stringify(file)}); mkdirSync(${JSON.stringify(file)});`;

test('a place that does not take the begin stops the apply of the stack: nothing is applied, and where it was written it has an end', async () => {
  const { cwd, records } = project();
  const program = terraformBefore('plan', folderInPlace(join(cwd, RECORDS)));
  const { code, stdout } = await runCli(['apply', '--auto-approve'], {
    cwd,
    env: { ...env, TERRAFORM_BINARY_NAME: program },
  });
  expect({ code, last: stdout.trimEnd().split('\n').at(-1) }).toEqual({
    code: 3,
    last:
      `shop-dev: the record of this apply could not be written: ${RECORDS} (EISDIR); make the file writable for this ` +
      'user, or specify another file in env/ (records)',
  });
  expect(existsSync(join(cwd, 'state/shop-dev.tfstate'))).toBe(false);
  const [begin, end] = records(OWN);
  expect([begin?.outcome, end]).toEqual(['started', { ...begin, at: end?.at, outcome: 'refused' }]);
});

test('a record that can no longer be appended after the apply is reported with its line, and the exit code is 1', async () => {
  const { cwd, records } = project();
  // While it applies, the place has the begin already; then a folder takes the place of the file.
  const [place, begun] = [RECORDS, 'begun.jsonl'].map((name) => join(cwd, name)) as [string, string];
  const copy = `copyFileSync(${JSON.stringify(place)}, ${JSON.stringify(begun)});`;
  const program = terraformBefore('apply', `${copy} ${folderInPlace(place)}`);
  const { code, stdout, stderr } = await runCli(['apply', '--auto-approve'], {
    cwd,
    env: { ...env, TERRAFORM_BINARY_NAME: program },
  });
  expect({ code, end: stdout.trimEnd().split('\n').slice(-2) }).toEqual({
    code: 1,
    end: ['shop-dev: applied (1 created)', 'Planned again: nothing to change.'],
  });
  const [, line = ''] =
    /^shop-dev: the record of this apply could not be written: logs\/dev\.jsonl \(EISDIR\)\. Append this line there: (.*)$/m.exec(
      stderr,
    ) ?? [];
  expect(readRecord(line)).toEqual(records(OWN)[1]);
  expect(records('begun.jsonl')).toEqual([records(OWN)[0]]);
});

test('an apply that left no end is named by the next one, until one succeeds', async () => {
  const { cwd, apply, records, set } = project();
  await apply();
  const file = join(cwd, OWN);
  const [begin = ''] = readFileSync(file, 'utf8').split('\n');
  for (const name of [OWN, RECORDS]) writeFileSync(join(cwd, name), `${begin}\n`);
  const { at } = records(OWN)[0] ?? {};
  set(2);
  expect(await apply()).toMatchObject({
    code: 0,
    stderr: expect.stringContaining(
      `shop-dev: the apply of ${String(at)} by mona (https://ci.acme.dev/jobs/7) did not end, or still runs. What it did \
is not known; the plan shows what is left of it. It had planned:\n  create terraform_data.web\n`,
    ) as unknown,
  });
  expect((await apply()).stderr).not.toContain('did not end');
});

test('with a given folder, records are beside it: it can be applied again, and what it says of records is not read', async () => {
  const { cwd, apply, records } = project();
  await apply();
  const [begin = ''] = readFileSync(join(cwd, OWN), 'utf8').split('\n');
  writeFileSync(join(cwd, OWN), `${begin}\n`);
  rmSync(join(cwd, RECORDS));
  rmSync(join(cwd, 'state'), { recursive: true });
  const first = await apply('--assembly', 'cdktf.out');
  expect(first).toMatchObject({ code: 0, stderr: expect.not.stringContaining('did not end') as unknown });
  expect(await apply('--assembly', 'cdktf.out')).toMatchObject({ code: 0 });
  expect(readFileSync(join(cwd, OWN), 'utf8')).toBe(`${begin}\n`);
  expect(records('okta-apps-records/shop-dev.jsonl').map((record) => record?.outcome)).toEqual(['started', 'applied']);
});

test('the digest of the engine is that of the program that applies', async () => {
  const { apply, records } = project();
  await apply();
  const [record] = records(OWN);
  const places = (process.env['PATH'] ?? '').split(':').map((one) => join(one, 'terraform'));
  const file = places.find((place) => existsSync(place)) ?? '';
  expect(record?.engine.digest).toBe(createHash('sha256').update(readFileSync(file)).digest('hex'));
  expect(record?.tool.digest).toMatch(/^[0-9a-f]{64}$/);
});

test('no secret is in a record: not in a value, not in a known one', async () => {
  const { cwd, apply, set } = project();
  set({ note: `token ${env.ACME_APPLY}` });
  await apply();
  for (const name of [OWN, RECORDS]) {
    const text = readFileSync(join(cwd, name), 'utf8');
    expect(text).not.toContain(env.ACME_APPLY);
    expect(text).toContain('(sensitive)');
  }
});
