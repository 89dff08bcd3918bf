import { blocksOf, GUIDES } from './support/pages';
import { typeProblems } from './support/type-check';

it('TypeScript of README and guides compiles', () => {
  const blocks = GUIDES.flatMap((page) => blocksOf(page).map((code) => ({ page, code })));
  expect(new Set(blocks.map(({ page }) => page)).size).toBeGreaterThan(3);
  expect(blocks.flatMap(({ page, code }) => typeProblems(code).map((problem) => `${page}: ${problem}`))).toEqual([]);
});
