import fc from 'fast-check';
import { evaluate } from '../../../okta-apps/review/change-rules/evaluate';
import { changeRules } from '../../../okta-apps/review/change-rules/registry';
import { APP_OAUTH } from '../../../okta-apps/resources/app-oauth';
import { defaultOf } from '../../../okta-apps/resources/okta-default';
import { subjectOf } from './support/change-cases';
import { rawChange, SOUND_APP, type Attributes } from './support/plan-json';

/** Attributes whose values have an order, and those on which their meaning depends. */
const VALUES: Readonly<Record<string, readonly unknown[]>> = {
  type: ['web', 'browser', 'service'],
  grant_types: [['authorization_code'], ['client_credentials'], ['authorization_code', 'refresh_token']],
  response_types: [['code'], ['token'], ['code', 'token']],
  token_endpoint_auth_method: ['none', 'client_secret_basic', 'private_key_jwt'],
  pkce_required: [true, false],
  refresh_token_rotation: ['STATIC', 'ROTATE'],
  refresh_token_leeway: [0, 30, 60],
  consent_method: ['TRUSTED', 'REQUIRED'],
  implicit_assignment: [true, false],
  wildcard_redirect: ['DISABLED', 'SUBDOMAIN'],
  issuer_mode: ['ORG_URL', 'CUSTOM_URL'],
  login_mode: ['DISABLED', 'SPEC'],
  status: ['ACTIVE', 'INACTIVE'],
};

const app: fc.Arbitrary<Attributes> = fc
  .record(Object.fromEntries(Object.entries(VALUES).map(([name, all]) => [name, fc.constantFrom(...all)])))
  .map((values) => ({ ...SOUND_APP, ...values }));

/** The app with some of its defaults left out. */
function leavingOut(values: Attributes, names: readonly string[]): Attributes {
  const isDefault = (name: string): boolean =>
    name !== 'type' && JSON.stringify(values[name]) === JSON.stringify(defaultOf(APP_OAUTH, name, values));
  return { ...values, ...Object.fromEntries(names.filter(isDefault).map((name) => [name, null])) };
}

/** What is found, without how the old value is written. */
function findingsOf(before: Attributes, after: Attributes): readonly string[] {
  return evaluate(changeRules, subjectOf(rawChange('okta_app_oauth.x', before, after)), {})
    .map(({ severity, rule, prop }) => `${severity} ${rule} ${prop}`)
    .sort();
}

const some = fc.subarray(Object.keys(VALUES));

test('what is left out counts as Okta’s default, on either side and beside any other change', () => {
  fc.assert(
    fc.property(app, app, some, some, (before, after, without, alsoWithout) => {
      expect(findingsOf(leavingOut(before, without), leavingOut(after, alsoWithout))).toEqual(
        findingsOf(before, after),
      );
    }),
    { numRuns: 60 },
  );
});

/** Attributes that have a default; what their value is, is not to be seen. */
const WITH_DEFAULT = Object.keys(VALUES).filter(
  (name) => name !== 'type' && defaultOf(APP_OAUTH, name, SOUND_APP) !== undefined,
);

test.each(WITH_DEFAULT)('%s: from what is left out to what is not to be seen is from the default to that', (name) => {
  const usual = { ...SOUND_APP, [name]: defaultOf(APP_OAUTH, name, SOUND_APP) };
  const left = { ...SOUND_APP, [name]: null };
  const change = (before: Attributes, after: unknown, marks: Attributes) =>
    evaluate(
      changeRules,
      subjectOf(rawChange('okta_app_oauth.x', before, { ...before, [name]: after }, marks)),
      {},
    ).map(({ severity, rule, prop }) => `${severity} ${rule} ${prop}`);
  const unknown = { after_unknown: { [name]: true } };
  const hidden = { after_sensitive: { [name]: true }, before_sensitive: { [name]: true } };
  const other = (VALUES[name] ?? []).find((value) => JSON.stringify(value) !== JSON.stringify(usual[name]));
  expect(change(left, undefined, unknown)).toEqual(change(usual, undefined, unknown));
  expect(change(left, undefined, unknown)).not.toEqual([]);
  expect(change(left, other, hidden)).toEqual(change(usual, other, hidden));
  expect(change(left, other, hidden)).not.toEqual([]);
});
