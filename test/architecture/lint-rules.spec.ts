/** The linters are configured to catch what they are there for: each rule is shown a breach. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { filesUnder, read, ROOT } from './source.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lint-rules-'));
  copyFileSync(join(ROOT, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function lint(path: string, text: string): string {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
  const tool = join(ROOT, 'node_modules/oxlint/bin/oxlint');
  const run = spawnSync(process.execPath, [tool, '--format', 'unix', path], { cwd: folder, encoding: 'utf8' });
  return run.stdout;
}

describe('oxlint', () => {
  it.each([
    ['test/browser/contest.keyboard.spec.ts', 'declare const page: never;\npage.mouse.down();\n', 'mouse'],
    ['test/browser/keyboard-only.spec.ts', 'declare const page: never;\npage.locator("a").click();\n', 'click'],
    ['web/src/a.ts', 'export const last = [1].at(-1);\n', "'at'"],
    ['web/src/b.ts', 'export const copy = structuredClone({});\n', 'structuredClone'],
    ['web/src/c.ts', 'export const id = window.crypto.randomUUID();\n', 'randomUUID'],
    [
      'web/src/d.vue',
      '<script setup lang="ts">\nconst own = Object.hasOwn({}, "a");\nconsole.error(own);\n</script>\n',
      'hasOwn',
    ],
    ['src/core/a.ts', 'export const now = () => Date.now();\n', 'Date'],
    ['src/core/b.ts', 'export const chance = () => Math.random();\n', 'Math.random'],
    ['src/contest/a.ts', 'console.log(1);\n', 'console'],
    ['src/contest/b.ts', 'export const a: any = 1;\n', 'any'],
    ['src/contest/c.ts', '// TODO: later\nexport {};\n', 'todo'],
  ])('finds the breach in %s', (path, text, word) => {
    expect(lint(path, text).toLowerCase()).toContain(word.toLowerCase());
  });

  it('has nothing against an ordinary file', () => {
    expect(lint('src/contest/d.ts', 'export const sum = (one: number, other: number): number => one + other;\n')).toBe(
      '',
    );
  });

  it('meets no comment that switches it off without a reason', () => {
    const silenced = filesUnder(['src', 'web/src', 'test', 'scripts'], /\.(ts|vue|mjs)$/).filter((path) =>
      /(?:oxlint|eslint|stylelint)-disable(?!.*--)|@ts-(?:ignore|nocheck)/.test(
        read(path).replace(/`[^`]*`|'[^']*'|\/[^/\n]*\//g, ''),
      ),
    );
    expect(silenced).toEqual([]);
  });
});

describe('stylelint', () => {
  it.each([
    ['.a:has(.b) { margin: 0; }', 'css-has'],
    ['.a { .b { margin: 0; } }', 'css-nesting'],
    ['.a { height: 100dvh; }', 'viewport-unit-variants'],
    ['@container (min-width: 1px) { .a { margin: 0; } }', 'css-container-queries'],
    ['.a { aspect-ratio: 1; }', 'property-disallowed-list'],
    ['.a { margin: round(1px, 2px); }', 'function-disallowed-list'],
  ])('finds what the oldest supported browsers lack in %s', (css, name) => {
    const run = spawnSync(
      process.execPath,
      [
        join(ROOT, 'node_modules/stylelint/bin/stylelint.mjs'),
        '--formatter',
        'unix',
        '--stdin-filename',
        join(ROOT, 'web/src/planted.css'),
      ],
      { cwd: ROOT, encoding: 'utf8', input: `${css}\n` },
    );
    expect(run.stdout + run.stderr).toContain(name);
  });

  it('knows the floor that the README promises', () => {
    const { browserslist } = JSON.parse(read('package.json')) as { browserslist: string[] };
    expect(browserslist).toEqual(['chrome >= 92', 'ios_saf >= 14.5']);
  });
});
