import { inSetOrder } from '../../../../../okta-apps/local/provider/sdk/resource-data';

it('orders a set as the recordings have it', () => {
  expect(inSetOrder(['authorization_code', 'password'])).toEqual(['password', 'authorization_code']);
  expect(inSetOrder(['magic', 'authorization_code'])).toEqual(['authorization_code', 'magic']);
  expect(inSetOrder(['client_credentials', 'refresh_token', 'authorization_code'])).toEqual([
    'authorization_code',
    'refresh_token',
    'client_credentials',
  ]);
});

it('has each element once', () => {
  expect(inSetOrder(['ä', 'ä', ''])).toHaveLength(2);
});
