import { checkHostile } from '../support/check-hostile';

it('a thousand apps with hostile texts are code that compiles and has the same values', () => {
  checkHostile(1_000);
});
