import tseslint from 'typescript-eslint';

/** What each folder may not import. A pattern is matched against the import as written. */
const rooms = [
  { files: ['rules/**/*.ts'], forbid: ['**/constructs/**', '**/stacks/**', '**/env/**', '**/okta-apps/**'] },
  {
    files: ['env/**/*.ts'],
    forbid: ['**/stacks/**', '**/okta-apps/**'],
    typesOnly: ['**/constructs/**', '**/rules/**'],
  },
  { files: ['constructs/**/*.ts'], forbid: ['**/stacks/**', '**/env/**', '**/okta-apps/**'], cdktf: true },
  { files: ['stacks/**/*.ts'], forbid: ['**/okta-apps/**', '**/rules/**'], typesOnly: ['**/env/**'], cdktf: true },
  { files: ['main.ts'], forbid: ['**/okta-apps/**', '**/rules/**', '**/constructs/**'], cdktf: true },
  { files: ['okta-apps/*.ts'], forbid: ['./*', '../*'] },
  {
    files: ['okta-apps/cli/**/*.ts'],
    forbid: ['**/testing/**', '**/constructs/**', '**/stacks/**', '**/rules/**'],
    typesOnly: ['**/env/**'],
  },
  {
    files: ['okta-apps/terraform/**/*.ts'],
    forbid: [
      '**/cli/**',
      '**/review/**',
      '**/rehearsal/**',
      '**/okta/**',
      '**/local/**',
      '**/testing/**',
      '**/constructs/**',
      '**/stacks/**',
      '**/rules/**',
    ],
    typesOnly: ['**/env/**'],
  },
  {
    files: ['okta-apps/review/**/*.ts'],
    forbid: [
      '**/cli/**',
      '**/terraform/**',
      '**/rehearsal/**',
      '**/okta/**',
      '**/local/**',
      '**/testing/**',
      '**/constructs/**',
      '**/stacks/**',
      '**/env/**',
    ],
  },
  {
    files: ['okta-apps/rehearsal/**/*.ts'],
    forbid: ['**/cli/**', '**/okta/**', '**/testing/**', '**/constructs/**', '**/stacks/**', '**/rules/**'],
    typesOnly: ['**/env/**'],
  },
  {
    files: ['okta-apps/okta/**/*.ts'],
    forbid: [
      '**/cli/**',
      '**/terraform/**',
      '**/review/**',
      '**/rehearsal/**',
      '**/local/**',
      '**/testing/**',
      '**/constructs/**',
      '**/stacks/**',
      '**/env/**',
      '**/rules/**',
    ],
  },
  {
    files: ['okta-apps/local/org/**/*.ts'],
    forbid: [
      '../../*',
      '**/local/provider/**',
      '../provider/**',
      '**/constructs/**',
      '**/stacks/**',
      '**/env/**',
      '**/rules/**',
    ],
  },
  {
    files: ['okta-apps/local/provider/**/*.ts'],
    forbid: ['../../*', '**/local/org/**', '../org/**', '**/constructs/**', '**/stacks/**', '**/env/**', '**/rules/**'],
  },
  {
    files: ['okta-apps/testing/**/*.ts'],
    forbid: ['**/cli/**', '**/okta/**', '**/constructs/**', '**/stacks/**', '**/env/**', '**/rules/**'],
  },
];

const importRules = rooms.map(({ files, forbid, typesOnly = [], cdktf = false }) => ({
  files,
  rules: {
    '@typescript-eslint/no-restricted-imports': [
      'error',
      {
        paths: [
          {
            name: '@cdktf/provider-okta',
            message: 'Import from @cdktf/provider-okta/lib/<resource>: the index costs 70 ms.',
          },
          ...(cdktf ? [] : [{ name: 'cdktf', message: 'Only main.ts, stacks/ and constructs/ know cdktf.' }]),
        ],
        patterns: [
          { group: forbid, message: 'The room that this file lives in may not import this (see README, Layout).' },
          ...(typesOnly.length > 0
            ? [{ group: typesOnly, allowTypeImports: true, message: 'This room may import types only from here.' }]
            : []),
          ...(cdktf
            ? []
            : [{ group: ['@cdktf/*', 'cdktf/*'], message: 'Only main.ts, stacks/ and constructs/ know cdktf.' }]),
        ],
      },
    ],
  },
}));

export default tseslint.config(
  { ignores: ['node_modules', 'dist', 'cdktf.out', '.okta-local', '__tests__/fixtures'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
      'no-console': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
    },
  },
  ...importRules,
  {
    // Matchers are added to a namespace: @types/jest has no other place for them.
    files: ['okta-apps/testing/**/*.ts'],
    rules: { '@typescript-eslint/no-namespace': ['error', { allowDeclarations: true }] },
  },
  {
    files: ['__tests__/**/*.ts'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off', '@typescript-eslint/unbound-method': 'off' },
  },
);
