import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { anyCharacters } from '../../support/any-characters';
import { inShell, withoutKeys } from '../../../okta-apps/plan/address';

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

it.each([
  ['okta_app_oauth.web-shop', 'okta_app_oauth.web-shop'],
  ['okta_app_oauth.web[0]', "'okta_app_oauth.web[0]'"],
  ['okta_app_oauth.web["a"]', `'okta_app_oauth.web["a"]'`],
  [`okta_app_oauth.web["o'neil; $(id)"]`, String.raw`'okta_app_oauth.web["o'\''neil; $(id)"]'`],
])('%s is %s for a shell, which reads it as it is', (address, argument) => {
  expect(inShell(address)).toBe(argument);
  expect(execFileSync('sh', ['-c', `printf %s ${argument}`], { encoding: 'utf8' })).toBe(address);
});
