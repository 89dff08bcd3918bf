import { testRecordings } from '../../../support/recording-cases';

// One recording of each kind; the others are in recordings.slow.test.ts.
describe('the provider endpoint', () => {
  testRecordings([
    '01-minimal-web',
    '05-write-only-secret',
    '12-drift-label-and-uris',
    '16-group-assignments',
    '20-org-refuses',
    '30-update-drops-settings',
  ]);
});
