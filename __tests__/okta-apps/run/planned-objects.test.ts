import { isSet } from '../../../okta-apps/run/planned-objects';

/** A plan of an app whose code has an expression for `pkce_required`, and what Terraform makes of it. */
function plan(expressions: object, before: unknown, after: unknown) {
  const address = 'okta_app_oauth.web';
  const change = { actions: ['update'], before: { pkce_required: before }, after: { pkce_required: after } };
  return {
    resource_changes: [{ address, type: 'okta_app_oauth', change }],
    configuration: { root_module: { resources: [{ address, expressions }] } },
  };
}

const reference = { references: ['local.pkce'] };

test.each<[string, object, unknown, unknown, boolean]>([
  ['nothing', {}, true, true, false],
  ['a value', { pkce_required: { constant_value: true } }, true, true, true],
  ['a value that is false', { pkce_required: { constant_value: false } }, true, false, true],
  ['null', { pkce_required: { constant_value: null } }, true, true, false],
  ['an expression that shows as a new value', { pkce_required: reference }, true, false, true],
  ['an expression that may be null, since the plan has what Okta has', { pkce_required: reference }, true, true, false],
  ['a function that may be null', { pkce_required: {} }, true, true, false],
])('code that has %s', (_, expressions, before, after, expected) => {
  expect(isSet(plan(expressions, before, after), 'okta_app_oauth.web', 'pkce_required')).toBe(expected);
});

test('an attribute that Okta does not fill in is set by an expression that has a value', () => {
  const address = 'okta_app_oauth.web';
  const links = (after: unknown) => ({
    resource_changes: [{ address, change: { before: { app_links_json: '{}' }, after: { app_links_json: after } } }],
    configuration: { root_module: { resources: [{ address, expressions: { app_links_json: reference } }] } },
  });
  expect([isSet(links('{}'), address, 'app_links_json'), isSet(links(null), address, 'app_links_json')]).toEqual([
    true,
    false,
  ]);
});
