import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { reviewRules } from '../../../okta-apps/review/change-rules/registry';
import { reviewRulesMarkdown } from '../../../okta-apps/review/review-rules-doc';
import { rulesMarkdown } from '../../../rules/rules-doc';
import { sentence } from '../../../rules/texts';

const FILE = join(__dirname, '../../../docs/review-rules.md');

it('docs/review-rules.md is what the rules say (UPDATE_DOCS=1 writes it again)', () => {
  if (process.env['UPDATE_DOCS'] === '1') writeFileSync(FILE, reviewRulesMarkdown());
  expect(readFileSync(FILE, 'utf8')).toBe(reviewRulesMarkdown());
});

it('has an anchor and a section for each rule, with its severities, its three parts and a link with a text', () => {
  const page = reviewRulesMarkdown();
  for (const { id, severity, outsideProduction, waivable, needsOrg, title, impact, fix } of reviewRules) {
    const outside = outsideProduction === undefined ? '' : `, ${outsideProduction} outside`;
    const always = `${waivable === false ? ', always' : ''}${needsOrg ? ', needs the org' : ''}`;
    const [, after = '', ...more] = page.split(`\n<a id="${id.replace('/', '-')}"></a>\n\n### \`${id}\`\n\n`);
    expect([id, more]).toEqual([id, []]);
    const section = after.split('\n<a id=', 1).join();
    const texts = `\n\n- Impact: ${sentence(impact)}.\n- Fix: ${sentence(fix)}.\n`;
    expect(section.startsWith(`${title} (${severity}${outside}${always})${texts}`)).toBe(true);
    expect(section).toMatch(/\n- Source: \[(?!https?:|#)[^\]]+\]\(/);
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
