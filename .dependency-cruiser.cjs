/** Which rooms each room may import (docs/architecture.md says why). `okta-apps/` rooms are named without that folder. */
const ROOMS = {
  'main.ts': ['env', 'stacks', 'constructs'],
  env: ['constructs'],
  stacks: ['constructs'],
  constructs: ['rules', 'shared'],
  rules: ['shared'],
  cli: [
    'adopt',
    'drift',
    'local/org',
    'local/provider',
    'okta',
    'plan',
    'project',
    'rehearsal',
    'resources',
    'review',
    'run',
    'secrets',
    'shared',
    'terraform',
  ],
  project: ['terraform', 'plan', 'shared'],
  run: [
    'project',
    'terraform',
    'plan',
    'resources',
    'review',
    'rehearsal',
    'okta',
    'local/org',
    'local/provider',
    'shared',
  ],
  terraform: ['plan', 'shared'],
  plan: ['shared'],
  resources: ['plan', 'shared'],
  review: ['plan', 'resources', 'rules', 'shared'],
  rehearsal: ['project', 'terraform', 'plan', 'resources', 'local/org', 'local/provider', 'shared'],
  okta: ['resources', 'shared'],
  'local/org': ['shared'],
  'local/provider': ['shared'],
  testing: ['run', 'project', 'rehearsal', 'review', 'local/org', 'local/provider', 'shared'],
  shared: [],
};

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
      comment: `${room} may import ${allowed.join(', ') || 'nothing'} only: see ROOMS in .dependency-cruiser.cjs.`,
      from: { path: pathOf(room) },
      to: {
        path: '^(?:main\\.ts|env/|stacks/|constructs/|rules/|okta-apps/|__tests__/|bench/|scripts/)',
        pathNot: [room, ...allowed].map(pathOf),
      },
    })),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
  },
};
