import { assemble, type Section } from '../../../../okta-apps/review/render/cut';

function section(noun: string, count: number, more: Partial<Section> = {}): Section {
  const items = Array.from({ length: count }, (_, at) => `${noun} ${at} ${'.'.repeat(80)}`);
  return { open: `<${noun}>`, items, close: `</${noun}>`, noun, ...more };
}

const LEFT = 'Truncated to fit the comment size limit';

it('leaves nothing out when there is room', () => {
  const text = assemble('head', [section('a', 2), section('b', 1)], 10_000);
  expect(text).toContain('b 0');
  expect(text).not.toContain(LEFT);
});

it('leaves out whole items from the end of a section, and says how many', () => {
  const text = assemble('head', [section('a', 30), section('b', 2)], 2_000);
  const shown = [...text.matchAll(/a \d+ \.{80}\n/g)].length;
  expect(text.length).toBeLessThan(2_000);
  expect(text.startsWith('head')).toBe(true);
  expect(shown).toBeGreaterThan(5);
  expect(text).toContain('</a>');
  expect(text).toContain(`> **${LEFT}:** ${30 - shown} × a, 2 × b. The text and JSON formats list everything.`);
  expect(text).not.toContain('<b>');
});

it('leaves room for what follows a section that has its own end', () => {
  const text = assemble('head', [section('a', 30, { most: 500 }), section('b', 2)], 3_000);
  expect(text).toContain('b 1');
  const shown = [...text.matchAll(/a \d+ \.{80}\n/g)].length;
  expect(shown).toBeLessThan(6);
  expect(text).toContain(`${30 - shown} × a`);
});

it('leaves out a section of which nothing fits, and goes on', () => {
  const huge = { ...section('a', 1), items: ['x'.repeat(5_000)] };
  const text = assemble('head', [huge, section('b', 1)], 3_000);
  expect(text).not.toContain('<a>');
  expect(text).toContain('b 0');
  expect(text).toContain('1 × a');
});
