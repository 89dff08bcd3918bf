// `npm run lint`: types and rules of the code, format, spelling, words, unused code and rooms, as many at once as there are cores.
// Only a step that fails prints anything but its name. `node scripts/lint.mjs rooms words` runs these two only.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const CACHE = 'node_modules/.cache/okta-apps';
/** Types and trees of syntax live longer than V8 expects of young objects: with its 16 MB it copies them again and again. */
const YOUNG_OBJECTS = '--max-semi-space-size=64';

/** The longest first, so that no core waits for it at the end. `[name, finds the program, arguments]` */
const STEPS = [
  // It takes types, rules and the compiler's errors from .oxlintrc.json (docs/decisions/0010).
  ['code', () => bin('oxlint'), []],
  [
    'spelling',
    () => bin('cspell'),
    ['--no-progress', '--no-summary', '--cache', '--cache-location', `${CACHE}/cspell.json`],
  ],
  ['unused', () => bin('knip'), ['--no-progress']],
  [
    'rooms',
    () => bin('dependency-cruiser', 'depcruise'),
    ['--no-progress', 'main.ts', 'env', 'stacks', 'constructs', 'rules', 'okta-apps'],
  ],
  // oxfmt reads the options and the ignored files of Prettier (docs/decisions/0016).
  ['format', () => bin('oxfmt'), ['-c', '.prettierrc.json', '--check', '.']],
  ['words', () => join(root, 'scripts/words.mjs'), []],
];

/** The file that a package's command runs: starting it by npx costs half a second each. */
function bin(name, command = name) {
  const folder = join(root, 'node_modules', name);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof bin === 'string' ? bin : bin[command]);
}

/** @returns {Promise<boolean>} whether it passed */
function run([name, program, args]) {
  const started = performance.now();
  const child = spawn(process.execPath, [YOUNG_OBJECTS, program(), ...args], {
    cwd: root,
    env: { ...process.env, FORCE_COLOR: '0' },
  });
  const output = [];
  child.stdout.on('data', (data) => output.push(data));
  child.stderr.on('data', (data) => output.push(data));
  return new Promise((resolve) => {
    child.on('close', (code) => {
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      process.stdout.write(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)\n`);
      if (code !== 0) process.stdout.write(Buffer.concat(output));
      resolve(code === 0);
    });
  });
}

const names = process.argv.slice(2);
const unknown = names.filter((name) => !STEPS.some(([step]) => step === name));
if (unknown.length > 0) {
  process.stderr.write(
    `No such step: ${unknown.join(', ')}. The steps are ${STEPS.map(([step]) => step).join(', ')}.\n`,
  );
  process.exit(1);
}
const waiting = STEPS.filter(([step]) => names.length === 0 || names.includes(step));
const results = [];
async function work() {
  for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) results.push(await run(step));
}
await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, work));
process.exitCode = results.every(Boolean) ? 0 : 1;
