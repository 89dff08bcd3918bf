import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { allRules } from '../../rules/registry';
import { rulesMarkdown } from '../../rules/rules-doc';
import { sentence } from '../../rules/texts';

const FILE = join(__dirname, '../../docs/rules.md');

it('docs/rules.md is what the rules say (UPDATE_DOCS=1 writes it again)', () => {
  if (process.env['UPDATE_DOCS'] === '1') writeFileSync(FILE, rulesMarkdown());
  expect(readFileSync(FILE, 'utf8')).toBe(rulesMarkdown());
});

it('has an anchor and a section for each rule, with its severity, its three parts and a link with a text', () => {
  const page = rulesMarkdown();
  for (const { id, severity, title, impact, fix } of allRules) {
    const [, after = '', ...more] = page.split(`\n<a id="${id.replace('/', '-')}"></a>\n\n### \`${id}\`\n\n`);
    expect([id, more]).toEqual([id, []]);
    const section = after.split('\n<a id=', 1).join();
    expect(
      section.startsWith(`${title} (${severity})\n\n- Impact: ${sentence(impact)}.\n- Fix: ${sentence(fix)}.\n`),
    ).toBe(true);
    expect(section).toMatch(/\n- Source: \[(?!https?:|#)[^\]]+\]\(/);
  }
});

it('has a heading for every link within the page', () => {
  const page = rulesMarkdown();
  const anchors = [...page.matchAll(/\]\(#([a-z-]+)\)/g)].map(([, anchor]) => anchor ?? '');
  expect(new Set(anchors)).toEqual(new Set(['environments', 'limits', 'renamed', 'severities', 'waivers']));
  for (const anchor of anchors) expect(page.toLowerCase()).toContain(`\n## ${anchor}\n`);
});
