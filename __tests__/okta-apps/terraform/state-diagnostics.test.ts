import type { Diagnostic } from '../../../okta-apps/plan/diagnostics';
import { explained, howToPush } from '../../../okta-apps/terraform/state-diagnostics';

const PLACE = { stack: 'shop-prod', folder: '/srv/shop/cdktf.out/stacks/shop-prod', command: 'terraform' };

function error(summary: string, detail: string): Diagnostic {
  return { severity: 'error', summary, detail };
}

function lockError(message: string, operation = 'OperationTypeApply'): Diagnostic {
  const info = [
    'ID:        b4ff9b5e-c5f3-1421-d69d-4501a71c20f7',
    'Path:      state/shop-prod.tfstate',
    `Operation: ${operation}`,
    'Who:       ann@build-7',
    'Version:   1.11.4',
    'Created:   2026-11-21 02:45:09.034741558 +0000 UTC',
    'Info:      ',
  ];
  const about = 'Terraform acquires a state lock to protect the state from being written\nby multiple users.';
  return error(
    'Error acquiring the state lock',
    `Error message: ${message}\nLock Info:\n  ${info.join('\n  ')}\n\n\n${about}`,
  );
}

const WAITED = 'This run waited 20 seconds and has changed nothing. Run it again when the other one has ended.';

test.each([
  [
    's3',
    'operation error S3: PutObject, StatusCode: 412, api error PreconditionFailed: At least one',
    'OperationTypeApply',
    'an apply',
  ],
  ['gcs', 'writing "gs://state/shop.tflock" failed: googleapi: Error 412: At least one', 'OperationTypePlan', 'a plan'],
  ['azurerm', 'state blob is already locked', 'OperationTypeApply', 'an apply'],
  ['local', 'resource temporarily unavailable', 'refresh', 'refresh'],
])(
  '%s: a lock that another run holds names that run and how to remove what it left',
  (_, message, operation, purpose) => {
    expect(explained([lockError(message, operation)], PLACE)).toEqual([
      error(
        'The state of shop-prod is locked by another run',
        `ann@build-7 has held the lock since 2026-11-21 02:45:09 UTC, for ${purpose}.
${WAITED}
If you are certain that it has died and left its lock behind, remove that:
  terraform -chdir=/srv/shop/cdktf.out/stacks/shop-prod force-unlock b4ff9b5e-c5f3-1421-d69d-4501a71c20f7`,
      ),
    ]);
  },
);

test('http: Terraform describes the run that failed, so only the id of the lock is taken', () => {
  const [said] = explained([lockError('HTTP remote state already locked: ID=bad97e8d')], PLACE);
  expect(said?.detail).toBe(`Another run holds the lock bad97e8d; the state's server does not say whose it is.
${WAITED}
If you are certain that it has died and left its lock behind, remove that:
  terraform -chdir=/srv/shop/cdktf.out/stacks/shop-prod force-unlock bad97e8d`);
  const [unnamed] = explained([lockError('HTTP remote state already locked, failed to unmarshal body')], PLACE);
  expect(unnamed?.detail).toBe(`Another run holds the lock; the state's server does not say whose it is.\n${WAITED}`);
});

test.each(['Already locked for workspace creation: default', 'Workspace is already locked: default'])(
  'pg, %s: there is nothing to remove, since the lock ends with its session',
  (message) => {
    const [said] = explained([lockError(message)], PLACE);
    expect(said?.detail).toBe(`Another session of the database holds the lock; PostgreSQL does not say whose it is.
${WAITED}
The lock ends with that session, also when its run dies.`);
  },
);

test('an error on the way to the lock, and any other, stays as it is', () => {
  const others = [lockError('AccessDenied: not authorized to perform s3:PutObject'), error('Invalid index', 'x')];
  expect(explained(others, PLACE)).toEqual(others);
});

const NOT_SAVED = error('Failed to save state', 'Error saving state: connection refused');

test('a state that could not be saved: where it is, and how to push it', () => {
  const backedUp = error(
    'Failed to persist state to backend',
    'the state has been written to the file "errored.tfstate"',
  );
  const release = error(
    'Error releasing the state lock',
    'Error message: connection refused\n\nTerraform acquires a lock',
  );
  expect(explained([NOT_SAVED, backedUp, release], PLACE)).toEqual([
    error(
      'The state of shop-prod could not be saved',
      `Error saving state: connection refused
Nothing is lost: Terraform wrote it to /srv/shop/cdktf.out/stacks/shop-prod/errored.tfstate. Keep that file.
${howToPush(PLACE)}`,
    ),
    error(
      'The lock on the state could not be released',
      'connection refused\nIf it is left behind, the next run says so, and how to remove it.',
    ),
  ]);
});

test('where Terraform could not even write the file, nothing says that it did', () => {
  const lost = error('Failed to persist state to backend', 'The error shown above; the state was printed instead.');
  expect(explained([NOT_SAVED, lost], PLACE)).toEqual([NOT_SAVED, lost]);
});

test('how to push is what a shell takes, also in a folder with a space', () => {
  expect(howToPush({ ...PLACE, folder: '/srv/my shop', command: '/opt/tofu' }))
    .toBe(`Another apply would create again what that one created, so push it as soon as the state can be reached:
  cd "/srv/my shop"
  /opt/tofu state push errored.tfstate
  rm errored.tfstate
If the push finds the lock of that apply, remove it first: /opt/tofu force-unlock <the ID that it names>`);
});

test('a plan that another run has overtaken: users of okta-apps have no plan file to look for', () => {
  expect(explained([error('Saved plan is stale', 'The given plan file can no longer be applied')], PLACE)).toEqual([
    error(
      'The state of shop-prod was changed by another run after this plan was made',
      'This run has changed nothing. Run okta-apps apply again to make a new plan.',
    ),
  ]);
});
