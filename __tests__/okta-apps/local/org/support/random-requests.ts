import fc from 'fast-check';
import { routes } from '../../../../../okta-apps/local/org/routes';
import { ask } from './client';
import { bodyOf, text } from './fuzz';
import type { VisibleOrg } from './visible-org';

/** The SDK's model of what an operation takes; others get any JSON. */
const REQUESTS: readonly (readonly [path: RegExp, model: string])[] = [
  [/^\/api\/v1\/apps(\/:appId)?$/, 'OpenIdConnectApplication'],
  [/\/credentials\/secrets$/, 'OAuth2ClientSecretRequestBody'],
  [/\/apps\/:appId\/groups\//, 'ApplicationGroupAssignment'],
  [/\/apps\/:appId\/users/, 'AppUserAssignRequest'],
  [/^\/api\/v1\/trustedOrigins(\/:trustedOriginId)?$/, 'TrustedOrigin'],
  [/^\/api\/v1\/groups(\/:groupId)?$/, 'Group'],
];

const query = fc.dictionary(
  fc.constantFrom('limit', 'after', 'q', 'filter', 'search', 'expand', 'type', 'activate', 'x'),
  fc.oneof(text, fc.constantFrom('1', '-1', '0', '1e9', 'status eq "ACTIVE"', 'user/x', 'ACCESS_POLICY', '"', '\\')),
  { maxKeys: 3 },
);

/** A request to a random operation, mostly about things that exist, with a body from the SDK's model of it. */
const request = fc.constantFrom(...routes).chain((route) =>
  fc.record({
    route: fc.constant(route),
    params: fc.array(fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: text }), {
      minLength: 2,
      maxLength: 2,
    }),
    query,
    body:
      route.method === 'POST' || route.method === 'PUT'
        ? bodyOf(REQUESTS.find(([path]) => path.test(route.path))?.[1])
        : fc.constant(undefined),
    type: fc.constantFrom(
      'application/json',
      'application/json',
      'application/json',
      'text/plain',
      'multipart/form-data; boundary=x',
    ),
  }),
);

/**
 * Makes random requests: none gets a 500, every refusal is in Okta's envelope and changes nothing.
 *
 * @returns How many answers had which status.
 */
export async function requestsAtRandom(visible: VisibleOrg, numRuns: number): Promise<ReadonlyMap<number, number>> {
  const counts = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(request, async ({ route, params, query: asked, body, type }) => {
      const path = visible.path(route.path, params);
      const before = visible.snapshot();
      const search = new URLSearchParams(asked).toString();
      const seen = await ask(visible, route.method, `${path}?${search}`, body, { 'content-type': type });
      counts.set(seen.status, (counts.get(seen.status) ?? 0) + 1);
      expect(seen.status).toBeLessThan(500);
      if (seen.status < 400) return;
      if (route.path !== '/oauth2/v1/token')
        expect(seen.body).toMatchObject({
          errorCode: expect.stringMatching(/^E\d{7}$/) as string,
          errorId: expect.any(String) as string,
        });
      expect(visible.snapshot()).toBe(before);
    }),
    { numRuns },
  );
  return counts;
}
