import fc from 'fast-check';
import { compareApp } from '../../../okta-apps/drift/compare-app';
import type { DeclaredObject } from '../../../okta-apps/drift/declared';
import { APP_PLACES } from '../../../okta-apps/shared/app-places';
import { object, type JsonObject } from '../../../okta-apps/shared/json';
import { runs } from '../../support/runs';

const text = fc.string({ minLength: 1, maxLength: 20 }).filter((value) => value.trim() !== '');
const texts = fc.uniqueArray(text, { minLength: 1, maxLength: 4 });

/** Attributes with two different values each, of which none is a default. */
const PAIRS = {
  ...Object.fromEntries(
    [
      'label',
      'login_uri',
      'client_uri',
      'logo_uri',
      'tos_uri',
      'policy_uri',
      'jwks_uri',
      'admin_note',
      'enduser_note',
      'user_name_template',
    ].map((name) => [name, fc.uniqueArray(text, { minLength: 2, maxLength: 2 })] as const),
  ),
  redirect_uris: fc.uniqueArray(texts, {
    minLength: 2,
    maxLength: 2,
    selector: (value) => [...value].sort().join('\n'),
  }),
  post_logout_redirect_uris: fc.uniqueArray(texts, {
    minLength: 2,
    maxLength: 2,
    selector: (value) => [...value].sort().join('\n'),
  }),
  pkce_required: fc.constantFrom([true, false], [false, true]),
  hide_web: fc.constantFrom([true, false], [false, true]),
  status: fc.constantFrom(['ACTIVE', 'INACTIVE'], ['INACTIVE', 'ACTIVE']),
  consent_method: fc.constantFrom(['TRUSTED', 'REQUIRED'], ['REQUIRED', 'TRUSTED']),
} as Readonly<Record<string, fc.Arbitrary<readonly unknown[]>>>;

function appOf(values: Readonly<Record<string, unknown>>): JsonObject {
  const placed = Object.entries(values).map(
    ([name, value]) => [APP_PLACES[name as keyof typeof APP_PLACES], value] as const,
  );
  return placed.reduce<JsonObject>((app, [place, value]) => withValue(app, place.split('.'), value), { id: '0oa1' });
}

function withValue(of: JsonObject, [name = '', ...rest]: readonly string[], value: unknown): JsonObject {
  return { ...of, [name]: rest.length === 0 ? value : withValue(object(of[name]), rest, value) };
}

test('an untouched app is the same, and any single changed attribute is found, and no other', () => {
  fc.assert(
    fc.property(fc.record(PAIRS), fc.constantFrom(...Object.keys(PAIRS)), (pairs, changed) => {
      const values = Object.fromEntries(Object.entries(pairs).map(([name, [value]]) => [name, value]));
      const declared = { path: 'shop/web', values, unknown: [], ignored: [] } as unknown as DeclaredObject;
      expect(compareApp(declared, appOf(values)).fields).toEqual([]);
      const byHand = { ...values, [changed]: pairs[changed]?.[1] };
      expect(compareApp(declared, appOf(byHand)).fields.map(({ field }) => field)).toEqual([changed]);
    }),
    { numRuns: runs(500) },
  );
});
