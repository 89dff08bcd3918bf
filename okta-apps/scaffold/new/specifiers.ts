import path from 'node:path';
import type ts from 'typescript';
import type { ProjectCode } from '../code/project-code';

/** The file of the library that has each name. */
const FILES = {
  ClientSecret: 'client-secret',
  Environment: 'environment',
  OidcWebApp: 'oidc-web-app',
  OktaStack: 'okta-stack',
  OriginsStack: 'origins-stack',
  PROVIDER_VERSION: 'provider-version',
  TrustedOrigins: 'trusted-origins',
  appOrigins: 'app-origins',
} as const;
export type LibraryName = keyof typeof FILES;

const PACKAGE = 'okta-oidc-cdktf';
/** Names that files had in the package before, besides `constructs/…`. */
const MODULES: readonly string[] = [...Object.values(FILES), 'synthesize'];

/** From where a file imports a name of the library: as it imports the others. */
export function librarySpecifier(name: LibraryName, like: ts.SourceFile, code: ProjectCode): string {
  const known = specifiersIn(like, code).find((one) => one === PACKAGE || MODULES.includes(moduleOf(one)));
  return known === undefined ? PACKAGE : specifierBeside(known, FILES[name]);
}

/** How a file imports another one of the project: with an extension where its other imports have one. */
export function relativeSpecifier(from: ts.SourceFile, file: string, code: ProjectCode): string {
  const relative = path.relative(path.dirname(from.fileName), file).replaceAll('\\', '/').replace(/\.ts$/, '');
  const other = specifiersIn(from, code).find((one) => one.startsWith('.')) ?? '';
  const [extension = ''] = /\.[cm]?[jt]s$/.exec(other) ?? [];
  return `${relative.startsWith('.') ? '' : './'}${relative}${extension}`;
}

/** What a file imports, as it is written there. */
function specifiersIn({ statements }: ts.SourceFile, { ts }: ProjectCode): readonly string[] {
  return statements.flatMap((statement) =>
    ts.isImportDeclaration(statement) && ts.isStringLiteral(statement.moduleSpecifier)
      ? [statement.moduleSpecifier.text]
      : [],
  );
}

/** The specifier of another file of the library, in the form of one that is known. */
function specifierBeside(known: string, file: string): string {
  if (known === PACKAGE) return PACKAGE;
  if (known.startsWith(`${PACKAGE}/`)) return `${PACKAGE}/constructs/${file}`;
  return `${path.posix.dirname(known)}/${file}${path.posix.extname(known)}`;
}

function moduleOf(specifier: string): string {
  return path.posix.basename(specifier, path.posix.extname(specifier));
}
