import { knownRules, type KnownSubject } from '../../../../okta-apps/review/change-rules/known-rules';
import { knownFault } from '../../../../okta-apps/review/known';
import type { KnownChange } from '../../../../okta-apps/shared/environment-rules';
import { testRules } from '../support/rule-cases';
import { reviewOf } from '../support/reviews';

const entry = (values: Partial<KnownChange> = {}): KnownChange => ({
  type: 'okta_group_rule',
  reason: 'The HR sync writes them.',
  expires: '2027-03-31',
  ...values,
});
const subject = (values: Partial<KnownChange> = {}): KnownSubject => {
  const known = entry(values);
  return { place: {}, production: true, known, fault: knownFault(known, '2026-11-21') };
};
const says = (must: string, values: Partial<KnownChange>, todo: string) => {
  const { type, attribute, expires } = entry(values);
  return `rules.known must ${must}, got ${JSON.stringify({ type, attribute, expires })}; ${todo}`;
};
const ONE = 'have the name of one type, and of one attribute at most';
const EACH = 'write one entry for each type';

testRules(knownRules, {
  'known/expired': {
    good: [['its last day', subject({ expires: '2026-11-21' })]],
    bad: [
      [
        'the day after',
        subject({ expires: '2026-11-20' }),
        [says('be renewed or removed', { expires: '2026-11-20' }, 'decide again, and set a new expiry day')],
      ],
    ],
  },
  'known/invalid': {
    good: [
      ['one type', subject()],
      ['a type of another provider', subject({ type: 'aws_iam_role' })],
      ['an expired one, of which another rule speaks', subject({ expires: '2026-11-20' })],
    ],
    bad: [
      ['a wildcard', subject({ type: 'okta_*' }), [says(ONE, { type: 'okta_*' }, EACH)]],
      ['several attributes', subject({ attribute: 'a, b' }), [says(ONE, { attribute: 'a, b' }, EACH)]],
      [
        'a type that gives power',
        subject({ type: 'okta_group_role' }),
        [
          says(
            'have no type that gives power over the org',
            { type: 'okta_group_role' },
            'write a waiver for the rule and the address instead',
          ),
        ],
      ],
      [
        'scopes of the management API',
        subject({ type: 'okta_app_oauth_api_scope' }),
        [
          says(
            'have no type that gives power over the org',
            { type: 'okta_app_oauth_api_scope' },
            'write a waiver for the rule and the address instead',
          ),
        ],
      ],
      ['no reason', subject({ reason: '' }), [says('say why', {}, 'write why these changes need no finding')]],
      [
        'no day',
        subject({ expires: 'soon' }),
        [says('have a last day, YYYY-MM-DD', { expires: 'soon' }, 'write the last day on which it holds')],
      ],
    ],
  },
  'known/unknown-type': {
    good: [
      ['a type that is listed', subject()],
      ['a new type of Okta', subject({ type: 'okta_badge' })],
    ],
    bad: [
      [
        'a type with a slip',
        subject({ type: 'okta_group_rules' }),
        [says('have a type that exists', { type: 'okta_group_rules' }, 'write "okta_group_rule" if that is meant')],
      ],
    ],
  },
});

it('is a finding of the review', () => {
  const { findings } = reviewOf([], { rules: { prod: { known: [entry({ expires: '2026-11-20' })] } } });
  expect(findings).toMatchObject([
    { rule: 'known/expired', value: '{"type":"okta_group_rule","expires":"2026-11-20"}' },
  ]);
});
