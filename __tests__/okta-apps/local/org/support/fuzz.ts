import fc from 'fast-check';
import { anyCharacters } from '../../../../support/any-characters';
import { sdkModel } from './sdk-model';

/** Texts that break things: empty, long, control characters, lone surrogates, markup, paths. */
export const text = fc.oneof(
  fc.string({ maxLength: 20 }),
  anyCharacters({ maxLength: 20 }),
  fc.constantFrom('', ' ', 'x'.repeat(10_000), '\ud800', '\u0000', '../..', '${a}', "'", '"', '__proto__', 'null'),
);

/** Values that operations look at: without them nearly every body would be refused at the first field. */
const KNOWN = fc.constantFrom(
  'oidc_client',
  'OPENID_CONNECT',
  'ACTIVE',
  'INACTIVE',
  'web',
  'service',
  'authorization_code',
  'client_credentials',
  'refresh_token',
  'code',
  'ROTATE',
  'STATIC',
  'CORS',
  'client_secret_basic',
  'private_key_jwt',
  'none',
  'https://a.example.com/cb',
);

const anything = fc.oneof(fc.jsonValue({ maxDepth: 3 }), text);

interface Attribute {
  readonly baseName: string;
  readonly type: string;
}

function attributesOf(model: string): readonly Attribute[] {
  return (
    (sdkModel(model) as { getAttributeTypeMap?(): readonly Attribute[] } | undefined)?.getAttributeTypeMap?.() ?? []
  );
}

/** Mostly a value of the type, sometimes anything. */
function valueOf(type: string, depth: number): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 12, arbitrary: rightValue(type, depth) }, { weight: 1, arbitrary: anything });
}

function rightValue(type: string, depth: number): fc.Arbitrary<unknown> {
  const item = /^Array<(.*)>$/.exec(type)?.[1];
  if (item !== undefined) return fc.array(rightValue(item, depth - 1), { maxLength: 3 });
  if (type === 'boolean') return fc.boolean();
  if (type === 'number') return fc.oneof(fc.integer({ min: 0, max: 60 }), fc.double());
  const attributes = depth <= 0 ? [] : attributesOf(type);
  if (attributes.length === 0) return fc.oneof({ weight: 3, arbitrary: KNOWN }, { weight: 2, arbitrary: text });
  return fc.record(
    Object.fromEntries(attributes.map(({ baseName, type: inner }) => [baseName, valueOf(inner, depth - 1)])),
    { requiredKeys: [] },
  );
}

/** A good body of the models that have many rules, to be spoiled here and there. */
const GOOD: Readonly<Record<string, object>> = {
  OpenIdConnectApplication: {
    name: 'oidc_client',
    label: 'Fuzzed',
    signOnMode: 'OPENID_CONNECT',
    credentials: { oauthClient: {} },
    settings: {
      oauthClient: {
        application_type: 'web',
        grant_types: ['authorization_code'],
        response_types: ['code'],
        redirect_uris: ['https://a.example.com/cb'],
      },
    },
  },
  TrustedOrigin: { name: 'fuzzed', origin: 'https://a.example.com', scopes: [{ type: 'CORS' }] },
  Group: { profile: { name: 'fuzzed' } },
};

/** A body for an operation that takes this model: random fields, often over a good body, sometimes anything at all. */
export function bodyOf(model: string | undefined): fc.Arbitrary<unknown> {
  if (model === undefined) return anything;
  const random = rightValue(model, 5) as fc.Arbitrary<object>;
  const good = GOOD[model] ?? {};
  const partly = fc.tuple(random, fc.subarray(attributesOf(model).map(({ baseName }) => baseName)));
  const spoiled = partly.map(([body, keys]) => ({
    ...good,
    ...Object.fromEntries(Object.entries(body).filter(([key]) => keys.length > 0 && keys[0] === key)),
  }));
  return fc.oneof(
    { weight: 4, arbitrary: spoiled },
    { weight: 3, arbitrary: random },
    { weight: 1, arbitrary: anything },
  );
}
