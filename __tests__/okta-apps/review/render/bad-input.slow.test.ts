import { renderMarkdown } from '../../../../okta-apps/review/render/markdown';
import { renderText } from '../../../../okta-apps/review/render/text';
import { widthOf } from '../../../../okta-apps/review/render/width';
import type { Review } from '../../../../okta-apps/review/review-model';
import { KnownSecrets, knowing } from '../../../../okta-apps/shared/known-secrets';
import { appChange, rawChange, rawPlan, SOUND_APP, type Attributes } from '../support/plan-json';
import { reviewOf, stackOf } from '../support/reviews';
import { visibleLines } from '../support/visible-lines';

const GITHUB_LIMIT = 65_536;

/** What a terminal shows before the lists of everything. */
function firstScreen(review: Review, columns: number): readonly string[] {
  const lines = renderText(review, { columns }).split('\n');
  const end = lines.findIndex((line) => /^All (?:findings|changes)/.test(line));
  return end === -1 ? lines : lines.slice(0, end);
}

/** One app as many: the review of each is the same, but for its name, its address and one host. */
function times(count: number, { findings, stacks, ...rest }: Review): Review {
  const own = (at: number, text: string) => text.replaceAll('okta_app_oauth.web', `okta_app_oauth.a${at}`);
  const copies = <T>(items: readonly T[]): T[] =>
    Array.from({ length: count }, (_, at) => {
      const text = own(at, JSON.stringify(items)).replaceAll('Storefront', `App ${at}`);
      return JSON.parse(text.replaceAll('new.example', `new-${at}.example`)) as T[];
    }).flat();
  return {
    ...rest,
    findings: copies(findings),
    stacks: stacks.map((stack) => ({ ...stack, changes: copies(stack.changes) })),
  };
}

describe('findings by the ten thousand', () => {
  const one = reviewOf([
    stackOf(rawPlan([appChange({}, { pkce_required: false, redirect_uris: ['https://new.example/cb'] })])),
  ]);
  const many = times(3_400, one);

  it('are one screen first in a comment, which fits', () => {
    expect(many.findings.length).toBeGreaterThan(10_000);
    const comment = renderMarkdown(many);
    expect(comment.length).toBeLessThan(GITHUB_LIMIT);
    expect(visibleLines(comment).length).toBeLessThanOrEqual(30);
    expect(comment).toContain('and 3392 more hosts – `App 0`, `App 1`, `App 2`, `App 3`, `App 4` and 3395 more');
    expect(comment).toContain(`All ${many.findings.length} findings, with addresses`);
    expect(comment).toMatch(/Truncated to fit the comment size limit:\*\* (?:1 × finding, )?\d+ × change\./);
  });

  it('are one screen first at a terminal, and all are below', () => {
    const first = firstScreen(many, 80);
    expect(first.length).toBeLessThanOrEqual(40);
    expect(first.join('\n').replace(/\s+/g, ' ')).toContain('and 3392 more hosts – App 0, App 1, App 2 and 3397 more');
    expect(first.join('\n')).toContain('…with all addresses in the list of findings below');
    expect(first.join('\n')).not.toContain('and 0 more');
    const text = renderText(many, { columns: 80 });
    expect(text).toContain('new-3399.example');
    expect(text).toContain('okta_app_oauth.a3399');
  });
});

test('a thousand values of one app are counted, and two apps that differ in one of them are two', () => {
  const uris = (last: string) => [
    ...Array.from({ length: 1_000 }, (_, at) => `https://shop.acme.com/cb${at}`),
    `https://shop.acme.com/${last}`,
  ];
  const change = (name: string, last: string) =>
    rawChange(
      `okta_app_oauth.${name}`,
      { ...SOUND_APP, label: name },
      { ...SOUND_APP, label: name, redirect_uris: uris(last) },
    );
  const made = reviewOf([stackOf(rawPlan([change('one', 'a'), change('two', 'b')]))]);
  const comment = renderMarkdown(made);
  expect(comment).toContain('**`one`**<br>redirect URIs: + `https://shop.acme.com/cb0`, ');
  expect(comment).toContain('`https://shop.acme.com/cb7` and 993 more; − `https://shop.acme.com/cb` |');
  expect(comment).not.toContain('The table of changes is too long');
  expect(comment).toContain('**`two`**<br>');
  expect(firstScreen(made, 80).length).toBeLessThanOrEqual(45);
  expect(renderText(made)).toContain('+   https://shop.acme.com/cb999');
});

const HARD_LABELS: readonly string[] = [
  '店'.repeat(100),
  '한'.repeat(100),
  'ｗ'.repeat(100),
  'ﾊﾝ'.repeat(50),
  '🔥'.repeat(100),
  '🇩🇪'.repeat(50),
  '❤️'.repeat(50),
  '1️⃣'.repeat(30),
  '👍🏽'.repeat(50),
  '\u0915\u094d\u0937\u093f'.repeat(25),
  'e\u0301'.repeat(100),
];

