import { ownershipIn, withoutOwnership } from '../../../okta-apps/shared/ownership';

test('the owner is read of an object and of its JSON, and only where it is a text', () => {
  const profile = { team: 1, 'okta-apps': { owner: 'A', contact: 7, criticality: 'high', more: 'x' } };
  expect(ownershipIn(profile)).toEqual({ owner: 'A', criticality: 'high' });
  expect(ownershipIn(JSON.stringify(profile))).toEqual({ owner: 'A', criticality: 'high' });
  expect(withoutOwnership(profile)).toEqual({ team: 1, 'okta-apps': { contact: 7, more: 'x' } });
  expect(withoutOwnership({ 'okta-apps': { owner: 'A' }, team: 1 })).toEqual({ team: 1 });
});

test.each([undefined, null, 7, '', 'no JSON', '[]', [], { 'okta-apps': 'A' }, '{"okta-apps":null}'])(
  'a profile %j has no owner',
  (profile) => {
    expect(ownershipIn(profile)).toEqual({});
  },
);
