const { existsSync } = require('node:fs');

// One time zone and locale for every machine; tests pass their dates in all the same.
process.env.TZ = 'Asia/Shanghai';

const transform = {
  '^.+\\.(ts|tsx|js|mjs)$': [
    '@swc/jest',
    {
      sourceMaps: 'inline',
      module: { type: 'commonjs' },
      jsc: { target: 'es2022', parser: { syntax: 'typescript', tsx: true }, transform: { react: { runtime: 'automatic' } } },
    },
  ],
};
const shared = {
  rootDir: __dirname,
  transform,
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/dashboard/dist/', '<rootDir>/.cache/'],
};
const inBrowser = { ...shared, testEnvironment: 'node', globalSetup: '<rootDir>/cms/tests/support/chromium.ts' };
const screenSetup = ['dashboard/test/setup.ts', 'dashboard/test/setup.tsx']
  .filter((file) => existsSync(`${__dirname}/${file}`))
  .map((file) => `<rootDir>/${file}`);

/** @type {import('jest').Config} */
module.exports = {
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testEnvironment: 'node',
      testMatch: ['<rootDir>/config/**/*.test.ts', '<rootDir>/cms/**/*.test.ts'],
      testPathIgnorePatterns: ['\\.int\\.test\\.ts$'],
    },
    {
      ...shared,
      displayName: 'screens',
      testEnvironment: 'jsdom',
      testMatch: ['<rootDir>/dashboard/**/*.test.ts', '<rootDir>/dashboard/**/*.test.tsx'],
      setupFilesAfterEnv: screenSetup,
      moduleNameMapper: { '\\.(css|svg|png|webp|woff2)$': '<rootDir>/config/tooling/testing/asset.cjs' },
    },
    {
      ...shared,
      displayName: 'server',
      testEnvironment: 'node',
      testMatch: ['<rootDir>/cms/tests/**/*.int.test.ts'],
      globalSetup: '<rootDir>/cms/tests/support/global-setup.ts',
      globalTeardown: '<rootDir>/cms/tests/support/global-teardown.ts',
    },
    { ...inBrowser, displayName: 'browser', testMatch: ['<rootDir>/dashboard/test/journeys/**/*.e2e.ts'] },
    // No tests: they make the pictures of the help and of the README (`npm run pictures`).
    { ...inBrowser, displayName: 'pictures', testMatch: ['<rootDir>/dashboard/test/journeys/**/*.pic.ts'] },
  ],
  testSequencer: '<rootDir>/config/tooling/testing/sequencer.cjs',
  // A server boots in seconds, not in jest's five.
  testTimeout: 300_000,
};
