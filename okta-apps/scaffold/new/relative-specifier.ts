import path from 'node:path';
import type ts from 'typescript';
import type { ProjectCode } from '../code/project-code';

/** How a file imports another one of the project: with an extension where its other imports have one. */
export function relativeSpecifier(from: ts.SourceFile, file: string, { ts }: ProjectCode): string {
  const relative = path.relative(path.dirname(from.fileName), file).replaceAll('\\', '/').replace(/\.ts$/, '');
  const others = from.statements.flatMap((statement) =>
    ts.isImportDeclaration(statement) && ts.isStringLiteral(statement.moduleSpecifier)
      ? [statement.moduleSpecifier.text]
      : [],
  );
  const extension = others.filter((one) => one.startsWith('.')).map((one) => /\.[cm]?[jt]s$/.exec(one)?.[0])[0] ?? '';
  return `${relative.startsWith('.') ? '' : './'}${relative}${extension}`;
}
