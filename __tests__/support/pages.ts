import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(__dirname, '../..');
export const read = (name: string): string => readFileSync(join(ROOT, name), 'utf8');
export const markdownIn = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name));

/** Pages for people who copy from them. */
export const GUIDES = ['README.md', ...markdownIn('docs/guides')];

/** The TypeScript of a page; a block in a list is indented. */
export function blocksOf(page: string): string[] {
  return [...read(page).matchAll(/^( *)```ts\n([^]*?)^\1```$/gm)].map(([, indent = '', code = '']) =>
    code.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  );
}
