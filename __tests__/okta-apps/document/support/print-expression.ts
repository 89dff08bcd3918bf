import type { Entry, Expression, ForExpression, Step, TemplatePart } from '../../../../okta-apps/document/expression';

/** The tree as Terraform's language; `gap` is what stands between two words: blanks or comments. */
export function printExpression(expression: Expression, gap = ' '): string {
  const print = (inner: Expression): string => printExpression(inner, gap);
  switch (expression.kind) {
    case 'literal':
      return typeof expression.value === 'string' ? quoted(expression.value) : String(expression.value);
    case 'template':
      return `"${printParts(expression.parts, gap, true)}"`;
    case 'name':
      return expression.name;
    case 'access':
      return print(expression.of) + expression.steps.map((step) => printStep(step, gap)).join(gap);
    case 'call':
      return `${expression.name}${gap}(${expression.args.map(print).join(`,${gap}`)}${expression.spread ? '...' : ''})`;
    case 'tuple':
      return `[${gap}${expression.items.map(print).join(`${gap},`)}]`;
    case 'object':
      return `{${expression.entries.map((entry) => printEntry(entry, gap)).join(',')}}`;
    case 'for':
      return printFor(expression, gap);
    case 'unary':
      return `${expression.operator}${gap}${print(expression.operand)}`;
    case 'binary':
      return [print(expression.left), expression.operator, print(expression.right)].join(gap);
    case 'conditional':
      return [print(expression.condition), '?', print(expression.then), ':', print(expression.otherwise)].join(gap);
    case 'parentheses':
      return `(${gap}${print(expression.inner)}${gap})`;
  }
}

/** The tree as a string of `cdk.tf.json`. */
export function printTemplate(expression: Expression, gap = ' '): string {
  if (expression.kind === 'template') return printParts(expression.parts, gap, false);
  if (expression.kind === 'literal' && typeof expression.value === 'string') return escaped(expression.value);
  return `\${${gap}${printExpression(expression, gap)}${gap}}`;
}

function printParts(parts: readonly TemplatePart[], gap: string, inQuotes: boolean): string {
  return parts
    .map((part) => {
      switch (part.kind) {
        case 'text':
          return inQuotes ? inside(part.text) : escaped(part.text);
        case 'value':
          return `\${${part.trims ? '~' : ''}${gap}${printExpression(part.expression, gap)}${gap}${part.trims ? '~' : ''}}`;
        case 'if':
          return (
            `%{${gap}if${gap}${printExpression(part.condition, gap)}${gap}}${printParts(part.then, gap, inQuotes)}` +
            `${part.otherwise.length > 0 ? `%{ else }${printParts(part.otherwise, gap, inQuotes)}` : ''}%{${gap}endif }`
          );
        case 'for':
          return (
            `%{ for${gap}${names(part)}${gap}in${gap}${printExpression(part.collection, gap)} }` +
            `${printParts(part.parts, gap, inQuotes)}%{ endfor }`
          );
      }
    })
    .join('');
}

function printStep(step: Step, gap: string): string {
  if (step.kind === 'attribute') return `.${step.name}`;
  return step.kind === 'splat' ? '[*]' : `[${printExpression(step.key, gap)}]`;
}

function printEntry({ key, value }: Entry, gap: string): string {
  // A bare word would be a text.
  const left = key.kind === 'name' ? `(${key.name})` : printExpression(key, gap);
  return `${left}${gap}=${gap}${printExpression(value, gap)}`;
}

function printFor(loop: ForExpression, gap: string): string {
  const [start, end] = loop.resultKey === undefined ? ['[', ']'] : ['{', '}'];
  const key = loop.resultKey === undefined ? '' : `${printExpression(loop.resultKey, gap)}${gap}=>${gap}`;
  const condition = loop.condition === undefined ? '' : `${gap}if${gap}${printExpression(loop.condition, gap)}`;
  const result = `${key}${printExpression(loop.result, gap)}${loop.grouped ? '...' : ''}${condition}`;
  return `${start}for${gap}${names(loop)}${gap}in${gap}${printExpression(loop.collection, gap)}${gap}:${gap}${result}${end}`;
}

function names({ key, value }: { readonly key?: string; readonly value: string }): string {
  return key === undefined ? value : `${key}, ${value}`;
}

function quoted(text: string): string {
  return `"${inside(text)}"`;
}

function inside(text: string): string {
  return escaped(text).replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\r', '\\r');
}

function escaped(text: string): string {
  return text.replace(/([$%])\{/g, '$1$1{');
}
