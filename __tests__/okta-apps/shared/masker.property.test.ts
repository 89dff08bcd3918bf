import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { GrowingMasker, maskerFor } from '../../../okta-apps/shared/masker';
import { runs } from '../../support/runs';

// A rotation of hundreds of apps learns of thousands of secrets; none of these is in a text.
const OTHERS = Array.from({ length: 60 }, () => randomBytes(24).toString('base64url'));

const pieces = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '%', '"', 'é'), maxLength: 9 }), { maxLength: 5 });

test('with thousands of forms of secrets a text is masked as with a few', () => {
  fc.assert(
    fc.property(pieces, pieces, (secrets, between) => {
      const few = maskerFor(secrets);
      const many = new GrowingMasker();
      many.add(secrets.slice(0, 2));
      many.add(OTHERS);
      expect(many.foundIn('x')).toBe(false);
      many.add(secrets.slice(2));
      const text = between.map((part, i) => part + (secrets[i] ?? '')).join('-');
      for (const one of [text, ...secrets, encodeURIComponent(text), Buffer.from(text).toString('base64')]) {
        expect([many.foundIn(one), many.mask(one)]).toEqual([few.foundIn(one), few.mask(one)]);
      }
    }),
    { numRuns: runs(300) },
  );
});
