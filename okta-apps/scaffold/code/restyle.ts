import type ts from 'typescript';
import { endOfLine, quoteOf, semicolonOf } from './insertions';
import type { ProjectCode } from './project-code';

/** Code of ours, with the quotes, semicolons and line ends that another file of the project has. */
export function restyle(text: string, like: ts.SourceFile, code: ProjectCode): string {
  const { ts } = code;
  const quote = quoteOf(like, code);
  const semicolon = semicolonOf(like);
  const source = ts.createSourceFile('new.ts', text, ts.ScriptTarget.Latest, true);
  let styled = '';
  let done = 0;
  const replace = (at: number, length: number, by: string): void => {
    styled += text.slice(done, at) + by;
    done = at + length;
  };
  const visit = (node: ts.Node): void => {
    // A text with escapes or quotes in it keeps its own: with other quotes it could be another text, or code.
    if (ts.isStringLiteral(node) && !/[\\'"]/.test(node.getText().slice(1, -1)))
      replace(node.getStart(), node.getWidth(), quote + node.text + quote);
    ts.forEachChild(node, visit);
    if (ts.isStatement(node) && node.getText().endsWith(';')) replace(node.getEnd() - 1, 1, semicolon);
  };
  visit(source);
  styled += text.slice(done);
  const eol = endOfLine(like);
  return eol === '\n' ? styled : styled.replaceAll('\n', eol);
}

/** The same for an entry of an object, such as `name: 'value'`. */
export function restyleEntry(entry: string, like: ts.SourceFile, code: ProjectCode): string {
  return restyle(`({${entry}})`, like, code).slice('({'.length, -'})'.length);
}