describe('labels of a hundred characters that are wide, or made of several', () => {
  const changes = HARD_LABELS.map((label, at) => {
    const before: Attributes = { ...SOUND_APP, label };
    return rawChange(`okta_app_oauth.a${at}`, before, { ...before, label: `${label} 2`, pkce_required: false });
  });
  const stacks = ['dev', 'prod'].map((environment) =>
    stackOf(rawPlan(changes), { stack: `shop-${environment}`, environment, production: environment === 'prod' }),
  );
  const made = reviewOf(stacks);

  it.each([40, 80, 120])('keep to a terminal of %i columns, and none is split', (columns) => {
    for (const line of renderText(made, { columns }).split('\n')) {
      if (widthOf(line) > columns) expect(line.trim()).toMatch(/^\S+$/);
      // A line that begins with half of a character: a mark, the second half of a flag alone, the color of a hand.
      expect(line.trim()).not.toMatch(/^(?:\p{M}|\p{Emoji_Modifier})/u);
      expect(line.replace(/\p{RI}\p{RI}/gu, '')).not.toMatch(/\p{RI}/u);
    }
  });

  it.each([40, 80, 120])('are one screen first in %i columns', (columns) => {
    expect(firstScreen(made, columns).length).toBeLessThanOrEqual(columns === 40 ? 60 : 45);
  });

  it('have marks in columns', () => {
    const lines = firstScreen(made, 80);
    const head = lines.find((line) => /^ +dev {2}prod$/.test(line)) ?? '';
    const marked = lines.filter((line) => line.endsWith('✓'));
    expect(marked.length).toBeGreaterThanOrEqual(2);
    for (const line of marked) expect(widthOf(line)).toBe(head.indexOf('prod') + 2);
  });

  it('are short in what a comment shows first, and whole in its details', () => {
    const comment = renderMarkdown(made);
    expect(visibleLines(comment).length).toBeLessThanOrEqual(30);
    for (const line of visibleLines(comment)) {
      for (const [, value = ''] of line.matchAll(/`([^`]+)`/g)) expect(widthOf(value)).toBeLessThanOrEqual(100);
    }
    expect(comment).toContain(`+ label: ${'店'.repeat(100)} 2`);
  });
});

test('an app in twenty environments has one heading, and fits into 40 columns', () => {
  const everywhere = Array.from({ length: 20 }, (_, at) => {
    const after = { ...SOUND_APP, pkce_required: at !== 7, refresh_token_leeway: 30 + at };
    const uris = { redirect_uris: [`https://shop.region-${at}.acme.com/cb`] };
    return stackOf(rawPlan([rawChange('okta_app_oauth.web', SOUND_APP, { ...after, ...uris })]), {
      stack: `shop-region-${at}`,
      environment: `region-${at}`,
      production: at > 10,
    });
  });
  const made = reviewOf(everywhere);
  const visible = visibleLines(renderMarkdown(made));
  expect(visible.length).toBeLessThanOrEqual(30);
  expect(visible.join('\n')).toContain(
    'refresh token grace period: `30 s` → `31 s` and 18 other changes of refresh token grace period | 19 of 20 environments, not `region-0` |',
  );
  const narrow = firstScreen(made, 40);
  expect(narrow.filter((line) => line === 'Storefront')).toHaveLength(1);
  for (const line of narrow) expect(widthOf(line)).toBeLessThanOrEqual(40);
});

test('an app in twenty environments with a label of 100 wide characters is a table that can be read', () => {
  const everywhere = Array.from({ length: 20 }, (_, at) => {
    const before = { ...SOUND_APP, label: '店'.repeat(100) };
    return stackOf(rawPlan([rawChange('okta_app_oauth.web', before, { ...before, pkce_required: at === 7 })]), {
      stack: `shop-region-${at}`,
      environment: `region-${at}`,
      production: false,
    });
  });
  const made = reviewOf(everywhere);
  const lines = visibleLines(renderMarkdown(made));
  expect(lines.length).toBeLessThanOrEqual(25);
  expect(lines.join('\n')).toContain(' | 19 of 20 environments, not `region-7` |');
  for (const line of renderText(made, { columns: 40 }).split('\n').slice(0, 12)) {
    expect(widthOf(line)).toBeLessThanOrEqual(40);
  }
});

test('a secret in a name that is shortened does not leave its beginning', () => {
  const secret = 'canary-4b1d-secret';
  const before = { ...SOUND_APP, label: `a name that goes on ${secret} and on and on and on and on` };
  const made = reviewOf([
    stackOf(rawPlan([rawChange('okta_app_oauth.web', before, { ...before, pkce_required: false })])),
  ]);
  const secrets = new KnownSecrets([secret], () => undefined);
  expect(renderText(made)).toContain('a name that goes on can…');
  for (const render of [renderText, renderMarkdown]) {
    const [visible = ''] = knowing(secrets, () => render(made)).split('<details>');
    expect(visible).toContain('a name that goes on (se…');
    expect(visible).not.toContain('on can');
  }
});
