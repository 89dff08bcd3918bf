import { attributeOf, isAttributeKnown } from '../../../okta-apps/resources/attribute-of';
import { CATALOGUE } from '../../../okta-apps/resources/catalogue';
import { reviewOf, stackOf } from '../review/support/reviews';
import { rawChange, rawPlan } from '../review/support/plan-json';
import { PROVIDER_TYPES, type SchemaAttribute } from '../../support/provider-types';

const TYPES = Object.keys(PROVIDER_TYPES);
const typeOf = (name: string) => CATALOGUE.typeOf(name);

/** What no type may be harmless by its name: people get in, or get power, through each of them. */
const NEVER_HARMLESS =
  /policy|rule|authenticator|factor|idp|role|admin|group|user|app_|auth_server|domain|brand|signin|email|hook|token|trusted|realm|identity_source|network_zone|log_stream/;

/** Two values of an attribute, the second no safer than the first. */
function valuesOf({ name, kind }: SchemaAttribute): readonly [before: unknown, after: unknown] {
  const special: Readonly<Record<string, readonly [unknown, unknown]>> = {
    status: ['ACTIVE', 'INACTIVE'],
    pkce_required: [true, false],
    omit_secret: [true, false],
    active: [false, true],
    wildcard_redirect: ['DISABLED', 'SUBDOMAIN'],
    consent_method: ['REQUIRED', 'TRUSTED'],
    refresh_token_rotation: ['ROTATE', 'STATIC'],
    token_endpoint_auth_method: ['client_secret_basic', 'none'],
    jwks_uri: ['https://a.example/keys', 'https://b.example/keys'],
    login_uri: ['https://a.example/', 'https://b.example/'],
    frontchannel_logout_uri: ['https://a.example/', 'https://b.example/'],
    redirect_uris: [['https://a.example/'], ['https://a.example/', 'https://b.example/']],
    post_logout_redirect_uris: [['https://a.example/'], ['https://a.example/', 'https://b.example/']],
    uri: ['https://a.example/', 'https://b.example/'],
    type: ['web', 'native'],
    group: [[{ id: '00g1' }], [{ id: '00g1' }, { id: '00g2' }]],
    jwks: [[], [{ kid: 'k', kty: 'RSA', n: 'x' }]],
  };
  if (Object.hasOwn(special, name)) return special[name] ?? [null, null];
  switch (kind) {
    case 'number':
      return [1, 2];
    case 'yes-or-no':
      return [false, true];
    case 'list':
      return [['a'], ['a', 'b']];
    case 'map':
      return [{ a: 'a' }, { a: 'b' }];
    case 'block':
      return [[{ value: 'a' }], [{ value: 'b' }]];
    case 'text':
      return ['a', 'b'];
  }
}

type Values = Readonly<Record<string, unknown>> | null;

/** Addresses with a finding, of one plan with a resource of the type for each name. */
function addressesWithFindings(type: string, changes: Readonly<Record<string, readonly [Values, Values]>>) {
  const raw = Object.entries(changes).map(([name, [before, after]]) => {
    const isReplaced = before !== null && after !== null && name === 'type' && type === 'okta_app_oauth';
    const inside = isReplaced ? { actions: ['delete', 'create'], replace_paths: [['type']] } : {};
    return rawChange(`${type}.${name}`, before, after, inside);
  });
  const { findings } = reviewOf([stackOf(rawPlan(raw))]);
  return new Set(findings.flatMap(({ address, addresses = [] }) => [address, ...addresses]));
}

