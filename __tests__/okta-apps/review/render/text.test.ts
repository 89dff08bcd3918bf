import { readPlan } from '../../../../okta-apps/resources/read-plan';
import { renderText } from '../../../../okta-apps/review/render/text';
import { review } from '../../../../okta-apps/review/review';
import { GOLDEN_CASES } from '../support/golden-cases';

const NAMES = Object.keys(GOLDEN_CASES);
const COLORS = /\u001b\[(31|32|35|39|1|22)m/g;

it.each(NAMES)('has nothing that a terminal acts on without colors: %s', (name) => {
  expect(renderText(review(GOLDEN_CASES[name]!()))).not.toMatch(/[^\P{C}\n]/u);
});

it.each(NAMES)('has nothing but colors more with colors: %s', (name) => {
  const reviewed = review(GOLDEN_CASES[name]!());
  const text = renderText(reviewed, { color: true });
  expect(text).toMatch(COLORS);
  expect(text.replace(COLORS, '')).toBe(renderText(reviewed));
});

test('a stack of which Terraform says no more than a warning has no change', () => {
  const warning = { severity: 'warning', summary: 'Argument is deprecated', detail: '' } as const;
  const plan = readPlan({ format_version: '1.2' }, { secrets: [] });
  const stack = { stack: 'shop-dev', environment: 'dev', production: false, plan, diagnostics: [warning] };
  const text = renderText(review({ today: '2026-01-01', stacks: [stack], rules: {}, secrets: [] }));
  expect(text).toBe(`No changes

The plan changes nothing.

Findings: none

Unchanged: 1 stack (shop-dev).

Terraform warning (shop-dev): Argument is deprecated
`);
});
