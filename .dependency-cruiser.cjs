const { readFileSync } = require('node:fs');
const { join } = require('node:path');

/** Which rooms each room may import: docs/architecture.md says why. */
const ROOMS = Object.fromEntries(
  readFileSync(join(__dirname, 'docs/architecture/rooms.txt'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split(':'))
    .map(([room, allowed]) => [
      room,
      allowed
        .split(',')
        .map((name) => name.trim())
        .filter(Boolean),
    ]),
);

const TOP = ['main.ts', 'env', 'stacks', 'constructs', 'rules'];
const pathOf = (room) =>
  room === 'main.ts' ? '^main\\.ts$' : TOP.includes(room) ? `^${room}/` : `^okta-apps/${room}/`;

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-loops',
      severity: 'error',
      comment: 'Files that import each other, types included, can be read and tested only together.',
      from: {},
      to: { circular: true },
    },
    ...Object.entries(ROOMS).map(([room, allowed]) => ({
      name: `${room}-may-not-import-this`,
      severity: 'error',
      comment: `${room} may import ${allowed.join(', ') || 'nothing'} only: see docs/architecture/rooms.txt.`,
      from: { path: pathOf(room) },
      to: {
        path: '^(?:main\\.ts|env/|stacks/|constructs/|rules/|okta-apps/|__tests__/|bench/|scripts/)',
        pathNot: [room, ...allowed].map(pathOf),
      },
    })),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Without the tsconfig, by which it would take the package `constructs` for the folder of that name.
    tsPreCompilationDeps: true,
  },
};
