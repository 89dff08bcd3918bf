// `npm test`: lint and the fast tests at the same time, so that no core waits for the longest step of either.
// Arguments go to jest. The output of lint comes when it is done; the exit code is that of the first that fails.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** @returns {Promise<number>} its exit code */
function run(program, args, output) {
  const stdio = output === undefined ? 'inherit' : ['ignore', 'pipe', 'pipe'];
  const child = spawn(process.execPath, [join(root, program), ...args], { cwd: root, stdio });
  child.stdout?.on('data', (data) => output.push(data));
  child.stderr?.on('data', (data) => output.push(data));
  return new Promise((resolve) => {
    child.on('close', (code) => resolve(code ?? 1));
  });
}

const printed = [];
const lint = run('scripts/lint.mjs', [], printed);
const jest = run('node_modules/jest/bin/jest.js', ['--selectProjects', 'fast', ...process.argv.slice(2)]);
const codes = await Promise.all([lint, jest]);
process.stdout.write(Buffer.concat(printed));
process.exitCode = codes.find((code) => code !== 0) ?? 0;
