import { ownPackage, ownVersion, rulesPageOf } from '../../../okta-apps/shared/own-package';

it('reads the package of the tool, from its sources too', () => {
  expect(ownPackage()['name']).toBe('okta-oidc-cdktf');
  expect(ownVersion()).toMatch(/^\d+\.\d+\.\d+$/);
});

it.each([
  ['https://github.com/acme/okta-oidc-cdktf', 'https://github.com/acme/okta-oidc-cdktf'],
  [{ type: 'git', url: 'git+https://github.com/acme/okta-oidc-cdktf.git' }, 'https://github.com/acme/okta-oidc-cdktf'],
  ['https://gitlab.example.com/group/sub/tool.git', 'https://gitlab.example.com/group/sub/tool'],
])('links to the rules in the repository %j', (repository, web) => {
  expect(rulesPageOf({ repository })).toBe(`${web}/blob/HEAD/docs/review-rules.md`);
});

it.each([
  [undefined],
  [{}],
  ['git@github.com:acme/tool.git'],
  ['http://github.com/acme/tool'],
  ['https://user:pass@github.com/acme/tool'],
  ['https://github.com/acme'],
  ['https://github.com/acme/tool)](https://evil.test'],
])('links nowhere for %j', (repository) => {
  expect(rulesPageOf({ repository })).toBeUndefined();
});
