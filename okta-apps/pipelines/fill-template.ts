/** What replaces `((name))`: text within a line, or lines of their own. */
export interface Parts {
  readonly words: Readonly<Record<string, string>>;
  readonly blocks: Readonly<Record<string, string>>;
}

/** A line that is nothing but a name: an item of a list, a comment, a key of a map, or lines of a script. */
const BLOCK = /^(\s*)(- |# )?\(\(([a-z-]+)\)\):?$/;
const WORD = /(?<!\$)\(\(([\w/-]+)\)\)/g;

/**
 * Puts the parts into a template. Templates are valid YAML themselves, so that they are formatted and checked as it.
 *
 * @throws Error for a name that no part has.
 */
export function fillTemplate(template: string, parts: Parts): string {
  const lines = template.trimEnd().split('\n');
  return `${lines.flatMap((line) => filledLines(line, parts)).join('\n')}\n`;
}

function filledLines(line: string, parts: Parts): readonly string[] {
  const [, indent = '', mark = '', name = ''] = BLOCK.exec(line) ?? [];
  if (!Object.hasOwn(parts.blocks, name)) return [line.replace(WORD, (_, word: string) => wordOf(word, parts))];
  const block = parts.blocks[name] ?? '';
  if (block === '') return [];
  // A part that is a list brings its own marks.
  const before = mark === '- ' && /^(?:- |#)/.test(block) ? indent : `${indent}${mark}`;
  return fillTemplate(block, parts)
    .trimEnd()
    .split('\n')
    .map((part) => (part === '' ? part : before + part));
}

function wordOf(name: string, { words }: Parts): string {
  if (Object.hasOwn(words, name)) return words[name] ?? '';
  throw new Error(`No part of the pipelines is called ${name}`);
}

/** Words that YAML 1.1 or 1.2 takes for something else than text. */
const NO_TEXT = /^(?:true|false|null|yes|no|on|off|y|n)$/i;

/** A value as YAML reads it as text, in a block or in a list of one line. */
export function yamlText(value: string): string {
  const isPlain = /^[A-Za-z][\w./-]*(?:,[A-Za-z0-9][\w./-]*)*$/.test(value) && !NO_TEXT.test(value);
  return isPlain ? value : `'${value.replaceAll("'", "''")}'`;
}
