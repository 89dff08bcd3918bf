/** An expression of Terraform's language, as far as a review has to tell what it reads and what it calls. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'template'; readonly parts: readonly TemplatePart[] }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'access'; readonly of: Expression; readonly steps: readonly Step[] }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[]; readonly spread: boolean }
  | { readonly kind: 'tuple'; readonly items: readonly Expression[] }
  | { readonly kind: 'object'; readonly entries: readonly Entry[] }
  | ForExpression
  | { readonly kind: 'unary'; readonly operator: '!' | '-'; readonly operand: Expression }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | {
      readonly kind: 'conditional';
      readonly condition: Expression;
      readonly then: Expression;
      readonly otherwise: Expression;
    }
  | { readonly kind: 'parentheses'; readonly inner: Expression };

/** `.name`, `[key]`, or one of the splats `[*]` and `.*`. */
export type Step =
  | { readonly kind: 'attribute'; readonly name: string }
  | { readonly kind: 'index'; readonly key: Expression }
  | { readonly kind: 'splat' };

export interface Entry {
  readonly key: Expression;
  readonly value: Expression;
}

/** `[for key, value in collection : result if condition]`, or an object when it has a `resultKey`. */
export interface ForExpression {
  readonly kind: 'for';
  readonly key?: string;
  readonly value: string;
  readonly collection: Expression;
  readonly resultKey?: Expression;
  readonly result: Expression;
  /** `...`: several values of one key become a list. */
  readonly grouped: boolean;
  readonly condition?: Expression;
}

export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  /** `trims`: a `~` in it takes blanks away beside it, so it is a part of a text even when it is alone. */
  | { readonly kind: 'value'; readonly expression: Expression; readonly trims: boolean }
  | {
      readonly kind: 'if';
      readonly condition: Expression;
      readonly then: readonly TemplatePart[];
      readonly otherwise: readonly TemplatePart[];
    }
  | {
      readonly kind: 'for';
      readonly key?: string;
      readonly value: string;
      readonly collection: Expression;
      readonly parts: readonly TemplatePart[];
    };

/** What was written is no expression that this tool can read, so nothing about it can be said. */
export class ExpressionError extends Error {
  constructor(
    readonly why: string,
    /** Index of the character in the text. */
    readonly at: number,
  ) {
    super(`${why} at character ${String(at + 1)}`);
  }
}
