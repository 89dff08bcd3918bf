import { knownChangeRules } from '../../../rules/environment/known-changes';
import { environmentSubject } from '../../support/app-subject';
import { describeRules } from '../../support/rule-cases';

const known = (values: Readonly<Record<string, unknown>> = {}) => ({
  known: [{ type: 'okta_group_rule', reason: 'The HR sync writes them.', expires: '2027-03-31', ...values }],
});
const fault = (member: string, must: string, got: string, todo: string) =>
  `rules.known[0].${member} must ${must}, got ${got}; ${todo} [environment/known-change]`;

describeRules(
  knownChangeRules,
  {
    'environment/known-change': [
      { good: {} },
      { good: known() },
      { good: known({ attribute: 'expression_value' }) },
      {
        bad: known({ type: 'okta_*' }),
        says: fault(
          'type',
          'be the name of one type',
          '"okta_*"',
          'write it as in the finding, such as "okta_group_memberships"',
        ),
      },
      {
        bad: known({ attribute: ['a', 'b'] }),
        says: fault(
          'attribute',
          'be the name of one attribute',
          '["a","b"]',
          'write one entry for each attribute, or leave it out for all of them',
        ),
      },
      {
        bad: known({ reason: ' ', expires: '2027-02-30' }),
        says: [
          fault('reason', 'say why', '" "', 'write why its changes need no finding'),
          fault(
            'expires',
            'be a day as YYYY-MM-DD',
            '"2027-02-30"',
            'write the last day on which it holds, such as "2027-03-31"',
          ),
        ],
      },
      {
        bad: { known: [undefined] },
        says: [
          fault(
            'type',
            'be the name of one type',
            'undefined',
            'write it as in the finding, such as "okta_group_memberships"',
          ),
          fault('reason', 'say why', 'undefined', 'write why its changes need no finding'),
          fault(
            'expires',
            'be a day as YYYY-MM-DD',
            'undefined',
            'write the last day on which it holds, such as "2027-03-31"',
          ),
        ],
      },
    ],
  },
  (rules: object) => environmentSubject({ rules }),
);
