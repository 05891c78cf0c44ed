import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import { filesUnder, parse, placeOf, visit } from './source.js';

const FORBIDDEN = new Set([
  'Date',
  'performance',
  'console',
  'process',
  'globalThis',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'Promise',
  'fetch',
  'crypto',
  'Buffer',
  'require',
  'Intl',
]);

/** What a pure rule must not touch; a property or key of the same name is fine. */
function impurities(file: ts.SourceFile): string[] {
  const found: string[] = [];
  const report = (node: ts.Node, what: string): number => found.push(`${placeOf(file, node)} ${what}`);
  visit(file, (node) => {
    if (ts.isAwaitExpression(node)) report(node, 'await');
    if (node.kind === ts.SyntaxKind.AsyncKeyword) report(node, 'async');
    if (ts.isPropertyAccessExpression(node) && node.getText() === 'Math.random') report(node, 'Math.random');
    if (ts.isPropertyAccessExpression(node) && node.name.text.startsWith('toLocale')) report(node, node.name.text);
    if (!ts.isIdentifier(node) || !FORBIDDEN.has(node.text)) return;
    const parent = node.parent;
    const isName = (ts.isPropertyAccessExpression(parent) || ts.isPropertyAssignment(parent)) && parent.name === node;
    if (!isName) report(node, node.text);
  });
  return found;
}

describe('the core', () => {
  it('takes time and chance as arguments and does nothing but compute', () => {
    const files = filesUnder(['src/core'], /(?<!\.spec)\.ts$/);
    expect(files.length).toBeGreaterThan(15);
    expect(files.flatMap((path) => impurities(parse(path)))).toEqual([]);
  });

  it.each([
    'const a = Date.now();',
    'Math.random();',
    'async function f() {}',
    'console.log(1);',
    '(1).toLocaleString();',
  ])('would be caught with %s', (code) => {
    expect(impurities(parse('planted.ts', code))).not.toEqual([]);
  });
});
