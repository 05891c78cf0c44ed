import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import { filesUnder, parse, placeOf, visit } from './source.js';

const files = filesUnder(['src'], /(?<!\.spec)\.ts$/).map((path) => parse(path));

describe('decorated classes', () => {
  it('import their DTOs as values: a type-only import switches validation off without a word', () => {
    const found = files
      .filter((file) => /\.(controller|gateway)\.ts$/.test(file.fileName))
      .flatMap((file) => {
        const typeOnly: string[] = [];
        visit(file, (node) => {
          if (ts.isImportSpecifier(node) && node.name.text.endsWith('Dto')) {
            if (node.isTypeOnly || node.parent.parent.isTypeOnly)
              typeOnly.push(`${placeOf(file, node)} ${node.name.text}`);
          }
        });
        return typeOnly;
      });
    expect(found).toEqual([]);
  });

  it('take at most five dependencies', () => {
    const found = files.flatMap((file) => {
      const large: string[] = [];
      visit(file, (node) => {
        if (!ts.isConstructorDeclaration(node) || !ts.canHaveDecorators(node.parent)) return;
        if ((ts.getDecorators(node.parent) ?? []).length === 0) return;
        if (node.parameters.length > 5) large.push(`${placeOf(file, node)} ${node.parameters.length} dependencies`);
      });
      return large;
    });
    expect(found).toEqual([]);
  });
});
