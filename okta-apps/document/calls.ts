import { ExpressionError, type Expression } from './expression';
import { functionKind } from './functions';
import { parseTemplate } from './parse-template';
import { usesOf, type Call } from './uses';

/** The text of a file below the document's `assets/`; undefined when there is none. */
export type AssetReader = (path: string) => string | undefined;

/** A path below `assets/` that leads nowhere else. */
const ASSET = /^(?:\.\/)?assets(?:\/[^/.\\\0][^/\\\0]*)+$/;

/** Where calls read files. */
export interface Files {
  /** Of the module that the call is in, below the folder of the stack; empty for the root. */
  readonly folder: string;
  readonly readAsset: AssetReader;
}

/**
 * What is wrong with the calls of one expression.
 *
 * @param isShown whether a reviewer must see the value: it is an attribute of Okta.
 */
export function callFaults(calls: readonly Call[], isShown: boolean, files: Files): readonly string[] {
  return calls.flatMap((call) => {
    switch (functionKind(call.name)) {
      case 'pure':
        return [];
      case 'hides':
        return isShown
          ? [`It calls \`${call.name}\`, which hides the value from the review. Write the value itself.`]
          : [];
      case 'file':
        return assetPath(call, files.folder) === undefined ? [notAnAsset(call.name)] : [];
      case 'template-file':
        return templateFaults(call, files);
      case 'refused':
        return [`It calls \`${call.name}\`, whose result the code does not determine. Write the value itself.`];
      case undefined:
        return [`It calls \`${call.name}\`, which is not on the list of allowed functions. Write the value itself.`];
    }
  });
}

function notAnAsset(name: string): string {
  return `It calls \`${name}\` with a path that is not a literal below \`assets/\`. Use the path of a TerraformAsset.`;
}

/** The literal path that a call reads: below `assets/`, with or without `path.module` in front. */
function assetPath({ args: [path] }: Call, folder: string): string | undefined {
  const text = path && literalText(path, folder);
  return text !== undefined && ASSET.test(text) ? text : undefined;
}

function literalText(expression: Expression, module: string): string | undefined {
  if (expression.kind === 'literal') return typeof expression.value === 'string' ? expression.value : undefined;
  if (expression.kind !== 'template') return undefined;
  const [first, rest, more] = expression.parts;
  if (first?.kind !== 'value' || rest?.kind !== 'text' || more !== undefined) return undefined;
  const folder = folderOf(first.expression, module);
  return folder && folder + rest.text;
}

/** Terraform runs where the document is, so the folder of the root is `.`. */
function folderOf(expression: Expression, module: string): string | undefined {
  if (expression.kind !== 'access' || expression.of.kind !== 'name' || expression.of.name !== 'path') return undefined;
  const [step, more] = expression.steps;
  if (step?.kind !== 'attribute' || more !== undefined) return undefined;
  if (step.name === 'root') return '.';
  return step.name === 'module' ? module || '.' : undefined;
}

/** A template in a file may do what one in the document may; it sees only the values that it is given. */
function templateFaults(call: Call, files: Files): readonly string[] {
  const path = assetPath(call, files.folder);
  if (path === undefined) return [notAnAsset(call.name)];
  const text = files.readAsset(path);
  if (text === undefined) return [`It calls \`${call.name}\`, and \`${path}\` cannot be read.`];
  let inner: Expression;
  try {
    inner = parseTemplate(text);
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    return [`The template \`${path}\` cannot be read: ${error.message}.`];
  }
  const { calls } = usesOf(inner);
  const nested = calls.some(({ name }) => functionKind(name) === 'template-file');
  if (nested) return [`The template \`${path}\` calls \`templatefile\`.`];
  return callFaults(calls, true, files).map((fault) => `In \`${path}\`: ${fault}`);
}
