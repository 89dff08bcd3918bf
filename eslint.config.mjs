import tseslint from 'typescript-eslint';

/** Only these know the framework; which room may import which is in .dependency-cruiser.cjs. */
const CDKTF_ROOMS = ['constructs/**/*.ts', 'stacks/**/*.ts', 'main.ts', '__tests__/**/*.ts', 'bench/**/*.ts'];

const DEEP_IMPORT = {
  name: '@cdktf/provider-okta',
  message: 'Import from @cdktf/provider-okta/lib/<resource>: the index costs 70 ms.',
};
const ENTRY = {
  regex: '^okta-oidc-cdktf(?:/|$)|/constructs(?:/index)?$|^\\.\\.?/index$|^\\.\\.?/?$',
  message: "Import the file itself: constructs/index.ts is the package's entry, for other repositories.",
};
const NO_CDKTF = 'Only main.ts, stacks/ and constructs/ know cdktf.';

const PRIVATE_NAME = {
  selector:
    ':matches(PropertyDefinition, MethodDefinition[kind!="constructor"], TSParameterProperty)[accessibility="private"]',
  message: 'Write #name: it is private when the program runs, too.',
};

const ENUM = {
  selector: 'TSEnumDeclaration',
  message:
    'Write a union of texts: it needs no code, and the rules that look after enums are off, because they are slow.',
};

/** The first exported function, where no exported function or class is before it and another function is. */
const EXPORTED_FIRST = {
  selector:
    'Program > FunctionDeclaration:not(ExportNamedDeclaration[declaration.type=/^(Function|Class)Declaration$/] ~ FunctionDeclaration)' +
    ' ~ ExportNamedDeclaration[declaration.type=/^(Function|Class)Declaration$/]',
  message:
    'What a file exports is first: move the functions above behind it. Types, constants and data may be before it.',
};

export default tseslint.config(
  { ignores: ['node_modules', 'dist', 'cdktf.out', '.okta-local', '__tests__/fixtures'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { project: 'tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
      'no-console': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // One import for each module, with `type` where not all of it is types.
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-import-type-side-effects': 'error',
      'no-duplicate-imports': ['error', { allowSeparateTypeImports: false }],
      'no-restricted-syntax': ['error', PRIVATE_NAME, ENUM],
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
    },
  },
  {
    files: ['main.ts', 'env/**/*.ts', 'stacks/**/*.ts', 'constructs/**/*.ts', 'rules/**/*.ts', 'okta-apps/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', PRIVATE_NAME, ENUM, EXPORTED_FIRST] },
  },
  {
    files: CDKTF_ROOMS,
    rules: { '@typescript-eslint/no-restricted-imports': ['error', { paths: [DEEP_IMPORT], patterns: [ENTRY] }] },
  },
  {
    files: ['**/*.ts'],
    ignores: CDKTF_ROOMS,
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          paths: [DEEP_IMPORT, { name: 'cdktf', message: NO_CDKTF }],
          patterns: [ENTRY, { group: ['@cdktf/*', 'cdktf/*'], message: NO_CDKTF }],
        },
      ],
    },
  },
  {
    // Matchers are added to a namespace: @types/jest has no other place for them.
    files: ['okta-apps/testing/**/*.ts'],
    rules: { '@typescript-eslint/no-namespace': ['error', { allowDeclarations: true }] },
  },
  {
    // The compiler checks the types of tests. Of the rules that ask it once more, which take half of the time of lint,
    // those stay that find a test that waits for nothing.
    files: ['__tests__/**/*.ts', 'bench/**/*.ts'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { parserOptions: { project: 'tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
    },
  },
  {
    files: ['__tests__/**/*.ts'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off', '@typescript-eslint/unbound-method': 'off' },
  },
);
