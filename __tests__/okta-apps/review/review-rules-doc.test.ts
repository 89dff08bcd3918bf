import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { reviewRules } from '../../../okta-apps/review/change-rules/registry';
import { reviewRulesMarkdown } from '../../../okta-apps/review/review-rules-doc';
import { rulesMarkdown } from '../../../rules/rules-doc';

const FILE = join(__dirname, '../../../docs/review-rules.md');

it('docs/review-rules.md is what the rules say (UPDATE_DOCS=1 writes it again)', () => {
  if (process.env['UPDATE_DOCS'] === '1') writeFileSync(FILE, reviewRulesMarkdown());
  expect(readFileSync(FILE, 'utf8')).toBe(reviewRulesMarkdown());
});

it('has one line for each rule, with its severities, what it means, and a link with a text', () => {
  const lines = reviewRulesMarkdown().split('\n');
  for (const { id, severity, outsideProduction, waivable, needsOrg, summary, means } of reviewRules) {
    const outside = outsideProduction === undefined ? '' : `, ${outsideProduction} outside`;
    const always = `${waivable === false ? ', always' : ''}${needsOrg ? ', needs the org' : ''}`;
    const found = lines.filter((line) => line.startsWith(`| \`${id}\` |`));
    expect(found).toEqual([expect.stringContaining(`| ${severity}${outside}${always} | ${summary} | ${means} | [`)]);
    expect(found[0]).not.toMatch(/\[(?:https?:|#)/);
  }
});

it('names rules that exist, and links to headings that exist', () => {
  const page = reviewRulesMarkdown();
  const example = /reviewSeverities: \{(.*?)\}/.exec(page)?.[1] ?? '';
  const named = [...example.matchAll(/'([a-z-]+\/[a-z-]+)'/g)].map(([, id]) => id);
  expect(named.length).toBeGreaterThan(0);
  for (const id of named) expect(reviewRules.map((rule) => rule.id)).toContain(id);
  const anchors = [...page.matchAll(/\]\(rules\.md#([a-z-]+)\)/g)].map(([, anchor]) => anchor ?? '');
  expect(anchors).toEqual(['waivers']);
  for (const anchor of anchors) expect(rulesMarkdown().toLowerCase()).toContain(`\n## ${anchor}\n`);
});
