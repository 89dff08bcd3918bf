import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderJson } from '../../../okta-apps/review/render/json';
import { renderMarkdown } from '../../../okta-apps/review/render/markdown';
import { renderText } from '../../../okta-apps/review/render/text';
import { review } from '../../../okta-apps/review/review';
import { GOLDEN_CASES, RECORDED } from './support/golden-cases';
import { recordedJson } from './support/reviews';

/** Whole outputs. `UPDATE_GOLDEN=1 npx jest golden` writes them anew, to be read in the diff of the commit. */
const FOLDER = join(__dirname, '../../fixtures/reviews');

function expectGolden(file: string, text: string): void {
  const path = join(FOLDER, file);
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(path, text);
  expect(text).toBe(readFileSync(path, 'utf8'));
}

const NAMES = Object.keys(GOLDEN_CASES);

it('has a file for every case and no other', () => {
  const files = NAMES.flatMap((name) => [`${name}.md`, `${name}.txt`]);
  expect(readdirSync(FOLDER).sort()).toEqual([...files, 'three-environments.json'].sort());
  expect(NAMES.length).toBeGreaterThan(40);
});

it('reviews at least 25 plans that real Terraform and the real provider made', () => {
  const plans = Object.values(RECORDED).filter((name) => recordedJson(name).plan !== undefined);
  expect(new Set(plans).size).toBeGreaterThanOrEqual(25);
});

it.each(NAMES)('renders %s', (name) => {
  const reviewed = review(GOLDEN_CASES[name]!());
  expectGolden(`${name}.md`, renderMarkdown(reviewed));
  expectGolden(`${name}.txt`, renderText(reviewed));
});

it('renders JSON', () => {
  expectGolden('three-environments.json', renderJson(review(GOLDEN_CASES['three-environments']!())));
});

it('renders the same whatever the order of the input', () => {
  for (const name of NAMES) {
    const input = GOLDEN_CASES[name]!();
    const turned = {
      ...input,
      stacks: [...input.stacks].reverse().map((stack) => ({
        ...stack,
        ...(stack.plan !== undefined && { plan: { ...stack.plan, changes: [...stack.plan.changes] } }),
      })),
    };
    expect(renderMarkdown(review(turned))).toBe(renderMarkdown(review(input)));
  }
});
