/** The import law: what each library may touch. `libs/core` and `libs/contracts` are pure. */
const own = (name) => `^libs/${name}/`;

module.exports = {
  forbidden: [
    {
      name: 'contracts-import-nothing',
      comment: 'Wire shapes stand alone: everything else is written against them.',
      severity: 'error',
      from: { path: own('contracts'), pathNot: '(\\.spec|\\.main)\\.ts$|/testing/|/generate/' },
      to: {
        pathNot: [own('contracts'), 'node_modules/(class-validator|class-transformer|reflect-metadata)'],
      },
    },
    {
      name: 'core-is-pure',
      comment: 'Rules are plain functions of their input: no Nest, IO or adapters.',
      severity: 'error',
      from: { path: own('core'), pathNot: '\\.spec\\.ts$|/testing/' },
      to: { pathNot: [own('core'), own('contracts')] },
    },
    {
      name: 'runtime-knows-core-and-contracts',
      comment: 'The replay protocol knows ports, not Kafka or ClickHouse.',
      severity: 'error',
      from: { path: own('runtime'), pathNot: '\\.spec\\.ts$' },
      to: { path: '^(libs|apps|node_modules)', pathNot: [own('runtime'), own('core'), own('contracts')] },
    },
    {
      name: 'adapters-know-no-app',
      severity: 'error',
      from: { path: own('adapters'), pathNot: '\\.spec\\.ts$' },
      to: { path: ['^apps/', own('testkit'), own('client')] },
    },
    {
      name: 'client-knows-contracts-only',
      severity: 'error',
      from: { path: own('client'), pathNot: '\\.spec\\.ts$' },
      to: { path: ['^apps/', own('core'), own('runtime'), own('adapters'), own('testkit')] },
    },
    {
      name: 'no-app-to-app',
      comment: 'Apps meet on topics. Only apps/tacet hosts several.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/', pathNot: '^apps/tacet/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'production-knows-no-testkit',
      severity: 'error',
      from: {
        path: '^(apps|libs/(contracts|core|runtime|adapters|client))/',
        pathNot: '\\.(spec|contract)\\.ts$',
      },
      to: { path: own('testkit') },
    },
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|testdata|node_modules/.*/node_modules)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
