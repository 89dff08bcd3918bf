import fc from 'fast-check';
import { renderMarkdown } from '../../../../okta-apps/review/render/markdown';
import { renderText } from '../../../../okta-apps/review/render/text';
import { widthOf } from '../../../../okta-apps/review/render/width';
import { review } from '../../../../okta-apps/review/review';
import type { StackInput } from '../../../../okta-apps/review/review-input';
import { EVERYDAY_CASES } from '../support/everyday-cases';
import { rawChange, rawPlan, SOUND_APP } from '../support/plan-json';
import { reviewOf, stackOf } from '../support/reviews';
import { visibleLines } from '../support/visible-lines';

const small = review(EVERYDAY_CASES['everyday-small']!());

test('a path and a grace period in two apps and three environments are one screen without a fold', () => {
  const lines = visibleLines(renderMarkdown(small));
  expect(lines.slice(1, 6)).toEqual([
    '2 apps change, the same in `dev`, `staging` and `prod`.',
    '| change | `dev` | `staging` | `prod` |',
    '| **`Billing` and `Storefront`**',
    'redirect URIs: `/callback` → `/oidc/callback`',
    'refresh token grace period: `20 s` → `45 s` | ✓ | ✓ | ✓ |',
  ]);
  expect(lines[0]).toMatch(/^### 🟠 Needs review: .* \(`Billing` and `Storefront`\), and 1 other finding$/u);
  expect(lines.join('\n')).toContain(
    '**The refresh token grace period is raised.** A used refresh token can be replayed for longer.',
  );
  expect(lines.length).toBeLessThanOrEqual(18);
  expect(renderText(small).split('\n').length).toBeLessThanOrEqual(43);
});

test('one word in 40 apps and three environments is at most 25 visible lines', () => {
  const lines = visibleLines(renderMarkdown(review(EVERYDAY_CASES['everyday-large']!())));
  expect(lines.length).toBeLessThanOrEqual(25);
  expect(lines.join('\n')).toContain('40 apps change, the same in `dev`, `staging` and `prod`.');
  expect(lines.join('\n')).toContain('and 39 other changes of `label`');
});

test('a new app is called new, and its group assignment is a part of it', () => {
  const comment = renderMarkdown(review(EVERYDAY_CASES['everyday-new-app']!()));
  const visible = visibleLines(comment).join('\n');
  expect(visible).toContain('| **new app `Billing`**\n');
  expect(visible).not.toContain('okta_app_group_assignments');
  expect(comment).toContain('`okta_app_group_assignments.billing`');
});

const label = fc.constantFrom('Shop', 'Desk', 'Café', '店'.repeat(100), 'a b '.repeat(30));
const one = fc.record({
  team: fc.constantFrom('storefront', 'billing'),
  environment: fc.constantFrom('dev', 'staging', 'prod'),
  apps: fc.uniqueArray(
    fc.record({
      name: fc.constantFrom('web', 'admin', 'api'),
      label,
      pkce: fc.boolean(),
      leeway: fc.constantFrom(30, 45),
      path: fc.constantFrom('/cb', '/oidc'),
    }),
    { selector: ({ name }) => name, minLength: 1, maxLength: 3 },
  ),
});
const stacks = fc.uniqueArray(one, { selector: ({ team, environment }) => `${team}-${environment}`, maxLength: 6 });

interface App {
  readonly name: string;
  readonly label: string;
  readonly pkce: boolean;
  readonly leeway: number;
  readonly path: string;
}

function toStack({ team, environment, apps }: { team: string; environment: string; apps: readonly App[] }): StackInput {
  const changes = apps.map(({ name, label: own, pkce, leeway, path }) => {
    const before = { ...SOUND_APP, label: own };
    const uris = { redirect_uris: [`https://${environment}.acme.com${path}`] };
    return rawChange(`okta_app_oauth.${name}`, before, {
      ...before,
      ...uris,
      pkce_required: pkce,
      refresh_token_leeway: leeway,
    });
  });
  return stackOf(rawPlan(changes), {
    stack: `${team}-${environment}`,
    environment,
    production: environment === 'prod',
  });
}

describe('whatever changes', () => {
  const check = (holds: (given: readonly StackInput[]) => void) => {
    fc.assert(
      fc.property(stacks, (given) => {
        holds(given.map(toStack));
      }),
      { numRuns: 12 },
    );
  };

  it('has every change and every finding in both texts', () => {
    check((given) => {
      const made = reviewOf(given);
      const comment = renderMarkdown(made);
      const text = renderText(made, { columns: Infinity });
      for (const { rule } of made.findings) for (const each of [comment, text]) expect(each).toContain(rule);
      for (const { address, differences } of made.stacks.flatMap(({ changes }) => changes)) {
        expect(comment).toContain(`\`${address}\``);
        for (const value of differences.flatMap(({ added, removed }) => [...added, ...removed])) {
          expect(comment).toContain(value);
        }
      }
      const findings = made.findings.length;
      if (findings > 1) expect(comment).toContain(`<summary>All ${findings} findings, with addresses</summary>`);
    });
  });

  it('is told the same whatever the order of the stacks', () => {
    check((given) => {
      const [made, turned] = [reviewOf(given), reviewOf([...given].reverse())];
      expect(renderMarkdown(turned)).toBe(renderMarkdown(made));
      expect(renderText(turned)).toBe(renderText(made));
    });
  });

  it('keeps to the width of the terminal, and cuts no word', () => {
    check((given) => {
      const made = reviewOf(given);
      const words = new Set(renderText(made, { columns: Infinity }).split(/\s+/));
      for (const columns of [40, 80, 120]) {
        for (const line of renderText(made, { columns }).split('\n')) {
          const own = line.trim().split(/\s+/);
          if (own.length > 1) expect(widthOf(line)).toBeLessThanOrEqual(columns);
          else if (widthOf(line) > columns) expect(words).toContain(own[0]);
        }
      }
    });
  });
});
