import type ts from 'typescript';
import type { ProjectCode } from '../code/project-code';

/**
 * The code of a node, with a name in its texts replaced where it is a whole word: `acme-dev` and `shop.dev.acme.com`
 * have the word `dev`, `devices` has not.
 */
export function renamedText(
  node: ts.Node,
  names: { readonly from: string; readonly to: string },
  { ts }: ProjectCode,
): string {
  const start = node.getStart();
  const text = node.getText();
  let renamed = '';
  let done = 0;
  const visit = (each: ts.Node): void => {
    if (ts.isStringLiteralLike(each)) {
      const at = each.getStart() - start;
      renamed += text.slice(done, at) + withName(each.getText(), names);
      done = at + each.getWidth();
    }
    ts.forEachChild(each, visit);
  };
  visit(node);
  return renamed + text.slice(done);
}

function withName(text: string, { from, to }: { readonly from: string; readonly to: string }): string {
  const upper = (name: string): string => name.replaceAll('-', '_').toUpperCase();
  return replaceWord(replaceWord(text, from, to), upper(from), upper(to));
}

/** Characters at which a word of a name, a host or a path ends. */
const IN_WORD = /[A-Za-z0-9]/;

function replaceWord(text: string, from: string, to: string): string {
  let replaced = '';
  let done = 0;
  for (let at = text.indexOf(from); at >= 0; at = text.indexOf(from, at + 1)) {
    const [before = '', after = ''] = [text[at - 1], text[at + from.length]];
    if (at < done || IN_WORD.test(before) || IN_WORD.test(after)) continue;
    replaced += text.slice(done, at) + to;
    done = at + from.length;
  }
  return replaced + text.slice(done);
}
