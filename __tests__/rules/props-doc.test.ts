import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { propsAndMembers } from '../../okta-apps/shared/app-props';
import { propsMarkdown } from '../../rules/props-doc';

const FILE = join(__dirname, '../../docs/props.md');

it('docs/props.md is what the table says (UPDATE_DOCS=1 writes it again)', () => {
  if (process.env['UPDATE_DOCS'] === '1') writeFileSync(FILE, propsMarkdown());
  expect(readFileSync(FILE, 'utf8')).toBe(propsMarkdown());
});

it('has one line for each prop and each member, and a link with a text for each prop', () => {
  const lines = propsMarkdown().split('\n');
  for (const { path } of propsAndMembers()) {
    const [line, ...more] = lines.filter((its) => its.startsWith(`| \`${path.join('.')}\` |`));
    expect([path, line, more]).toEqual([path, expect.any(String), []]);
    if (path.length === 1) expect(line).toMatch(/\| \[[^\]]+\]\(https:[^)]+\) \|$/);
    expect(line).not.toMatch(/\[https?:/);
  }
});
