import { field, inner, isList, isObject, object, type JsonObject } from '../../shared/json';
import { ExpressionError } from '../expression';
import { parseTemplate } from '../parse-template';
import { rootScope, scopesIn, type Scope } from './embedded';

/** A resource of a document or of a module that was read. */
export interface ResourceBlock {
  readonly type: string;
  /** `module.people.okta_group.staff` */
  readonly address: string;
  /** What is written of it. An argument of its module is what the caller says. */
  readonly body: JsonObject;
}

/** Arguments that the resources of one document may lead through: lists of lists of them could grow without end. */
const MOST_ARGUMENTS = 10_000;

/** All resources that a document declares, those of modules too. */
export function resourceBlocks(document: JsonObject): readonly ResourceBlock[] {
  let left = MOST_ARGUMENTS;
  return scopesIn(rootScope(document)).flatMap((scope) =>
    Object.entries(object(field(scope.document, 'resource'))).flatMap(([type, named]) =>
      Object.entries(object(named)).map(([name, body]) => ({
        type,
        address: `${scope.prefix}${type}.${name}`,
        body: scope.caller === undefined ? object(body) : object(resolved(body, scope)),
      })),
    ),
  );

  function resolved(value: unknown, scope: Scope): unknown {
    if (typeof value === 'string') return ofText(value, scope);
    if (isList(value)) return value.map((item) => resolved(item, scope));
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolved(item, scope)]));
  }

  function ofText(text: string, { document: module, caller }: Scope): unknown {
    const name = variableIn(text);
    if (caller === undefined || name === undefined || left === 0) return text;
    left -= 1;
    return resolved(field(caller.body, name) ?? inner(module, 'variable', name, 'default'), caller.scope);
  }
}

/** The name of the variable that a text is as a whole. */
function variableIn(text: string): string | undefined {
  if (!text.includes('var.')) return undefined;
  try {
    const expression = parseTemplate(text);
    if (expression.kind !== 'access' || expression.of.kind !== 'name' || expression.of.name !== 'var') return undefined;
    const [step, more] = expression.steps;
    return step?.kind === 'attribute' && more === undefined ? step.name : undefined;
  } catch (error) {
    if (error instanceof ExpressionError) return undefined;
    throw error;
  }
}
