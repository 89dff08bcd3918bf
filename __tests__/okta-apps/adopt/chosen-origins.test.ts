import { originChooser } from '../../../okta-apps/adopt/chosen-origins';
import type { JsonObject } from '../../../okta-apps/shared/json';

/** A trusted origin as Okta answers it. */
function origin(changes: JsonObject = {}): JsonObject {
  return {
    id: 'tos1',
    name: 'Shop',
    origin: 'https://shop.acme.com',
    scopes: [{ type: 'CORS' }, { type: 'REDIRECT' }],
    status: 'ACTIVE',
    created: '2024-01-01T00:00:00.000Z',
    createdBy: '00u1',
    lastUpdated: '2024-01-01T00:00:00.000Z',
    lastUpdatedBy: '00u1',
    _links: {},
    ...changes,
  };
}

test('name, scopes and id are kept; a name that is the origin is the default', () => {
  const choose = originChooser([], {});
  const other = origin({ id: 'tos2', name: 'https://b.acme.com', origin: 'https://b.acme.com' });
  expect(choose([origin(), other])).toEqual({
    props: [
      { origin: 'https://shop.acme.com', scopes: ['CORS', 'REDIRECT'], name: 'Shop', importFrom: 'tos1' },
      { origin: 'https://b.acme.com', scopes: ['CORS', 'REDIRECT'], importFrom: 'tos2' },
    ],
    origins: [origin(), other],
    left: [],
  });
});

test('an origin of two apps is declared with the first, and one that the code declares is not declared again', () => {
  const choose = originChooser(['https://B.acme.com:443'], {});
  const other = origin({ id: 'tos2', origin: 'https://b.acme.com' });
  expect(choose([origin()]).origins).toEqual([origin()]);
  expect(choose([origin(), other])).toEqual({
    props: [],
    origins: [],
    left: ['The code declares its trusted origin "https://b.acme.com" ("tos2") already'],
  });
});

test.each<[string, JsonObject, string]>([
  ['an inactive one', { status: 'INACTIVE' }, 'status is "INACTIVE": TrustedOrigins declares active origins only'],
  [
    'apps of Okta that may be embedded',
    { scopes: [{ type: 'IFRAME_EMBED', allowedOktaApps: ['OKTA_ENDUSER'] }] },
    'scopes.IFRAME_EMBED.allowedOktaApps is ["OKTA_ENDUSER"]: TrustedOrigins has no prop for it',
  ],
  ['a field of later', { field2030: 'on' }, 'field2030 is "on": TrustedOrigins has no prop for it'],
  [
    'another spelling',
    { origin: 'https://Shop.acme.com/' },
    'origin is "https://Shop.acme.com/": the code would write "https://shop.acme.com"',
  ],
  [
    'http',
    { origin: 'http://shop.acme.com' },
    'origin is "http://shop.acme.com": the rule trusted-origin/origin refuses it',
  ],
  [
    'a placeholder, which cannot be waived',
    { origin: 'https://shop.example.com' },
    'origin is "https://shop.example.com": the rule trusted-origin/placeholder-host refuses it',
  ],
  ['a scope of later', { scopes: [{ type: 'X' }] }, 'scopes is ["X"]: the rule trusted-origin/scopes refuses it'],
  ['a name of blanks', { name: ' ' }, 'name is " ": the rule trusted-origin/name refuses it'],
])('%s stays out of the code, with its reason', (_, changes, reason) => {
  const choose = originChooser([], { forbidPlaceholderHosts: true });
  const given = origin(changes);
  const { origins, left } = choose([given]);
  expect(origins).toEqual([]);
  expect(left).toEqual([
    `Its trusted origin ${JSON.stringify(given['origin'])} ("tos1") stays as it is, and is not in the code: ${reason}`,
  ]);
});
