import fc from 'fast-check';
import { boundAttributes, newerAttributes } from '../../../constructs/app/app-attributes';
import { resolveProps } from '../../../constructs/app/resolve-props';
import type { OidcWebAppProps } from '../../../constructs/oidc-web-app';
import { adoptable } from '../../../okta-apps/adopt/adoptable';
import { appProps } from '../../../okta-apps/adopt/app-props';
import { writtenValues } from '../../../okta-apps/adopt/written-values';
import type { JsonObject } from '../../../okta-apps/shared/json';
import { appOfValues } from './support/app-of-values';
import { randomProps } from './support/random-props';

/** What no attribute of the app's own JSON holds. */
const ELSEWHERE = ['omit_secret', 'skip_authentication_policy'];

/** What `constructs/` writes, with Terraform's names and without its escapes. */
function constructed(props: JsonObject): JsonObject {
  const resolved = resolveProps(props as unknown as OidcWebAppProps, false);
  const attributes = { ...boundAttributes(resolved), ...newerAttributes(resolved) };
  const text = JSON.stringify(
    Object.fromEntries(
      Object.entries(attributes).map(([name, value]) => [
        name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
        value as unknown,
      ]),
    ),
  );
  const { profile, ...plain } = JSON.parse(text.replaceAll('$${', '${').replaceAll('%%{', '%{')) as JsonObject;
  for (const name of ELSEWHERE) Reflect.deleteProperty(plain, name);
  return typeof profile === 'string' ? { ...plain, profile: JSON.parse(profile) as unknown } : plain;
}

const sorted = (values: JsonObject): JsonObject =>
  JSON.parse(
    JSON.stringify(values, (key, value: unknown) =>
      Array.isArray(value) && !['redirect_uris', 'jwks', 'profile'].includes(key)
        ? [...(value as unknown[])].sort()
        : value,
    ),
  ) as JsonObject;

it('the values of props are what `constructs/` writes for them', () => {
  fc.assert(
    fc.property(randomProps, (props) => {
      const written = Object.entries(writtenValues(props));
      const own = written.filter(
        ([name, value]) => !['name', 'sign_on_mode'].includes(name) && !(name === 'participate_slo' && value === false),
      );
      expect(sorted(Object.fromEntries(own))).toEqual(sorted(constructed(props)));
    }),
    { numRuns: 50 },
  );
});

it('an app of props gives props with the same values, and it is adoptable', () => {
  fc.assert(
    fc.property(randomProps, (props) => {
      const values = writtenValues(props);
      const app = appOfValues(values);
      const found = appProps(app);
      const again = writtenValues(found);
      expect(sorted(again)).toEqual(sorted(values));
      expect(adoptable(app)).toEqual({ props: found });
      // Nothing is in it that could be left out: the same props are found in what they write.
      expect(appProps(appOfValues(again))).toEqual(found);
    }),
    { numRuns: 50 },
  );
});