describe('the schema of okta/okta 6.12.0', () => {
  it('has types whose attributes are all known, or whose every change is a finding', () => {
    expect(TYPES).toHaveLength(145);
    const undecided = TYPES.filter((name) => {
      const { decides, eachAttribute, harmless } = typeOf(name);
      return decides === undefined && eachAttribute !== true && harmless === undefined;
    });
    expect(undecided).toEqual([]);
  });

  it('has no type that is harmless although its name says who gets in', () => {
    const harmless = TYPES.filter((name) => typeOf(name).harmless !== undefined);
    expect(harmless.filter((name) => NEVER_HARMLESS.test(name))).toEqual([]);
    expect(harmless).toEqual([]);
  });

  it('computes what the catalogue says it computes, and nothing else', () => {
    for (const [type, attributes] of Object.entries(PROVIDER_TYPES)) {
      const computed = attributes.filter(({ computed, name }) => computed && name !== 'id').map(({ name }) => name);
      const known = attributes
        .filter(({ name }) => name !== 'id' && attributeOf(typeOf(type), name).computed === true)
        .map(({ name }) => name);
      expect([type, known]).toEqual([type, computed]);
    }
  });

  it('has every attribute of the types that are read attribute by attribute', () => {
    const types = TYPES.filter((name) => typeOf(name).eachAttribute === true);
    expect(types).toEqual(
      expect.arrayContaining(['okta_app_oauth', 'okta_app_saml', 'okta_app_group_assignments', 'okta_trusted_origin']),
    );
    const unknown = types.flatMap((type) =>
      (PROVIDER_TYPES[type] ?? [])
        .filter(({ name }) => !isAttributeKnown(typeOf(type), name))
        .map(({ name }) => `${type}.${name}`),
    );
    expect(unknown).toEqual([]);
  });

  it('lists attributes that the schema has', () => {
    // `status` of trusted origins came with version 7; apps of other protocols share one list.
    const LATER = ['okta_trusted_origin.status'];
    const gone = CATALOGUE.types
      .filter(({ name, kind }) => name in PROVIDER_TYPES && kind !== 'app')
      .flatMap(({ name, attributes = {} }) =>
        Object.keys(attributes)
          .filter((attribute) => !PROVIDER_TYPES[name]?.some((own) => own.name === attribute))
          .map((attribute) => `${name}.${attribute}`),
      );
    expect(gone.filter((each) => !LATER.includes(each))).toEqual([]);
  });

  it('reads every reason as a sentence', () => {
    const reasons = CATALOGUE.types.flatMap(({ name, decides, harmless, attributes = {} }) => [
      ...[decides?.effect, harmless].map((text) => [name, text] as const),
      ...Object.entries(attributes).flatMap(([attribute, own]) =>
        [own.decides?.effect, own.harmless].map((text) => [`${name}.${attribute}`, text] as const),
      ),
    ]);
    const said = reasons.filter(([, text]) => text !== undefined);
    expect(said.length).toBeGreaterThan(200);
    for (const [where, text] of said)
      expect([where, text]).toEqual([where, expect.stringMatching(/^[A-Za-z].* .*[^.]$/)]);
  });
});

/** Sent nowhere, and made by Okta. */
const NOT_SENT = new Set(['timeouts', 'id', 'retain_assignment']);
const WITH_REFRESH_TOKENS = {
  client_id: 'c',
  grant_types: ['authorization_code', 'refresh_token'],
  refresh_token_rotation: 'ROTATE',
};

test.each(TYPES)('%s is never created, changed or deleted without a finding, unless it says why', (type) => {
  const all = PROVIDER_TYPES[type] ?? [];
  const looked = all.filter(({ name, writeOnly }) => {
    const { harmless, computed, terraformOnly } = attributeOf(typeOf(type), name);
    return !(harmless !== undefined || computed || terraformOnly || writeOnly || NOT_SENT.has(name));
  });
  const others = type === 'okta_app_oauth' ? WITH_REFRESH_TOKENS : {};
  const values = Object.fromEntries(all.map((attribute) => [attribute.name, valuesOf(attribute)[1]]));
  const changes: Record<string, readonly [Values, Values]> = {
    created: [null, values],
    // With the same client ID it would be one finding, about a rename.
    deleted: [{ ...values, ...(type === 'okta_app_oauth' && { client_id: 'another' }) }, null],
    ...Object.fromEntries(
      looked.map((attribute) => {
        const [before, after] = valuesOf(attribute).map((value) => ({ ...others, [attribute.name]: value }));
        return [attribute.name, [before ?? null, after ?? null]];
      }),
    ),
  };
  const found = addressesWithFindings(type, changes);
  expect(Object.keys(changes).filter((name) => !found.has(`${type}.${name}`))).toEqual([]);
});
