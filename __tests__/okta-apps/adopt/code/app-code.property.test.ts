import fc from 'fast-check';
import { randomProps } from '../support/random-props';
import { checkHostile } from '../support/check-hostile';
import { evaluateApp, writeApp } from '../support/evaluate-app';

it('hostile texts are code that compiles and has the same values', () => {
  checkHostile(20);
});

it('apps of several environments are one declaration with the props of each', () => {
  fc.assert(
    fc.property(fc.array(randomProps, { minLength: 1, maxLength: 3 }), (apps) => {
      const there = apps.map((props, at) => ({ environment: ['dev', 'qa', 'prod'][at] ?? '', props }));
      const written = writeApp('Shop', there);
      for (const { environment, props } of there) {
        const found = evaluateApp(written, environment);
        expect(sets(found.props)).toEqual(sets(props));
      }
    }),
    { numRuns: 20 },
  );
});

/** Logout URIs are a set, so their order is not kept. */
function sets(props: Readonly<Record<string, unknown>>): object {
  const { postLogoutRedirectUris: uris, ...others } = props;
  return { ...others, uris: Array.isArray(uris) ? [...(uris as string[])].sort() : uris };
}
