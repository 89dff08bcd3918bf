import { GOLDEN_CASES } from '../review/support/golden-cases';
import { CODE_CHANGES } from './support/code-changes';
import { GOLDEN_CHANGES, NOT_BY_CODE } from './support/golden-changes';

test('every golden review is tried both ways, or says why code does not make it', () => {
  const named = [...Object.keys(GOLDEN_CHANGES), ...Object.keys(NOT_BY_CODE)];
  expect(named.sort()).toEqual(Object.keys(GOLDEN_CASES).sort());
});

test('names changes that there are', () => {
  const known = Object.keys(CODE_CHANGES);
  for (const name of Object.values(GOLDEN_CHANGES).flat()) expect(known).toContain(name);
});
