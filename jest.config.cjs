/** These packages are ES modules only; jest loads CommonJS. */
const ES_MODULES = [
  '@koa',
  '@noble',
  '@octokit',
  '@scure',
  'age-encryption',
  'before-after-hook',
  'content-type',
  'cookie',
  'jose',
  'json-with-bigint',
  'koa',
  'oauth4webapi',
  'oidc-provider',
  'openid-client',
  'universal-user-agent',
];

const commonJs = (syntax) => [
  '@swc/jest',
  { jsc: { target: 'es2022', parser: { syntax } }, module: { type: 'commonjs' } },
];

const base = {
  rootDir: __dirname,
  testEnvironment: '<rootDir>/__tests__/support/node-environment.cjs',
  globalSetup: '<rootDir>/__tests__/support/temporary-files.setup.cjs',
  globalTeardown: '<rootDir>/__tests__/support/temporary-files.teardown.cjs',
  setupFilesAfterEnv: ['<rootDir>/__tests__/support/has-assertions.setup.cjs'],
  transform: {
    '^.+\\.ts$': commonJs('typescript'),
    [`/node_modules/(?:${ES_MODULES.join('|')})/.+\\.js$`]: commonJs('ecmascript'),
    // The compiler is nine megabytes of code.
    '/node_modules/typescript/lib/typescript\\.js$': '<rootDir>/__tests__/support/load-by-node.cjs',
  },
  // `import('./lazy.js')` is the TypeScript file of that name.
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    '/private/stack-trace$|^\\./stack-trace$': '<rootDir>/__tests__/support/no-stack-trace.cjs',
    '^@okta/okta-sdk-nodejs$': '<rootDir>/__tests__/support/okta-sdk.cjs',
    '^archiver$': '<rootDir>/__tests__/support/no-archiver.cjs',
    // Octokit leaves seconds between two comments, which GitHub wants and a fake does not.
    '^bottleneck/light\\.js$': '<rootDir>/__tests__/support/unpaced-bottleneck.cjs',
  },
  transformIgnorePatterns: [`/node_modules/(?!(?:${ES_MODULES.join('|')}|typescript)/)`],
};

/**
 * Slow tests end in `.slow.test.ts`: `npm test` runs the others, `npm run test:full` these. It also repeats the
 * properties with all their runs, of which `npm test` makes a fifth.
 */
module.exports = {
  randomize: true,
  testSequencer: '<rootDir>/__tests__/support/longest-first.cjs',
  // By default jest leaves one core alone, and on two cores that is half of them.
  maxWorkers: '100%',
  // Starting a program copies the tables of the worker's memory: 2 ms at 50 MB and 70 ms at 1 GB.
  workerIdleMemoryLimit: '400MB',
  // Jest's own five seconds are too few where another job keeps the cores busy.
  testTimeout: 30_000,
  projects: [
    {
      ...base,
      displayName: 'fast',
      testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', '\\.slow\\.test\\.ts$'],
    },
    {
      ...base,
      displayName: 'slow',
      testMatch: ['<rootDir>/__tests__/**/*.slow.test.ts', '<rootDir>/__tests__/**/*.property.test.ts'],
      globals: { everyRun: true },
    },
  ],
};
