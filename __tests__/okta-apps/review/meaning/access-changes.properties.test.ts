import fc from 'fast-check';
import { APP_OAUTH } from '../../../../okta-apps/resources/app-oauth';
import { accessChanges, type AccessChange } from '../../../../okta-apps/review/meaning/access-changes';
import type { Values } from '../../../../okta-apps/plan/plan';
import { rawChange, rawPlan, SOUND_APP } from '../support/plan-json';
import { reviewOf, stackOf } from '../support/reviews';

const uri = fc.constantFrom(
  'https://shop.acme.com/cb',
  'https://pay.acme.com/',
  'https://evil.example/',
  'http://localhost/',
  'a.b:/',
  'nonsense',
  '',
);
const uris = fc.uniqueArray(uri, { maxLength: 4 });
const choice = (...values: unknown[]) => fc.constantFrom(...values);
const grants = fc.uniqueArray(choice('authorization_code', 'refresh_token', 'implicit', 'password'), { maxLength: 4 });
const key = fc.record({ kid: choice('a', 'b'), kty: fc.constant('RSA'), n: choice('1', '2') });

/** An app with any values that decide who gets in. */
const app: fc.Arbitrary<Values> = fc.record({
  label: choice('Shop', 'Store'),
  redirect_uris: uris,
  post_logout_redirect_uris: uris,
  login_uri: uri,
  frontchannel_logout_uri: uri,
  grant_types: grants,
  response_types: fc.uniqueArray(choice('code', 'token', 'id_token'), { maxLength: 3 }),
  token_endpoint_auth_method: choice(
    'none',
    'client_secret_basic',
    'client_secret_post',
    'client_secret_jwt',
    'private_key_jwt',
    'magic',
  ),
  jwks: fc.array(key, { maxLength: 3 }),
  jwks_uri: uri,
  pkce_required: fc.boolean(),
  refresh_token_rotation: choice('ROTATE', 'STATIC'),
  refresh_token_leeway: fc.integer({ min: 0, max: 60 }),
  consent_method: choice('TRUSTED', 'REQUIRED'),
  implicit_assignment: choice(true, false, null),
  wildcard_redirect: choice('SUBDOMAIN', 'DISABLED'),
  omit_secret: fc.boolean(),
  authentication_policy: choice('rst1', 'rst2', ''),
  issuer_mode: choice('ORG_URL', 'CUSTOM_URL'),
  status: choice('ACTIVE', 'INACTIVE'),
  client_id: choice('a', 'b'),
});

const REVERSE = {
  broadened: 'narrowed',
  narrowed: 'broadened',
  shifted: 'shifted',
  hidden: 'hidden',
  unknown: 'unknown',
} as const;

/** An access change without the index, which is that of the side that the member is on. */
function textOf({ attribute, value }: AccessChange, direction: AccessChange['direction']): string {
  const member = APP_OAUTH.attributes?.[attribute]?.access?.by === 'members';
  return `${attribute} ${direction} ${member ? JSON.stringify(value) : ''}`;
}

const texts = (changes: readonly AccessChange[]) => changes.map((each) => textOf(each, each.direction)).sort();
const reversed = (changes: readonly AccessChange[]) =>
  changes.map((each) => textOf(each, REVERSE[each.direction])).sort();

it('says nothing about an app and itself', () => {
  fc.assert(
    fc.property(app, (values) => {
      expect(accessChanges(APP_OAUTH, values, structuredClone(values))).toEqual([]);
    }),
  );
});

it('says the reverse about the reverse change', () => {
  fc.assert(
    fc.property(app, app, (a, b) => {
      expect(texts(accessChanges(APP_OAUTH, a, b))).toEqual(reversed(accessChanges(APP_OAUTH, b, a)));
    }),
  );
});

it('comes back to nothing when something is added and taken away again', () => {
  fc.assert(
    fc.property(app, uri, (values, added) => {
      const old = values['redirect_uris'] as string[];
      const more = { ...values, redirect_uris: [...old, added] };
      const less = { ...more, redirect_uris: more.redirect_uris.slice(0, -1) };
      expect(accessChanges(APP_OAUTH, values, less)).toEqual([]);
      const fresh = old.includes(added) ? [] : [`broadened ${JSON.stringify(added)}`];
      expect(
        accessChanges(APP_OAUTH, values, more).map(({ direction, value }) => `${direction} ${JSON.stringify(value)}`),
      ).toEqual(fresh);
    }),
  );
});

it('does not look at the order of members', () => {
  fc.assert(
    fc.property(app, app, fc.infiniteStream(fc.nat()), (a, b, numbers) => {
      const shuffled = Object.fromEntries(
        Object.entries(b).map(([name, value]) => [
          name,
          Array.isArray(value) ? shuffle(value as unknown[], numbers) : value,
        ]),
      );
      expect(texts(accessChanges(APP_OAUTH, a, shuffled))).toEqual(texts(accessChanges(APP_OAUTH, a, b)));
    }),
  );
});

function shuffle(list: readonly unknown[], numbers: Iterator<number>): unknown[] {
  return list
    .map((item) => ({ item, at: Number(numbers.next().value) }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

describe('a review', () => {
  it('finds nothing in a plan of an app against itself', () => {
    fc.assert(
      fc.property(app, (values) => {
        const whole = { ...SOUND_APP, ...values };
        const reviewed = reviewOf([stackOf(rawPlan([rawChange('okta_app_oauth.web', whole, structuredClone(whole))]))]);
        expect(reviewed.findings).toEqual([]);
        expect(reviewed).toMatchObject({
          verdict: 'nothing',
          headline: { severity: 'none', means: 'nothing changes' },
        });
      }),
    );
  });

  it('takes a moved app for no replacement', () => {
    fc.assert(
      fc.property(app, (values) => {
        const whole = { ...SOUND_APP, ...values };
        const moved = rawChange(
          'okta_app_oauth.new',
          whole,
          structuredClone(whole),
          {},
          { previous_address: 'okta_app_oauth.old' },
        );
        const reviewed = reviewOf([stackOf(rawPlan([moved]))]);
        expect(reviewed.findings.map(({ rule, severity }) => `${rule} ${severity}`)).toEqual(['resource/moved info']);
        expect(reviewed.environments[0]).toMatchObject({ create: 0, replace: 0, delete: 0, change: 0 });
      }),
    );
  });
});
