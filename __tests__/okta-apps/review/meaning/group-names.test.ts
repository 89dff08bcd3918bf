import { withGroupNames } from '../../../../okta-apps/review/meaning/group-names';

const ID = '00gbilling1234567890';
const difference = {
  attribute: 'group',
  words: 'groups',
  added: [`${ID} (priority 1)`, '00gother123456789012', `x${ID}`],
  removed: [ID],
  reordered: false,
  stateOnly: false,
};

test('a group that the plan read has its name beside its ID', () => {
  expect(withGroupNames([difference], { [ID]: 'Billing team' })).toEqual([
    {
      ...difference,
      added: [`Billing team (${ID}) (priority 1)`, '00gother123456789012', `x${ID}`],
      removed: [`Billing team (${ID})`],
    },
  ]);
});

test('without names nothing is different', () => {
  expect(withGroupNames([difference], {})).toEqual([difference]);
});
