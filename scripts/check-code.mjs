// Types and eslint, over one program of the compiler: each alone would find out all types of the project once more.
// Prints what tsc and eslint print; nothing when all is well.
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import ts from 'typescript';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const CONFIG = `${root}/tsconfig.json`;

const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: (diagnostic) => unreadable([diagnostic]) };

function shown(diagnostics) {
  return ts.formatDiagnostics(diagnostics, {
    getCurrentDirectory: () => root,
    getCanonicalFileName: (name) => name,
    getNewLine: () => '\n',
  });
}

function unreadable(diagnostics) {
  process.stdout.write(shown(diagnostics));
  process.exit(1);
}

const config = ts.getParsedCommandLineOfConfigFile(CONFIG, { incremental: false, composite: false }, host);
if (config.errors.length > 0) unreadable(config.errors);
const program = ts.createProgram({ rootNames: config.fileNames, options: config.options });
const problems = ts.getPreEmitDiagnostics(program);
process.stdout.write(shown(problems));

const eslint = new ESLint({
  cwd: root,
  overrideConfig: {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: false, programs: [program] } },
  },
});
const results = await eslint.lintFiles(['.']);
const formatter = await eslint.loadFormatter('stylish');
process.stdout.write(await formatter.format(results));

const failed = results.some(({ errorCount, warningCount }) => errorCount + warningCount > 0);
process.exitCode = problems.length > 0 || failed ? 1 : 0;
