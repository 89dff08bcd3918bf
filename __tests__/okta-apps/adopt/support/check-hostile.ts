import fc from 'fast-check';
import { visible } from '../../../../okta-apps/shared/visible-text';
import { evaluateApp, syntaxErrors, writeApp } from './evaluate-app';
import { hostileLabel } from './hostile-labels';

/** So many runs are not in the fast tests: then a compiler reads the code, too. */
const WITH_COMPILER = 1_000;
/** What Terraform takes as the name of a resource. */
const ADDRESS = /^[A-Za-z_][A-Za-z0-9_-]*$/;

/** Writes apps with hostile texts in every place, and runs what was written: it must have the same values. */
export function checkHostile(numRuns: number): void {
  const props = fc.record({
    label: hostileLabel,
    redirectUris: fc.uniqueArray(
      fc.oneof(
        hostileLabel,
        hostileLabel.map((path) => `https://shop.acme.com/${path}`),
      ),
      { maxLength: 3 },
    ),
    clientId: hostileLabel,
    userNameTemplate: hostileLabel,
    notes: fc.record({ admin: hostileLabel, endUser: hostileLabel }),
    profile: fc.dictionary(hostileLabel, hostileLabel, { maxKeys: 3 }),
    groupsClaim: fc.record({ name: hostileLabel, value: hostileLabel }),
    assignTo: fc.record({ groups: fc.uniqueArray(hostileLabel, { maxLength: 2 }) }),
  });
  const origin = fc.record({ origin: hostileLabel, scopes: fc.array(hostileLabel), name: hostileLabel });
  const app = fc.record({ props, trustedOrigins: fc.option(fc.array(origin, { minLength: 1, maxLength: 2 })) });
  fc.assert(
    fc.property(fc.array(app, { minLength: 1, maxLength: 2 }), fc.constantFrom("'", '"'), (apps, quote) => {
      const there = apps.map(({ props: own, trustedOrigins }, at) => ({
        environment: ['dev', 'prod'][at] ?? '',
        props: own,
        appId: `0oa${at}`,
        ...(trustedOrigins !== null && { trustedOrigins }),
      }));
      const written = writeApp(there.at(-1)?.props.label ?? '', there, quote);
      // Running it tells the same, but not of TypeScript.
      if (numRuns >= WITH_COMPILER) expect(syntaxErrors(written)).toEqual([]);
      // No comment can be of data, and nothing is written that an editor would hide or turn round.
      const lines = [written.stack, ...Object.values(written.entries)].flatMap((code) => code.split('\n'));
      expect(lines.map(visible)).toEqual(lines);
      expect(written.id).toMatch(ADDRESS);
      for (const { environment, props: own, appId, trustedOrigins } of there) {
        const { id, props: declared, importFrom, trusted } = evaluateApp(written, environment);
        expect({ id, importFrom, trusted }).toEqual({ id: written.id, importFrom: appId, trusted: trustedOrigins });
        expect(declared).toEqual(own);
      }
    }),
    { numRuns },
  );
}
