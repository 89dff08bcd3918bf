import { testRecordings } from '../../../support/recording-cases';

describe('the provider endpoint', () => {
  testRecordings([
    '02-full-web',
    '03-client-id-change-replaces',
    '04-omit-secret-true-to-false-replaces',
    '06-write-only-secret-kept',
    '07-status-inactive',
    '08-static-refresh-token',
    '09-private-key-jwt',
    '10-plan-time-errors',
    '11-import-existing',
    '13-drift-unseen',
    '14-deleted-outside',
    '15-trusted-origin',
    '17-groups-claim',
    '18-three-apps-outputs',
    '19-apply-time-errors',
    '21-forbidden',
    '22-rate-limit',
    '23-server-error',
    '24-group-assignment',
    '25-extra-group-outside',
    '26-group-prefix',
    '27-skip-policy',
    '32-write-only-version-away',
  ]);
});
