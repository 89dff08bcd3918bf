import { lookUpRules, unknownRules, type LookUpSubject } from '../../../../okta-apps/review/change-rules/opening-rules';
import type { LookUp } from '../../../../okta-apps/review/look-ups';
import { testRules } from '../support/rule-cases';

function subject(more: Partial<LookUp> = {}): LookUpSubject {
  const lookUp: LookUp = {
    address: 'data.okta_group.billing',
    reads: 'data.okta_group.billing.id',
    kind: 'group',
    found: { value: '00g2', name: 'Billing' },
    differing: [],
    searches: [],
    ...more,
  };
  return { place: {}, production: true, lookUp };
}

const good = [['what the code asks for', subject()]] as const;

testRules(lookUpRules, {
  'look-up/other-name': {
    good,
    bad: [
      [
        'the beginning of a name',
        subject({ differing: [{ attribute: 'name', asked: 'Bill', found: 'Billing' }] }),
        [
          'name must be "Bill", got "Billing (00g2)"; create the object, or write its full name, exactly as it is in Okta',
        ],
      ],
      [
        'a name that has to be computed',
        subject({ differing: [{ attribute: 'name', found: 'Billing' }] }),
        [
          'name must be written in the code as a text, got "Billing (00g2)"; write the name itself, so that it can be compared with what is found',
        ],
      ],
    ],
  },
  'look-up/other-id': {
    good,
    bad: [
      [
        'a recreated group',
        subject({ earlier: '00g1' }),
        [
          'data.okta_group.billing.id must be 00g1, as at the last apply, got "00g2"; find out who recreated or renamed it and why; rename it back if this is not the one that is meant',
        ],
      ],
    ],
  },
  'look-up/several': {
    good,
    bad: [
      [
        'a search',
        subject({ searches: ['search'] }),
        ['look-up must match one object only, got ["search","00g2"]; look it up by its full name or by its ID'],
      ],
    ],
  },
  'look-up/late': {
    good,
    bad: [
      [
        'depends_on',
        subject({ late: true }),
        [
          'data.okta_group.billing.id must be known before the apply, got "known after apply"; remove its depends_on, or apply what it depends on first, in a separate change',
        ],
      ],
    ],
  },
});

test('a value that the code has to say blocks when it is not known', () => {
  expect(unknownRules.map(({ id, severity }) => [id, severity])).toEqual([['plan/unknown-value', 'block']]);
});
