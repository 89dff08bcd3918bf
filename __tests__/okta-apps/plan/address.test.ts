import fc from 'fast-check';
import { anyCharacters } from '../../support/any-characters';
import { withoutKeys } from '../../../okta-apps/plan/address';

it.each([
  ['okta_app_oauth.web', 'okta_app_oauth.web'],
  ['okta_app_oauth.web[0]', 'okta_app_oauth.web'],
  ['okta_app_oauth.web["a"]', 'okta_app_oauth.web'],
  ['okta_app_oauth.web["a]b"]', 'okta_app_oauth.web'],
  ['okta_app_oauth.web["a\\"] [b"]', 'okta_app_oauth.web'],
  ['module.shop["a"].okta_app_oauth.web[1]', 'module.shop.okta_app_oauth.web'],
])('%s is an instance of %s', (address, block) => {
  expect(withoutKeys(address)).toBe(block);
});

it('leaves nothing of a key, whatever it is', () => {
  fc.assert(
    fc.property(fc.oneof(fc.nat(), fc.string(), anyCharacters()), (key) => {
      expect(withoutKeys(`okta_group.all[${JSON.stringify(key)}]`)).toBe('okta_group.all');
    }),
  );
});
