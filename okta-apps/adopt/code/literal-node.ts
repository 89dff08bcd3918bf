import type ts from 'typescript';
import { isList, isObject } from '../../shared/json';

/** What makes nodes of code, and how a file writes its texts. */
export interface CodeStyle {
  readonly ts: typeof ts;
  readonly quote: string;
}

const NAME = /^[A-Za-z_$][\w$]*$/;

/** Plain data as an expression. Whatever a text holds, it is a literal: it is never parsed. */
export function literalNode(value: unknown, style: CodeStyle): ts.Expression {
  const { factory } = style.ts;
  if (typeof value === 'string') return textNode(value, style);
  if (typeof value === 'number') return numberNode(value, style);
  if (typeof value === 'boolean') return value ? factory.createTrue() : factory.createFalse();
  if (isList(value))
    return factory.createArrayLiteralExpression(
      value.map((one) => literalNode(one, style)),
      value.some(isObject),
    );
  if (!isObject(value)) return factory.createNull();
  const members = Object.entries(value).map(([name, member]) => memberNode(name, literalNode(member, style), style));
  return factory.createObjectLiteralExpression(members, isLong(value));
}

/** A member of an object; `__proto__` is computed, because a plain one would set the prototype. */
export function memberNode(name: string, value: ts.Expression, style: CodeStyle): ts.PropertyAssignment {
  const { factory } = style.ts;
  if (name === '__proto__')
    return factory.createPropertyAssignment(factory.createComputedPropertyName(textNode(name, style)), value);
  return factory.createPropertyAssignment(NAME.test(name) ? name : textNode(name, style), value);
}

/** A text. The compiler escapes what would end it; what a screen would hide or turn round is escaped where lines are printed. */
export function textNode(text: string, { ts, quote }: CodeStyle): ts.StringLiteral {
  return ts.setEmitFlags(ts.factory.createStringLiteral(text, quote === "'"), ts.EmitFlags.NoAsciiEscaping);
}

/** A template such as `${origin}/callback`: an expression, and a text before or after it. */
export function templateNode(
  before: string,
  expression: ts.Expression,
  after: string,
  { ts }: CodeStyle,
): ts.TemplateExpression {
  const { factory } = ts;
  const tail = factory.createTemplateTail(after, rawTemplate(after));
  return factory.createTemplateExpression(factory.createTemplateHead(before, rawTemplate(before)), [
    factory.createTemplateSpan(expression, tail),
  ]);
}

/** The characters of a template as they are written between its backticks. */
function rawTemplate(text: string): string {
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${');
  return escaped.replaceAll('\r', '\\r').replaceAll('\n', '\\n');
}

function numberNode(value: number, { ts: { factory, SyntaxKind } }: CodeStyle): ts.Expression {
  const literal = factory.createNumericLiteral(Math.abs(value));
  return value < 0 || Object.is(value, -0)
    ? factory.createPrefixUnaryExpression(SyntaxKind.MinusToken, literal)
    : literal;
}

const LONGEST_LINE = 90;

function isLong(value: object): boolean {
  return JSON.stringify(value).length > LONGEST_LINE;
}
