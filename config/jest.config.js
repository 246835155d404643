/** Three kinds of tests: unit (pure), db (one PostgreSQL database per file), flow (program, sandbox and HTTP). */
const root = require('node:path').resolve(__dirname, '..');
const shared = {
  rootDir: root,
  testEnvironment: '<rootDir>/test/support/jest/environment.ts',
  runtime: '<rootDir>/test/support/jest/runtime.js', // packages are loaded once for each worker
  transform: { '^.+\\.m?(t|j)s$': ['@swc/jest'] },
  moduleFileExtensions: ['ts', 'js', 'mjs', 'json'],
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.data'],
};
const database = { globalSetup: '<rootDir>/test/support/global-setup.ts', globalTeardown: '<rootDir>/test/support/global-teardown.ts' };
module.exports = {
  rootDir: root,
  maxWorkers: 3, // on two cores: many files wait, for processes that start and for platforms that stay silent
  workerIdleMemoryLimit: '1200MB',
  testSequencer: '<rootDir>/test/support/jest/sequencer.js',
  testTimeout: 120_000,
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/{src,config,test,scripts,web}/**/*.spec.ts'],
      testPathIgnorePatterns: ['\\.db\\.spec\\.ts$', '\\.flow\\.spec\\.ts$', '\\.web\\.spec\\.ts$'],
    },
    { ...shared, ...database, displayName: 'db', testMatch: ['<rootDir>/{src,test}/**/*.db.spec.ts'] },
    // Only with `npm run test:web`: it needs a Chromium on the machine.
    ...(process.env.TEST_WEB
      ? [
          {
            ...shared,
            ...database,
            globalSetup: '<rootDir>/test/support/web-setup.ts',
            displayName: 'web',
            testMatch: ['<rootDir>/test/web/**/*.web.spec.ts'],
          },
        ]
      : []),
    { ...shared, ...database, displayName: 'flow', testMatch: ['<rootDir>/{src,test}/**/*.flow.spec.ts'] },
  ],
};
