import { readCode } from '../../../okta-apps/review/code';
import { rawChange, rawPlan, SOUND_APP, appChange } from './support/plan-json';
import { reviewOf, stackOf } from './support/reviews';

const web = {
  label: 'Storefront',
  authentication_policy: 'rst1',
  lifecycle: { prevent_destroy: true, ignore_changes: ['b', 'a'] },
};
const DOCUMENT = {
  '//': { metadata: {} },
  terraform: {
    required_version: '>= 1.11.0',
    required_providers: { okta: { source: 'okta/okta', version: '>= 6.9.0' } },
  },
  resource: { okta_app_oauth: { web }, okta_group: { staff: {} }, okta_app_saml: { hr: {} } },
};

it('reads apps and versions of a synthesized document', () => {
  const code = readCode(DOCUMENT);
  expect([...code.apps.keys()]).toEqual(['okta_app_oauth.web', 'okta_app_saml.hr']);
  expect(code.apps.get('okta_app_oauth.web')).toEqual({
    address: 'okta_app_oauth.web',
    type: 'okta_app_oauth',
    values: web,
    preventDestroy: true,
    ignored: ['a', 'b'],
  });
  expect(code.terraform).toBe('>= 1.11.0');
  expect([...code.providers]).toEqual([['okta/okta', '>= 6.9.0']]);
});

it.each([null, 1, 'x', [], {}, { resource: [] }, { resource: { okta_app_oauth: 1 } }, { terraform: 'x' }])(
  'reads nothing from %j',
  (json) => {
    expect([...readCode(json).apps]).toEqual([]);
  },
);

describe('a policy that is taken out of the code', () => {
  const without = { ...DOCUMENT, resource: { okta_app_oauth: { web: { ...web, authentication_policy: undefined } } } };
  const synthesized = { before: DOCUMENT, after: without };
  const rules = (json: unknown, more = {}) =>
    reviewOf([stackOf(json, { synthesized, ...more })]).findings.map(
      ({ rule, app, address }) => `${rule} ${app} ${address}`,
    );
  const FINDING = 'authentication-policy/taken-out Storefront okta_app_oauth.web';

  it('is found although the plan is empty', () => {
    expect(rules(rawPlan([appChange({}, {})]))).toEqual([FINDING]);
  });

  it('is found although the stack was not planned', () => {
    const stack = { stack: 'storefront-prod', environment: 'prod', production: true, synthesized };
    expect(reviewOf([stack]).findings.map(({ rule }) => rule)).toEqual(['authentication-policy/taken-out']);
  });

  it('is not said of an app that is deleted or recreated', () => {
    const gone = { before: DOCUMENT, after: { ...DOCUMENT, resource: {} } };
    expect(rules(rawPlan([rawChange('okta_app_oauth.web', SOUND_APP, null)]), { synthesized: gone })).toEqual([
      'app/deleted Storefront okta_app_oauth.web',
    ]);
    expect(rules(rawPlan([appChange({}, {}, { actions: ['delete', 'create'] })]))).toEqual([
      'app/replaced Storefront okta_app_oauth.web',
    ]);
  });
});
