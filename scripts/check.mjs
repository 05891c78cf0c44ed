/** npm run check [lint|typecheck|knip]: every static check, or the group named. Each says in one line how it went. */
import { requireNode } from './lib/node-version.mjs';
requireNode();
const { requireModules } = await import('./lib/paths.mjs');
requireModules();
const { runTool } = await import('./lib/run.mjs');

const CHECKS = [
  { group: 'lint', name: 'oxlint', tool: 'oxlint/bin/oxlint', args: ['--deny-warnings', '--quiet'] },
  { group: 'lint', name: 'prettier', tool: 'prettier/bin/prettier.cjs', args: ['--check', '--log-level', 'warn', '.'] },
  { group: 'lint', name: 'stylelint', tool: 'stylelint/bin/stylelint.mjs', args: ['web/**/*.{css,vue}'] },
  {
    group: 'lint',
    name: 'import rules',
    tool: 'dependency-cruiser/bin/dependency-cruise.mjs',
    args: ['--config', '.dependency-cruiser.mjs', '--output-type', 'err', 'src', 'web/src'],
  },
  { group: 'typecheck', name: 'server and tests', tool: 'typescript/bin/tsc', args: ['-p', 'tsconfig.json'] },
  {
    group: 'typecheck',
    name: 'web client',
    tool: 'vue-tsc/bin/vue-tsc.js',
    args: ['--noEmit', '-p', 'web/tsconfig.json'],
  },
  { group: 'knip', name: 'dead code and unused dependencies', tool: 'knip/bin/knip.js', args: ['--no-progress'] },
];

const group = process.argv[2];
const chosen = CHECKS.filter((check) => group === undefined || check.group === group);
if (chosen.length === 0) {
  console.error(`There is no group "${group}"; choose lint, typecheck or knip.`);
  process.exit(1);
}
let failed = 0;
for (const check of chosen) {
  const passed = runTool(check.tool, check.args);
  if (!passed) failed += 1;
  console.log(`${passed ? 'ok    ' : 'FAILED'} ${check.group}: ${check.name}`);
}
process.exit(failed === 0 ? 0 : 1);
