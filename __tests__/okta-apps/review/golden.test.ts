import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { renderJson } from '../../../okta-apps/review/render/json';
import { renderMarkdown } from '../../../okta-apps/review/render/markdown';
import { renderText } from '../../../okta-apps/review/render/text';
import { review } from '../../../okta-apps/review/review';
import { GOLDEN_CASES, RECORDED } from './support/golden-cases';
import { recordedJson, withPlansIn } from './support/reviews';

/** Whole outputs. `UPDATE_GOLDEN=1 npx jest golden` writes them again, to be read in the diff of the commit. */
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

/** Members of a plan whose order says nothing. */
const LISTS = ['resource_changes', 'resource_drift', 'checks'];

/** The list in an order that follows from the seed. */
function shuffled<T>(list: readonly T[], seed: number): T[] {
  const keyed = list.map((item, i) => ({ item, key: Math.sin(seed + i * 7919) }));
  return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
}

/** A plan's JSON with its lists and outputs in another order. */
function shuffledPlan(json: unknown, seed: number): unknown {
  return Object.fromEntries(
    Object.entries(json as Record<string, unknown>).map(([key, value]) => {
      if (LISTS.includes(key)) return [key, shuffled(value as readonly unknown[], seed)];
      return [
        key,
        key === 'output_changes' ? Object.fromEntries(shuffled(Object.entries(value as object), seed)) : value,
      ];
    }),
  );
}

it.each(NAMES)('renders the same whatever the order of the input: %s', (name) => {
  const expected = renderMarkdown(review(GOLDEN_CASES[name]!()));
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const input = withPlansIn((json) => shuffledPlan(json, seed), GOLDEN_CASES[name]!);
      const turned = {
        ...input,
        stacks: shuffled(input.stacks, seed),
        changedFiles: shuffled(input.changedFiles ?? [], seed),
      };
      expect(renderMarkdown(review(turned))).toBe(expected);
    }),
    { numRuns: 5 },
  );
});

it('has changes, drift and outputs to put into another order', () => {
  const several = new Set<string>();
  for (const build of Object.values(GOLDEN_CASES)) {
    const note = (json: unknown): unknown => {
      for (const [key, value] of Object.entries(json as Record<string, object>)) {
        if (Object.keys(value).length > 1) several.add(key);
      }
      return json;
    };
    withPlansIn(note, build);
  }
  expect([...several]).toEqual(expect.arrayContaining(['resource_changes', 'resource_drift', 'output_changes']));
});
