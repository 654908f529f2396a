import tseslint from 'typescript-eslint';

const BANNED_FILE_WORDS = /(^|[.\-/])(utils?|helpers?|common|shared|manager|base|misc)([.\-/]|\.ts$)/;

/** A file is named for what it does: the words that say nothing are refused. */
const fileNames = {
  rules: {
    'meaningful-file-name': {
      create: (context) => ({
        Program(node) {
          const path = context.filename.replaceAll('\\', '/').split('/tacet/').pop() ?? '';
          const name = path.split('/').slice(-1)[0] ?? '';
          if (BANNED_FILE_WORDS.test(`/${name}`)) {
            context.report({ node, message: `name the file for what it does, not ${name}` });
          }
        },
      }),
    },
  },
};

const PURE = [
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'core is given the time',
  },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'core is given the time' },
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: 'core is deterministic',
  },
  { selector: "CallExpression[callee.object.name='performance']", message: 'core is given the time' },
];

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'node_modules/',
      'coverage/',
      '.tacet/',
      '**/testdata/',
      '**/*.cjs',
      '**/*.mjs',
      '**/*.d.ts',
    ],
  },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { tacet: fileNames },
    rules: {
      'tacet/meaningful-file-name': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-console': 'error',
      'max-lines': ['error', { max: 400, skipBlankLines: true }],
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportAllDeclaration', message: 'name what a library offers' },
        {
          selector: "MemberExpression[object.name='process'][property.name='env']",
          message: 'the environment is read once, in main.ts',
        },
      ],
    },
  },
  {
    // Nest resolves constructor parameters from runtime types: a type-only import would erase them.
    files: ['apps/**/*.ts', 'libs/adapters/src/host/**/*.ts', 'libs/adapters/src/config/**/*.ts'],
    rules: { '@typescript-eslint/consistent-type-imports': 'off' },
  },
  {
    files: ['libs/core/**/*.ts', 'libs/contracts/**/*.ts'],
    ignores: ['**/*.spec.ts', '**/*.main.ts', '**/testing/**', '**/generate/**'],
    rules: {
      'no-restricted-globals': [
        'error',
        'process',
        'setTimeout',
        'setInterval',
        'fetch',
        'Buffer',
        'performance',
        'crypto',
      ],
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportAllDeclaration', message: 'name what a library offers' },
        ...PURE,
      ],
      'max-lines': ['error', { max: 300, skipBlankLines: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: [
      '**/main.ts',
      '**/*.main.ts',
      'stack/**/*.ts',
      'test/**/*.ts',
      '**/*.spec.ts',
      '**/*.contract.ts',
      'libs/testkit/**/*.ts',
      'bench/**/*.ts',
      'grafana/**/*.ts',
    ],
    rules: {
      'no-console': 'off',
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportAllDeclaration', message: 'name what a library offers' },
      ],
    },
  },
  {
    files: ['**/*.spec.ts', '**/*.contract.ts', 'test/**/*.ts'],
    rules: {
      'max-lines': ['error', { max: 600, skipBlankLines: true }],
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
);
