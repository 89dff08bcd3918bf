// Preloaded by programs that tests start (`node -r`): the tool's own loader for TypeScript, from its source, so that
// no build is needed and none can be out of date.
const { existsSync } = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const { transformFileSync } = require('@swc/core');

const file = path.join(__dirname, '../../okta-apps/register.ts');
const loader = new Module(file, module);
loader.filename = file;
loader.paths = Module._nodeModulePaths(path.dirname(file));
const { code } = transformFileSync(file, {
  swcrc: false,
  module: { type: 'commonjs' },
  jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
});
// What it compiles is kept in this repository's node_modules where the project of the test has none: else each of some
// hundred programs would compile the whole tool again.
const { cwd } = process;
if (!existsSync(path.join(cwd(), 'node_modules'))) process.cwd = () => path.join(__dirname, '../..');
loader._compile(code, file);
process.cwd = cwd;
