import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { allRules } from '../../rules/registry';
import { rulesMarkdown } from '../../rules/rules-doc';

const FILE = join(__dirname, '../../docs/rules.md');

it('docs/rules.md is what the rules say (UPDATE_DOCS=1 writes it again)', () => {
  if (process.env['UPDATE_DOCS'] === '1') writeFileSync(FILE, rulesMarkdown());
  expect(readFileSync(FILE, 'utf8')).toBe(rulesMarkdown());
});

it('has one line for each rule, with its severity, its summary and a link with a text', () => {
  const lines = rulesMarkdown().split('\n');
  for (const { id, severity, summary } of allRules) {
    const found = lines.filter((line) => line.startsWith(`| \`${id}\` |`));
    expect(found).toEqual([expect.stringContaining(`| ${severity} | ${summary} | [`)]);
    expect(found[0]).not.toMatch(/\[(?:https?:|#)/);
  }
});

it('has a heading for every link within the page', () => {
  const page = rulesMarkdown();
  const anchors = [...page.matchAll(/\]\(#([a-z-]+)\)/g)].map(([, anchor]) => anchor ?? '');
  expect(new Set(anchors)).toEqual(new Set(['limits', 'renamed', 'severities', 'waivers']));
  for (const anchor of anchors) expect(page.toLowerCase()).toContain(`\n## ${anchor}\n`);
});
