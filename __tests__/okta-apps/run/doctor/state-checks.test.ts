import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fakeProgram, VERSION_ONLY } from '../../../support/fake-program';
import { plainProject } from '../../../support/plain-project';
import { runCli } from '../../../support/run-cli';
import { temporaryFolder } from '../../../support/temporary-folder';

const folder = temporaryFolder();
const S3 = { terraform: { backend: { s3: { bucket: 'acme-state', key: 'x', region: 'eu-west-1' } } } };

/** Runs the doctor for two stacks with a Terraform that does `init` and `untaint` like this. */
async function doctor(body: string, terraform: object = S3, left?: string) {
  const { folder: cwd } = plainProject(folder.path, { 'shop-dev': { terraform }, 'desk-dev': { terraform } });
  if (left !== undefined) {
    mkdirSync(join(cwd, 'cdktf.out/run', left), { recursive: true });
    writeFileSync(join(cwd, 'cdktf.out/run', left, 'errored.tfstate'), '{}');
  }
  const program = fakeProgram(cwd, 'terraform', `${VERSION_ONLY}\n${body}`);
  const env = { TERRAFORM_BINARY_NAME: program.path, AWS_SECRET_ACCESS_KEY: 'canary-aws-secret' };
  const { stdout } = await runCli(['doctor', '--env', 'dev'], { cwd, env });
  expect(stdout).not.toContain('canary');
  const lines = stdout.split('\n').filter((line) => line.includes('dev state'));
  return { cwd, calls: program.calls(), lines, last: stdout.trimEnd().split('\n').at(-1) };
}

function initSays(summary: string): string {
  const line = JSON.stringify({ type: 'diagnostic', diagnostic: { severity: 'error', summary, detail: '' } });
  return `if (args[0] === 'init') { console.log(${JSON.stringify(line)}); process.exitCode = 1; }`;
}

test('a state is read and locked, as a plan does, and nothing is written', async () => {
  const { lines, calls } = await doctor('');
  expect(lines).toEqual(['ok      dev state (s3): can be read and locked (desk-dev and shop-dev)']);
  const own = calls.filter(({ cwd }) => cwd.endsWith('shop-dev'));
  expect(own.map(({ args }) => args)).toEqual([
    ['init', '-input=false', '-json'],
    ['untaint', '-no-color', '-allow-missing', '-lock-timeout=0s', 'terraform_data.okta_apps_doctor'],
  ]);
  // The backend's own credential, and none of Okta.
  expect(own[0]?.env).toMatchObject({ AWS_SECRET_ACCESS_KEY: 'canary-aws-secret' });
  expect(Object.keys(own[0]?.env ?? {}).filter((name) => name.startsWith('OKTA_'))).toEqual([]);
});

test.each([
  [
    'No valid credential sources found',
    'missing dev state (s3): No valid credential sources found; no AWS credentials were found: set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (desk-dev and shop-dev)',
  ],
  [
    'operation error S3: ListObjectsV2, StatusCode: 403, api error AccessDenied: canary-aws-secret',
    'wrong   dev state (s3): operation error S3: ListObjectsV2, StatusCode: 403, api error AccessDenied: (sensitive); give these AWS credentials s3:ListBucket on the bucket, and s3:GetObject, s3:PutObject and s3:DeleteObject on the key of the state and on the key with .tflock (desk-dev and shop-dev)',
  ],
  [
    'something new',
    'wrong   dev state (s3): something new; check the backend in env/ and its credentials (desk-dev and shop-dev)',
  ],
])('what is missing is told apart from what is wrong: %s', async (said, line) => {
  expect((await doctor(initSays(said))).lines).toEqual([line]);
});

test('a lock that another run holds', async () => {
  const text = `
Error: Error acquiring the state lock

Error message: operation error S3: PutObject, https response error StatusCode: 412, api error
PreconditionFailed: At least one of the pre-conditions you specified did not hold
Lock Info:
  ID:        b4ff9b5e
  Path:      acme-state/x
  Operation: OperationTypeApply
  Who:       ann@build-7
  Version:   1.11.4
  Created:   2026-11-21 02:45:09.034741558 +0000 UTC
  Info:      


Terraform acquires a state lock to protect the state from being written
by multiple users at the same time.
`;
  const body = `if (args[0] === 'untaint') { console.error(${JSON.stringify(text)}); process.exitCode = 1; }`;
  expect((await doctor(body)).lines).toEqual([
    'wrong   dev state (s3): is locked by another run. ann@build-7 has held the lock since 2026-11-21 02:45:09 UTC, for an apply. ' +
      'Wait until that run has ended; if it has died, "okta-apps plan" says how to remove its lock. (desk-dev and shop-dev)',
  ]);
});

test('a state in a folder that every run empties is refused by plan, so it is wrong here', async () => {
  const { cwd, lines, calls } = await doctor('', { terraform: { backend: { local: { path: 'x.tfstate' } } } });
  const line = (stack: string) =>
    `wrong   dev state (local): its state would be ${cwd}/cdktf.out/run/${stack}/x.tfstate, in a folder that every run empties; ` +
    `set the path of its backend to a place outside the output folder, such as "../../../state/${stack}.tfstate" (${stack})`;
  expect(lines).toEqual([line('desk-dev'), line('shop-dev')]);
  expect(calls.filter(({ args }) => args[0] === 'init')).toEqual([]);
});

test('a state that an apply could not save stops every plan', async () => {
  const { cwd, lines, calls } = await doctor('', S3, 'shop-dev');
  expect(lines).toEqual([
    'ok      dev state (s3): can be read and locked (desk-dev)',
    `wrong   dev state (s3): an earlier apply could not save it, and left ${cwd}/cdktf.out/run/shop-dev/errored.tfstate (shop-dev)`,
  ]);
  expect(calls.filter((call) => call.cwd.endsWith('shop-dev'))).toEqual([]);
});
