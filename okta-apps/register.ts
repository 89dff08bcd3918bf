import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync, writeSync } from 'node:fs';
import Module, { createRequire, SourceMap } from 'node:module';
import path from 'node:path';
import type * as swc from '@swc/core';
import type * as ModuleAdvice from './shared/module-advice';
import type * as PlainOutput from './shared/plain-output';

/*
 * Lets `node -r okta-oidc-cdktf/register main.ts` run TypeScript, as ts-node does without checking types, in a tenth of
 * the time: each file is compiled once and kept by its content below node_modules/.cache, and the compiler is loaded
 * only for what is not there yet. Types are checked by `tsc`, not here.
 */

type Compile = (this: NodeJS.Module, code: string, filename: string) => unknown;

/** The part of Node's module system that has no types: how a loader for an extension is added. */
const modules = Module as unknown as {
  readonly _extensions: Record<string, (module: NodeJS.Module & { readonly _compile: Compile }, file: string) => void>;
  _resolveFilename: (request: string, parent: NodeJS.Module | undefined, ...rest: readonly unknown[]) => string;
  _load: (request: string, parent: NodeJS.Module | undefined, ...rest: readonly unknown[]) => unknown;
  readonly enableCompileCache?: (folder: string) => unknown;
};

/** Goes into each key of the cache, so that another way of compiling finds nothing of this one. */
const FORM = 'swc 1.15 commonjs es2022 v1';

/** The file of CDKTF and of CDK Terrain that zips assets. */
const CDKTF_ASSETS = /[\\/](?:cdktf|cdktn)[\\/]lib[\\/]private[\\/]fs\.js$/;

const compiled = new Map<string, string>();
const maps = new Map<string, SourceMap>();
const cache = cacheFolder(process.cwd());
const requireHere = createRequire(__filename);

/** `node_modules/.cache/okta-apps` of the folder or one above it; undefined where there are no node_modules. */
function cacheFolder(from: string): string | undefined {
  for (let folder = from; ; folder = path.dirname(folder)) {
    const modulesFolder = path.join(folder, 'node_modules');
    if (existsSync(modulesFolder)) return path.join(modulesFolder, '.cache', 'okta-apps');
    if (folder === path.dirname(folder)) return undefined;
  }
}

function javascriptOf(file: string): string {
  const source = readFileSync(file, 'utf8');
  const key = createHash('sha256').update(`${FORM}\0${source}`).digest('hex');
  const kept = cache === undefined ? undefined : path.join(cache, 'ts', `${key}.js`);
  return (kept && readIfThere(kept)) ?? keep(kept, compile(source, file));
}

/** @throws SyntaxError with the place, and without a stack, which would only show the compiler's own. */
function compile(source: string, file: string): string {
  const { transformSync } = requireHere('@swc/core') as typeof swc;
  try {
    return transformSync(source, {
      filename: file,
      swcrc: false,
      configFile: false,
      sourceMaps: 'inline',
      inlineSourcesContent: false,
      module: { type: 'commonjs' },
      jsc: { target: 'es2022', parser: { syntax: 'typescript', decorators: true } },
    }).code;
  } catch (error) {
    const [said = ''] = (error as Error).message.split('\n\nCaused by:');
    const syntaxError = new SyntaxError(`${file} cannot be compiled:\n${said.trimEnd()}`);
    syntaxError.stack = syntaxError.message;
    throw syntaxError;
  }
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** Keeps the code for the next time; where that is not possible, the next time compiles again. */
function keep(file: string | undefined, code: string): string {
  if (file === undefined) return code;
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    const temporary = `${file}.${randomBytes(8).toString('hex')}.tmp`;
    writeFileSync(temporary, code, { flag: 'wx' });
    renameSync(temporary, file);
  } catch {
    // A folder that cannot be written: a container without one, or the checkout of another user.
  }
  return code;
}

