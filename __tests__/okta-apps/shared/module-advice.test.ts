import { moduleAdvice } from '../../../okta-apps/shared/module-advice';

const TSX =
  'This way to run TypeScript does not fit the modules of the project ("type", file extensions or `paths`): ' +
  'run `npm install --save-dev tsx`, and write "app": "npx tsx main.ts" into cdktf.json.';

test.each([
  'TypeError [ERR_UNKNOWN_FILE_EXTENSION]: Unknown file extension ".ts" for /acme/main.ts',
  'Error [ERR_REQUIRE_ESM]: require() of ES Module /acme/env/dev.mts not supported.',
  'Error: Must use import to load ES Module: /acme/main.ts',
  "Error [ERR_MODULE_NOT_FOUND]: Cannot find module '/acme/env/dev' imported from /acme/main.ts",
  'SyntaxError: Cannot use import statement outside a module',
  'ReferenceError: exports is not defined in ES module scope',
  "Error: Cannot find module '@/env/dev'",
])('%s: tsx is named', (output) => {
  expect(moduleAdvice(`/acme/main.ts:1\n${output}\n    at x (y.js:1:1)\n`)).toBe(TSX);
});

test.each(["Error: Cannot find module 'lodash'", 'error: [dev shop-dev/shop] label must have 1 to 100 characters', ''])(
  '%s is no matter of modules',
  (output) => {
    expect(moduleAdvice(output)).toBeUndefined();
  },
);

test("Yarn Plug'n'Play has a sentence of its own", () => {
  expect(moduleAdvice('Error: Method not implemented.\n    at x (/acme/.pnp.cjs:9133:11)\n')).toBe(
    "Yarn Plug'n'Play is not supported: write `nodeLinker: node-modules` into .yarnrc.yml, then run `yarn install`.",
  );
});
