import fc from 'fast-check';
import { randomProps } from '../support/random-props';
import { checkHostile } from '../support/check-hostile';
import { evaluateApp, writeApp } from '../support/evaluate-app';
import { visible } from '../../../../okta-apps/shared/visible-text';

it('hostile texts are code that compiles and has the same values', () => {
  checkHostile(20);
});

/** Every code unit and the first of each sixteen characters beyond them: planes are of one kind over far longer runs. */
const UNITS = Array.from({ length: 0x10000 }, (_, at) => String.fromCharCode(at));
const BEYOND = Array.from({ length: 0x10000 }, (_, at) => String.fromCodePoint(0x10000 + at * 16));
const PER_LABEL = 0x1000;

it('no character is written that a screen hides, and each has its value', () => {
  const all = [...UNITS, ...BEYOND];
  for (let at = 0; at < all.length; at += PER_LABEL) {
    // A letter between them, or two halves of a pair were one character.
    const label = all.slice(at, at + PER_LABEL).join('a');
    const written = writeApp('Shop', [
      { environment: 'dev', props: { label } },
      { environment: 'prod', props: { label: 'b' } },
    ]);
    const same = writeApp('Shop', [{ environment: 'dev', props: { label } }]);
    const lines = [written.stack, same.stack, ...Object.values(written.entries)].flatMap((code) => code.split('\n'));
    expect(lines.map(visible)).toEqual(lines);
    expect(evaluateApp(written, 'dev').props['label']).toBe(label);
    expect(evaluateApp(same, 'dev').props['label']).toBe(label);
  }
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
