import { testRecordings } from '../../../support/recording-cases';

describe('the provider endpoint', () => {
  testRecordings(['10-plan-time-errors', '19-apply-time-errors', '22-rate-limit']);
});
