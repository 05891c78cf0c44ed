/** Jest in ESM mode; run with NODE_OPTIONS=--experimental-vm-modules (scripts/test.mjs does). One project per ring. */
const common = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
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
        module: { type: 'es6' },
      },
    ],
  },
  moduleNameMapper: {
    '^@protocol/(.*)\\.js$': '<rootDir>/src/protocol/$1',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/data/'],
};
const ring = (displayName, testMatch, more = {}) => ({ ...common, displayName, testMatch, ...more });

export default {
  projects: [
    ring('unit', ['<rootDir>/src/**/*.spec.ts']),
    ring('web', ['<rootDir>/web/src/**/*.spec.ts']),
    ring('architecture', ['<rootDir>/test/architecture/**/*.spec.ts']),
    ring('persistence', ['<rootDir>/test/persistence/**/*.spec.ts']),
    ring('e2e', ['<rootDir>/test/e2e/**/*.spec.ts']),
    ring('durability', ['<rootDir>/test/durability/**/*.spec.ts']),
    ring('cluster', ['<rootDir>/test/cluster/**/*.spec.ts']),
    ring('browser', ['<rootDir>/test/browser/**/*.spec.ts']),
  ],
  // Generous: a hanging test ends, a busy machine does not fail one. No test waits on time itself.
  testTimeout: 60_000,
  // One more than the processors at hand: every file waits on a disk, a database or a browser now and then.
  maxWorkers: 3,
  workerIdleMemoryLimit: '1GB',
};