/** A place in code, compiled or not; line and column count from 1. */
interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Where a place in compiled code is in its source; undefined for code that was not compiled here. */
function sourcePosition({ file, line, column }: Position): Position | undefined {
  const entry = mapOf(file)?.findEntry(line - 1, column - 1);
  if (entry === undefined || !('originalLine' in entry)) return undefined;
  return { file, line: entry.originalLine + 1, column: entry.originalColumn + 1 };
}

function mapOf(file: string): SourceMap | undefined {
  const known = maps.get(file);
  if (known !== undefined) return known;
  const code = compiled.get(file);
  const map = code === undefined ? undefined : /\/\/# sourceMappingURL=data:[^,]*,(\S+)\s*$/.exec(code)?.[1];
  if (map === undefined) return undefined;
  const payload = JSON.parse(Buffer.from(map, 'base64').toString()) as ConstructorParameters<typeof SourceMap>[0];
  const made = new SourceMap(payload);
  maps.set(file, made);
  return made;
}

function sourcePlace(place: string, file: string, line: string, column: string): string {
  const source = sourcePosition({ file, line: Number(line), column: Number(column) });
  return source === undefined ? place : `${source.file}:${source.line}:${source.column}`;
}

/** A line of a stack that is about Node or this file, not about the user's files. */
function isOurs(line: string): boolean {
  return /^\s+at .*\bnode:internal\//.test(line) || (/^\s+at /.test(line) && line.includes(__filename));
}

/**
 * An uncaught error: its stack with the places of the sources. Mapping only here keeps `Error.stack` cheap
 * for CDKTF, which takes one for every token. An error with an empty stack was reported by what threw it.
 */
function reportUncaught(error: unknown): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const lines = text.replace(/([^\s(]+\.c?ts):(\d+):(\d+)/g, sourcePlace).split('\n');
  if (text !== '') {
    // Loaded here, because most apps have nothing to report.
    const { plainOutput } = requireHere('./shared/plain-output') as typeof PlainOutput;
    const { moduleAdvice } = requireHere('./shared/module-advice') as typeof ModuleAdvice;
    const advice = moduleAdvice(text);
    const own = lines.filter((line) => (advice === undefined ? !isOurs(line) : !/^\s+at /.test(line)));
    const shown = `${[...own, ...(advice === undefined ? [] : [advice])].join('\n')}\n`;
    writeSync(2, plainOutput(shown, process.env, process.stderr.isTTY));
  }
  process.exit(1);
}

if (cache !== undefined) modules.enableCompileCache?.(path.join(cache, 'v8'));

for (const extension of ['.ts', '.cts']) {
  modules._extensions[extension] = (module, file) => {
    const code = javascriptOf(file);
    compiled.set(file, code);
    module._compile(code, file);
  };
}

/** TypeScript names a source file by the JavaScript file that it becomes: `import('./apply.js')` is apply.ts. */
const resolveFilename = modules._resolveFilename;
modules._resolveFilename = function resolve(request, parent, ...rest) {
  const source = /^\.{1,2}\/.*\.c?js$/.test(request) && /\.c?ts$/.test(parent?.filename ?? '');
  if (!source) return resolveFilename.call(this, request, parent, ...rest);
  try {
    return resolveFilename.call(this, request, parent, ...rest);
  } catch (error) {
    try {
      return resolveFilename.call(this, request.replace(/\.(c?)js$/, '.$1ts'), parent, ...rest);
    } catch {
      throw error;
    }
  }
};

/**
 * CDKTF requires archiver, which is a third of what CDKTF takes to load, and zips assets in another process. So here
 * it is loaded when it is called.
 */
const loadModule = modules._load;
modules._load = function load(request, parent, ...rest) {
  const loaded = () => loadModule.call(this, request, parent, ...rest);
  if (request !== 'archiver' || !CDKTF_ASSETS.test(parent?.filename ?? '')) return loaded();
  return (...args: readonly unknown[]) => (loaded() as (...args: readonly unknown[]) => unknown)(...args);
};

/** For the places of constructs, of whose package this may be another copy. */
Object.defineProperty(globalThis, Symbol.for('okta-oidc-cdktf.sourcePosition'), {
  value: sourcePosition,
  configurable: true,
});

process.on('uncaughtException', reportUncaught);
