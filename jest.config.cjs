/** One configuration, three tiers by file suffix: unit (.spec), integration (.int.spec), end to end (.e2e.spec). */
const base = {
  rootDir: __dirname,
  testEnvironment: 'node',
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          keepClassNames: true,
        },
        module: { type: 'commonjs' },
      },
    ],
  },
  moduleNameMapper: {
    '^@tacet/contracts$': '<rootDir>/libs/contracts/src',
    '^@tacet/core/(.*)$': '<rootDir>/libs/core/src/$1',
    '^@tacet/runtime$': '<rootDir>/libs/runtime/src',
    '^@tacet/adapters/(.*)$': '<rootDir>/libs/adapters/src/$1',
    '^@tacet/testkit/(.*)$': '<rootDir>/libs/testkit/src/$1',
    '^@tacet/client$': '<rootDir>/libs/client/src',
  },
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/stack', '<rootDir>/grafana', '<rootDir>/test'],
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
};

module.exports = {
  rootDir: __dirname,
  projects: [
    {
      ...base,
      displayName: 'unit',
      testMatch: ['**/*.spec.ts'],
      testPathIgnorePatterns: ['/node_modules/', '\\.int\\.spec\\.ts$', '\\.e2e\\.spec\\.ts$'],
    },
    {
      ...base,
      displayName: 'integration',
      testMatch: ['**/*.int.spec.ts', '**/*.e2e.spec.ts'],
      globalSetup: '<rootDir>/test/stack.global-setup.ts',
      globalTeardown: '<rootDir>/test/stack.global-teardown.ts',
    },
  ],
};
