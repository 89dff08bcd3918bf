import { readReview } from '../../../okta-apps/review/read-review';
import { renderJson } from '../../../okta-apps/review/render/json';
import { renderMarkdown } from '../../../okta-apps/review/render/markdown';
import { review } from '../../../okta-apps/review/review';
import { UserError } from '../../../okta-apps/shared/errors';
import { GOLDEN_CASES } from './support/golden-cases';

const NAMES = Object.keys(GOLDEN_CASES);
const COMMITS = { base: 'b'.repeat(40), head: 'a'.repeat(40) };

it.each(NAMES)('reads back what was written, and renders it the same: %s', (name) => {
  const made = { ...review(GOLDEN_CASES[name]!()), commits: COMMITS };
  const read = readReview(renderJson(made), 'review.json');
  expect(read).toEqual(JSON.parse(JSON.stringify(made)));
  expect(renderMarkdown(read)).toBe(renderMarkdown(made));
});

const TODO = 'make it with "okta-apps review --format json"';

/** A review with a finding that blocks, as another job wrote it. */
function written(): Record<string, unknown> {
  return JSON.parse(renderJson(review(GOLDEN_CASES['every-risk-of-an-app']!()))) as Record<string, unknown>;
}

test('a verdict, headline, matrix and order that do not follow from the findings are not believed', () => {
  const honest = written();
  const lying = {
    ...honest,
    verdict: 'nothing',
    headline: { severity: 'none', means: 'nothing changes' },
    environments: [],
    findings: [...(honest['findings'] as unknown[])].reverse(),
  };
  expect(readReview(JSON.stringify(lying), 'review.json')).toEqual(readReview(JSON.stringify(honest), 'review.json'));
});

test('a finding of an earlier version, which has no parts, says what it had', () => {
  const parts = { title: undefined, impact: undefined, fix: undefined, slots: undefined, notes: undefined };
  const [found] = readReview(JSON.stringify(finding(parts)), 'review.json').findings;
  expect([found?.title, found?.impact, found?.fix]).toEqual([found?.means, found?.means, found?.todo]);
  expect(found?.means).toMatch(/^[a-z]/);
});

test('what is not listed is left out', () => {
  const text = JSON.stringify({ ...written(), more: 'x', __proto__: { parity: [] } });
  expect(readReview(text, 'review.json')).not.toHaveProperty('more');
});

test('an empty file, as a review that failed leaves it, says where to look', () => {
  expect(() => readReview('\n', 'review.json')).toThrow(
    new UserError('review.json is empty, so the run made no review; look at its log'),
  );
});

function finding(different: object): object {
  const [first] = written()['findings'] as object[];
  return { ...written(), findings: [{ ...first, ...different }] };
}

function stack(different: object): object {
  const [first] = written()['stacks'] as object[];
  return { ...written(), stacks: [{ ...first, ...different }] };
}

test.each<[string, unknown, string]>([
  ['a part of a file', written, 'is not JSON, or is truncated'],
  ['a list', [], 'is no review'],
  ['another document', { version: 1 }, ': today must be a day, YYYY-MM-DD'],
  ['another version', { ...written(), version: 2 }, 'has a version that this okta-apps does not support'],
  ['no day', { ...written(), today: '2026-02-30' }, ': today must be a day, YYYY-MM-DD'],
  ['a short commit', { ...written(), commits: { base: 'abc' } }, ': commits.base must be a commit id'],
  ['findings as an object', { ...written(), findings: {} }, ': findings must be a list'],
  [
    'a severity of its own',
    finding({ severity: 'none' }),
    ': findings[0].severity must be one of block, high, medium, info',
  ],
  ['a number as text', finding({ means: 7 }), ': findings[0].means must be a string'],
  [
    'a sentence that is a novel',
    finding({ todo: 'x'.repeat(2_001) }),
    ': findings[0].todo must be a string of at most 2000 characters',
  ],
  ['a fix that is no text', finding({ fix: [] }), ': findings[0].fix must be a string'],
  [
    'a stack without outcome',
    stack({ outcome: undefined }),
    ': stacks[0].outcome must be one of planned, stopped, failed, unchanged',
  ],
  ['notes that are no texts', stack({ notes: [{}] }), ': stacks[0].notes must be a list of strings'],
])('%s is one message', (_, value, why) => {
  const text = typeof value === 'function' ? '{"version": 1,' : JSON.stringify(value);
  const separator = why.startsWith(':') ? '' : ' ';
  expect(() => readReview(text, 'review.json')).toThrow(new UserError(`review.json${separator}${why}; ${TODO}`));
});
