import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import { filesUnder, parse, placeOf, visit } from './source.js';

/** One word per idea: these stand for item, participant, response and contest, which have their own words. */
const SYNONYMS = new Set([
  'question',
  'questions',
  'player',
  'players',
  'user',
  'users',
  'answer',
  'answers',
  'answered',
  'game',
  'games',
  'quiz',
  'quizzes',
]);
/** Names that the outside world gave: the bank, QTI's short answer, HTTP, CSS, the browser's speech and the user guide. */
const GIVEN = [
  /question[-_]?bank/gi,
  /short[-_]?answer/gi,
  /user[-_]?agent/gi,
  /user[-_]?select/gi,
  /user[-_]?guide/gi,
  /user[-_]?info/gi,
];

export function synonymsIn(name: string): string[] {
  const bare = GIVEN.reduce((rest, given) => rest.replace(given, ''), name);
  const words = bare
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z]+/)
    .map((word) => word.toLowerCase());
  return words.filter((word) => SYNONYMS.has(word));
}

/**
 * Only what is named here is our choice; what is merely used may be a library's word, and the properties of a spec's
 * data those of another program's file.
 */
function isDeclared(node: ts.Identifier, path: string): boolean {
  if (
    path.endsWith('.spec.ts') &&
    (ts.isPropertyAssignment(node.parent) || ts.isShorthandPropertyAssignment(node.parent))
  )
    return false;
  const parent = node.parent as ts.Node & { readonly name?: ts.Node };
  return parent.name === node && !ts.isPropertyAccessExpression(parent) && !ts.isImportSpecifier(parent);
}

describe('names in code', () => {
  const files = filesUnder(['src', 'web/src'], /\.(ts|vue)$/);

  it('use the one word of the glossary for each idea', () => {
    const found = files.flatMap((path) => {
      const file = parse(path);
      const names: string[] = [];
      visit(file, (node) => {
        if (ts.isIdentifier(node) && isDeclared(node, path) && synonymsIn(node.text).length > 0) {
          names.push(`${placeOf(file, node)} ${node.text}`);
        }
      });
      return names;
    });
    expect(found).toEqual([]);
  });

  it('of files do too', () => {
    expect(files.filter((path) => synonymsIn(path).length > 0)).toEqual([]);
  });

  it('would be caught', () => {
    expect(synonymsIn('playerAnswers')).toEqual(['player', 'answers']);
    expect(synonymsIn('questionBankId')).toEqual([]);
    expect(synonymsIn('userAgent')).toEqual([]);
    expect(synonymsIn('superuser')).toEqual([]);
  });
});
