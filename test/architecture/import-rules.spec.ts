import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { ROOT } from './source.js';

interface Cruise {
  readonly summary: {
    readonly totalCruised: number;
    readonly violations: readonly {
      readonly from: string;
      readonly to: string;
      readonly rule: { readonly name: string };
    }[];
  };
}

function cruise(folder: string, roots: readonly string[]): Cruise['summary'] {
  const tool = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const run = spawnSync(
    process.execPath,
    [tool, '--config', join(ROOT, '.dependency-cruiser.mjs'), '--output-type', 'json', ...roots],
    { cwd: folder, encoding: 'utf8', maxBuffer: 100_000_000 },
  );
  if (!run.stdout.startsWith('{')) throw new Error(run.stderr || run.stdout);
  return (JSON.parse(run.stdout) as Cruise).summary;
}

describe('import rules', () => {
  const made: string[] = [];
  afterEach(() => {
    for (const folder of made.splice(0)) rmSync(folder, { recursive: true });
  });

  function plant(files: Readonly<Record<string, string>>): Cruise['summary'] {
    const folder = mkdtempSync(join(tmpdir(), 'import-rules-'));
    made.push(folder);
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    symlinkSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const roots = ['src', 'web/src'].filter((root) => Object.keys(files).some((path) => path.startsWith(root)));
    return cruise(folder, roots);
  }

  it('hold for the whole tree', () => {
    const summary = cruise(ROOT, ['src', 'web/src']);
    expect(summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
    expect(summary.totalCruised).toBeGreaterThan(50);
  });

  const use = (specifier: string): string => `import '${specifier}';\n`;
  const empty = 'export {};\n';

  it.each<[string, Record<string, string>]>([
    ['core-imports-only-core', { 'src/core/contest/a.ts': use('node:fs') }],
    ['core-imports-only-core', { 'src/core/contest/a.ts': use('@nestjs/common') }],
    ['core-imports-only-core', { 'src/core/contest/a.ts': use('../../protocol/b.js'), 'src/protocol/b.ts': empty }],
    ['protocol-imports-nothing', { 'src/protocol/a.ts': use('../core/b.js'), 'src/core/b.ts': empty }],
    [
      'platform-imports-no-feature',
      { 'src/platform/a.ts': use('../contest/b.service.js'), 'src/contest/b.service.ts': empty },
    ],
    [
      'feature-imports-only-module-and-service-of-another',
      { 'src/report/a.ts': use('../contest/live/b.js'), 'src/contest/live/b.ts': empty },
    ],
    [
      'persistence-is-private-to-its-feature',
      { 'src/report/a.ts': use('../contest/persistence/b.js'), 'src/contest/persistence/b.ts': empty },
    ],
    [
      'nothing-imports-the-composition-root',
      { 'src/contest/a.ts': use('../app.module.js'), 'src/app.module.ts': empty },
    ],
    ['web-imports-only-protocol', { 'web/src/a.ts': use('../../src/core/b.js'), 'src/core/b.ts': empty }],
    ['no-cycles', { 'src/core/a.ts': use('./b.js'), 'src/core/b.ts': use('./a.js') }],
    ['resolvable', { 'src/contest/a.ts': use('./nowhere.js') }],
    ['runtime-dependencies-are-declared', { 'src/contest/a.ts': use('socket.io-client') }],
  ])('catch a planted breach of %s (%o)', (rule, files) => {
    expect(plant(files).violations.map((violation) => violation.rule.name)).toContain(rule);
  });

  it('let the pages cite a source as everything else does', () => {
    const locator = 'src/core/question-bank/locator.ts';
    const summary = plant({ 'web/src/a.ts': use('../../src/core/question-bank/locator.js'), [locator]: empty });
    expect(summary.violations).toEqual([]);
  });

  it('let a feature use the service of another, and its own persistence', () => {
    const summary = plant({
      'src/report/a.ts': use('../contest/b.service.js') + use('./persistence/c.js'),
      'src/contest/b.service.ts': empty,
      'src/report/persistence/c.ts': empty,
    });
    expect(summary.violations).toEqual([]);
  });
});
