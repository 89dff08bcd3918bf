import { readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type ts from 'typescript';
import { UserError } from '../../shared/errors';

/** The TypeScript of a project, read with the compiler that the project itself has. */
export interface ProjectCode {
  readonly folder: string;
  readonly ts: typeof ts;
  /**
   * @param file Absolute path.
   * @throws UserError with file and line for each syntax error, or when it cannot be read.
   */
  readonly parse: (file: string) => ts.SourceFile;
  /** The file of the project that an import leads to; undefined for a package, and for what does not exist. */
  readonly resolve: (specifier: string, from: ts.SourceFile) => string | undefined;
  /** How messages name a file. */
  readonly shown: (file: string) => string;
}

/** @throws UserError when the project has no TypeScript that can be used, or a `tsconfig.json` that cannot be read. */
export function openCode(projectFolder: string): ProjectCode {
  const folder = realpathSync(projectFolder);
  const compiler = compilerOf(folder);
  const options = compilerOptions(folder, compiler);
  const parsed = new Map<string, ts.SourceFile>();
  const shown = (file: string): string => path.relative(folder, file);
  return {
    folder,
    ts: compiler,
    shown,
    parse: (file) => {
      const known = parsed.get(file) ?? parseFile(file, shown(file), compiler);
      parsed.set(file, known);
      return known;
    },
    resolve: (specifier, from) => {
      const { resolvedModule } = compiler.resolveModuleName(specifier, from.fileName, options, compiler.sys);
      if (resolvedModule === undefined || resolvedModule.isExternalLibraryImport === true) return undefined;
      const file = resolvedModule.resolvedFileName;
      return isInside(folder, file) && !file.endsWith('.d.ts') ? file : undefined;
    },
  };
}

const ADVICE = 'run "npm install --save-dev typescript@~5.9"';

function compilerOf(folder: string): typeof ts {
  let compiler: typeof ts;
  try {
    compiler = createRequire(path.join(folder, 'package.json'))('typescript') as typeof ts;
  } catch {
    throw new UserError(`TypeScript is not installed in ${folder}, and files are changed with it; ${ADVICE}`);
  }
  // From version 7 on the package is the compiler alone, without the functions that other programs call.
  if (typeof compiler.createSourceFile === 'function') return compiler;
  throw new UserError(`TypeScript ${compiler.version} of ${folder} cannot be called by other programs; ${ADVICE}`);
}

function compilerOptions(folder: string, compiler: typeof ts): ts.CompilerOptions {
  const file = path.join(folder, 'tsconfig.json');
  if (!compiler.sys.fileExists(file)) return { moduleResolution: compiler.ModuleResolutionKind.Bundler };
  const read = compiler.readConfigFile(file, (name) => compiler.sys.readFile(name));
  if (read.error !== undefined) {
    throw new UserError(`tsconfig.json: ${compiler.flattenDiagnosticMessageText(read.error.messageText, ' ')}`);
  }
  // The files that it includes are not needed, and looking for them takes long in a large repository.
  const host = { ...compiler.sys, readDirectory: () => [] };
  return compiler.parseJsonConfigFileContent(read.config, host, folder).options;
}

function parseFile(file: string, shown: string, compiler: typeof ts): ts.SourceFile {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new UserError(`${shown} cannot be read (${String((error as NodeJS.ErrnoException).code)})`);
  }
  const source = compiler.createSourceFile(file, text, compiler.ScriptTarget.Latest, true);
  const { diagnostics = [] } = compiler.transpileModule(text, { fileName: file, reportDiagnostics: true });
  const problems = diagnostics.map(({ start = 0, messageText }) => {
    const { line } = source.getLineAndCharacterOfPosition(start);
    return `${shown}:${line + 1}: ${compiler.flattenDiagnosticMessageText(messageText, ' ')}`;
  });
  if (problems.length === 0) return source;
  throw new UserError([...new Set(problems), 'Fix the syntax and run this again. Nothing was written.'].join('\n'));
}

function isInside(folder: string, file: string): boolean {
  const relative = path.relative(folder, file);
  return !relative.startsWith('..') && !path.isAbsolute(relative);
}
