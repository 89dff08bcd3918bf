import { join } from 'node:path';
import ts from 'typescript';

const ROOT = join(__dirname, '..', '..');
const FILE = join(ROOT, 'checked-block.ts');
/** What the names of the package lead to in the sources: no build is needed, and none can be out of date. */
const PACKAGE = {
  'okta-oidc-cdktf': ['./constructs/index.ts'],
  'okta-oidc-cdktf/constructs/*': ['./constructs/*.ts'],
  'okta-oidc-cdktf/testing/*': ['./okta-apps/testing/*.ts'],
};

/** Parsed files by path: what a block imports is the same for all of them, and parsing it takes seconds. */
const parsed = new Map<string, ts.SourceFile | undefined>();
let previous: ts.Program | undefined;

function settings(): ts.CompilerOptions {
  const config = ts.readConfigFile(join(ROOT, 'tsconfig.json'), (path) => ts.sys.readFile(path));
  const { options } = ts.parseJsonConfigFileContent({ ...config.config, files: [FILE] }, ts.sys, ROOT);
  return { ...options, noUnusedLocals: false, types: ['node', 'jest'], paths: PACKAGE };
}

const OPTIONS = settings();

function hostOf(code: string): ts.CompilerHost {
  const host = ts.createCompilerHost(OPTIONS);
  const { readFile, fileExists, getSourceFile } = host;
  host.fileExists = (path) => path === FILE || fileExists(path);
  host.readFile = (path) => (path === FILE ? code : readFile(path));
  host.getSourceFile = (path, version, ...rest) => {
    if (path === FILE) return ts.createSourceFile(path, code, version);
    if (!parsed.has(path)) parsed.set(path, getSourceFile(path, version, ...rest));
    return parsed.get(path);
  };
  return host;
}

/** Type-checks TypeScript as if it stood in a file at the root; gives the messages. */
export function typeProblems(code: string): string[] {
  previous = ts.createProgram([FILE], OPTIONS, hostOf(code), previous);
  return ts
    .getPreEmitDiagnostics(previous, previous.getSourceFile(FILE))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}
