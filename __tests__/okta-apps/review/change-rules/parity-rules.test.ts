import { parityRules, type ParitySubject } from '../../../../okta-apps/review/change-rules/parity-rules';
import { parityOf } from '../../../../okta-apps/review/parity';
import { testRules } from '../support/rule-cases';

const ROW: ParitySubject['row'] = {
  address: 'okta_app_oauth.web',
  attribute: 'pkce_required',
  values: [
    { environment: 'staging', production: false, value: 'true' },
    { environment: 'prod', production: true, value: 'false' },
  ],
};

it('has nothing to say where there is no row', () => {
  expect(parityOf([])).toEqual([]);
});

describe('a row of the parity table', () => {
  testRules(parityRules, {
    'parity/production-differs': {
      good: [],
      bad: [
        [
          'what differs',
          { place: {}, production: true, row: ROW },
          [
            'pkce_required must be the same in production as elsewhere, got {"staging":"true","prod":"false"}; align them, or document the difference',
          ],
        ],
      ],
    },
  });
});
