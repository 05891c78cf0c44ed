/** Who may import whom (ARCHITECTURE.md). test/architecture/import-rules.spec.ts runs this and plants violations. */
import { fileURLToPath } from 'node:url';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const FEATURES = '^src/(?!core/|protocol/|platform/|cli/)([^/]+)/';

export default {
  forbidden: [
    {
      name: 'core-imports-only-core',
      comment: 'The rules of a contest know no framework, database, clock or network.',
      severity: 'error',
      from: { path: '^src/core/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: '^src/core/' },
    },
    {
      name: 'core-specs-import-only-core-and-test-tools',
      severity: 'error',
      from: { path: '^src/core/.*\\.spec\\.ts$' },
      to: { pathNot: ['^src/core/', '^src/protocol/', '^test/support/', 'node_modules/(@jest/globals|fast-check)/'] },
    },
    {
      name: 'protocol-imports-nothing',
      comment: 'The web client compiles it too.',
      severity: 'error',
      from: { path: '^src/protocol/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: '^src/protocol/' },
    },
    {
      name: 'platform-imports-no-feature',
      severity: 'error',
      from: { path: '^src/platform/' },
      to: { path: '^src/', pathNot: '^src/(core|protocol|platform)/' },
    },
    {
      name: 'feature-imports-only-module-and-service-of-another',
      severity: 'error',
      from: { path: FEATURES },
      to: { path: FEATURES, pathNot: ['^src/$1/', '\\.(module|service)\\.ts$'] },
    },
    {
      name: 'persistence-is-private-to-its-feature',
      severity: 'error',
      from: { path: '^src/([^/]+)/' },
      to: { path: '^src/[^/]+/persistence/', pathNot: '^src/$1/persistence/' },
    },
    {
      name: 'nothing-imports-the-composition-root',
      severity: 'error',
      from: { path: '^src/[^/]+/', pathNot: '^src/cli/' },
      to: { path: '^src/(app\\.module|main|server|welcome)\\.ts$' },
    },
    {
      name: 'web-imports-only-protocol',
      comment: 'And the one sentence that every page and paper has in common: how a source is cited.',
      severity: 'error',
      from: { path: '^web/src/' },
      to: { path: '^(src|test|scripts)/', pathNot: ['^src/protocol/', '^src/core/question-bank/locator\\.ts$'] },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: { path: '^(src|web/src)/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: { path: '^(src|web/src)/' },
      to: { couldNotResolve: true },
    },
    {
      name: 'runtime-dependencies-are-declared',
      comment: 'The server runs with `npm ci --omit=dev`.',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.spec\\.ts$' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: at('tsconfig.json') },
    webpackConfig: { fileName: at('scripts/lib/resolve.cjs') },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.mjs', '.js', '.vue', '.json', '.css'],
    },
    combinedDependencies: false,
  },
};
