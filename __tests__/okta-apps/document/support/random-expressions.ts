import fc from 'fast-check';
import type { Expression, Step, TemplatePart } from '../../../../okta-apps/document/expression';

const WORDS = ['var', 'local', 'data', 'okta_group', 'x', 'a-b', 'each', 'id', 'index_1'];
const NAMES = fc.constantFrom(...WORDS);
const OPERATORS = fc.constantFrom('||', '&&', '==', '!=', '>', '>=', '<', '<=', '+', '-', '*', '/', '%');
/** No `$` or `%` at its end, where it would change what follows. */
const TEXTS = fc.string({ maxLength: 8 }).map((text) => `${text.replace(/[$%]+(?=[{$%]|$)/g, '')}.`);

const LITERALS: fc.Arbitrary<Expression> = fc
  .oneof(TEXTS, fc.constantFrom('${x}', '%{ if', '"\\'), fc.nat(), fc.boolean(), fc.constant(null))
  .map((value) => ({ kind: 'literal', value }));

/** What stands between words: everything that Terraform passes over. */
export const GAPS = fc.constantFrom(' ', '  ', ' /* x */ ', ' /*(*/ ', '\t');

/** Trees as the parser makes them: what binds looser than its place is in parentheses. */
export const EXPRESSIONS: fc.Arbitrary<Expression> = fc.letrec<{
  any: Expression;
  tight: Expression;
  part: TemplatePart;
}>((tie) => {
  const any = tie('any');
  const tight = tie('tight');
  const step: fc.Arbitrary<Step> = fc.oneof(
    NAMES.map((name) => ({ kind: 'attribute' as const, name })),
    any.map((key) => ({ kind: 'index' as const, key })),
    fc.constant({ kind: 'splat' as const }),
  );
  const name = NAMES.map((word): Expression => ({ kind: 'name', name: word }));
  const loop = fc.record({ key: fc.option(NAMES, { nil: undefined }), value: NAMES, collection: any });
  return {
    tight: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'expression' },
      name,
      LITERALS,
      fc
        .tuple(name, fc.array(step, { minLength: 1, maxLength: 4 }))
        .map(([of, steps]): Expression => ({ kind: 'access', of, steps })),
      fc
        .tuple(
          fc.constantFrom('upper', 'core::upper', 'provider::x::f', 'max'),
          fc.array(any, { maxLength: 3 }),
          fc.boolean(),
        )
        .map(([f, args, spread]): Expression => ({ kind: 'call', name: f, args, spread: spread && args.length > 0 })),
      fc.array(any, { maxLength: 3 }).map((items): Expression => ({ kind: 'tuple', items })),
      fc
        .array(
          fc.record({
            key: fc.oneof(
              LITERALS,
              any.map((inner): Expression => ({ kind: 'parentheses', inner })),
            ),
            value: any,
          }),
          { maxLength: 3 },
        )
        .map((entries): Expression => ({ kind: 'object', entries })),
      any.map((inner): Expression => ({ kind: 'parentheses', inner })),
      fc
        .tuple(loop, any, fc.option(any, { nil: undefined }), fc.option(any, { nil: undefined }), fc.boolean())
        .map(([{ key, ...rest }, result, resultKey, condition, grouped]): Expression => ({
          kind: 'for',
          ...(key !== undefined && { key }),
          ...rest,
          ...(resultKey !== undefined && { resultKey }),
          result,
          grouped: grouped && resultKey !== undefined,
          ...(condition !== undefined && { condition }),
        })),
      fc
        .array(tie('part'), { minLength: 1, maxLength: 3 })
        .map((parts): Expression => ({ kind: 'template', parts: [{ kind: 'text', text: 'a.' }, ...parts] })),
    ),
    any: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'expression' },
      tight,
      fc
        .tuple(fc.constantFrom<'!' | '-'>('!', '-'), tight)
        .map(([operator, operand]): Expression => ({ kind: 'unary', operator, operand })),
      fc
        .tuple(OPERATORS, tight, tight)
        .map(([operator, left, right]): Expression => ({ kind: 'binary', operator, left, right })),
      fc
        .tuple(tight, tight, tight)
        .map(([condition, then, otherwise]): Expression => ({ kind: 'conditional', condition, then, otherwise })),
    ),
    part: fc.oneof(
      { maxDepth: 3, depthIdentifier: 'expression' },
      fc.tuple(any, fc.boolean()).map(([expression, trims]): TemplatePart => ({ kind: 'value', expression, trims })),
      fc
        .tuple(any, fc.array(tie('part'), { maxLength: 2 }), fc.array(tie('part'), { maxLength: 2 }))
        .map(([condition, then, otherwise]): TemplatePart => ({ kind: 'if', condition, then, otherwise })),
      fc.tuple(loop, fc.array(tie('part'), { maxLength: 2 })).map(([{ key, ...rest }, parts]): TemplatePart => ({
        kind: 'for',
        ...(key !== undefined && { key }),
        ...rest,
        parts,
      })),
    ),
  };
}).any;
