import { testRecordings } from '../../../support/recording-cases';

// Of the recordings those that take less than a second; the others are in recordings.slow.test.ts.
describe('the provider endpoint', () => {
  testRecordings([
    '01-minimal-web',
    '02-full-web',
    '03-client-id-change-replaces',
    '04-omit-secret-true-to-false-replaces',
    '05-write-only-secret',
    '06-write-only-secret-kept',
    '07-status-inactive',
    '08-static-refresh-token',
    '09-private-key-jwt',
    '11-import-existing',
    '12-drift-label-and-uris',
    '13-drift-unseen',
    '14-deleted-outside',
    '15-trusted-origin',
    '16-group-assignments',
    '17-groups-claim',
    '18-three-apps-outputs',
    '20-org-refuses',
    '21-forbidden',
    '23-server-error',
    '24-group-assignment',
    '25-extra-group-outside',
    '26-group-prefix',
    '27-skip-policy',
    '30-update-drops-settings',
    '32-write-only-version-away',
  ]);
});
