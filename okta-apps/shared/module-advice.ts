/** What Node, ts-node and loaders write when the modules of a project are of another kind than they run. */
const MISFITS: readonly RegExp[] = [
  /\bERR_UNKNOWN_FILE_EXTENSION\b|Unknown file extension "\.[cm]?tsx?"/,
  /\bERR_REQUIRE_ESM\b|\bERR_REQUIRE_ASYNC_MODULE\b|Must use import to load ES Module/,
  /\bERR_MODULE_NOT_FOUND\b|\bERR_UNSUPPORTED_DIR_IMPORT\b/,
  /\bERR_UNSUPPORTED_TYPESCRIPT_SYNTAX\b|\bERR_INVALID_TYPESCRIPT_SYNTAX\b/,
  /Cannot use import statement outside a module/,
  /\b(?:exports|require|module) is not defined in ES module scope/,
];

/** A module in none of node_modules; `paths` of a tsconfig is known to tsx, not to Node. */
const NOT_FOUND = /Cannot find (?:module|package) '((?:@\/|~|#)[^']*)'/;

const PLUG_N_PLAY = /\.pnp\.(?:cjs|loader\.mjs)\b/;

/**
 * What to do about a program that failed because of the kind of its modules; undefined when it failed for another reason.
 *
 * @param output What it wrote to stderr.
 */
export function moduleAdvice(output: string): string | undefined {
  if (PLUG_N_PLAY.test(output)) {
    return "Yarn Plug'n'Play is not supported: write `nodeLinker: node-modules` into .yarnrc.yml, then run `yarn install`.";
  }
  if (!NOT_FOUND.test(output) && !MISFITS.some((misfit) => misfit.test(output))) return undefined;
  return (
    'This way to run TypeScript does not fit the modules of the project ("type", file extensions or `paths`): ' +
    'run `npm install --save-dev tsx`, and write "app": "npx tsx main.ts" into cdktf.json.'
  );
}
