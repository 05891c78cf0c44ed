import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import { filesUnder, parse, placeOf, ROOT, visit } from './source.js';

/** Dotted names alone: the histories of entries and bank items have actions of their own, which are single words. */
const ACTION = /^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/;

/** What stands for the computed part of an action that is put together; another one put together is refused below. */
const COMPUTED: Readonly<Record<string, readonly string[]>> = {
  'adjustment.': ['confirmed', 'rejected'],
  'bank-item.': ['created', 'edited'],
  'contest.': contestEvents().map((type) => type.replace(/^contest-/, '')),
  'needs.': ['approved', 'refused'],
  'study.entry-': ['approved', 'returned', 'locked'],
};

function contestEvents(): string[] {
  const found: string[] = [];
  visit(parse('src/core/contest/types.ts'), (node) => {
    if (!ts.isTypeAliasDeclaration(node) || node.name.text !== 'ContestEvent') return;
    visit(node, (part) => {
      if (!ts.isPropertySignature(part) || part.name.getText() !== 'type' || !part.type) return;
      if (ts.isLiteralTypeNode(part.type) && ts.isStringLiteral(part.type.literal)) found.push(part.type.literal.text);
    });
  });
  return found;
}

const files = filesUnder(['src'], /(?<!\.spec)\.ts$/)
  .filter(
    (path) => !path.startsWith('src/core/') && !path.startsWith('src/protocol/') && !path.includes('/migrations/'),
  )
  .map((path) => parse(path));

const nameOf = (name: ts.Node | undefined): string => (name && ts.isIdentifier(name) ? name.text : '');

/** Functions that are given an action, and at which place: `record(manager, action)`. */
const takers = new Map<string, Set<number>>();
/** Constants that hold a dotted name, which may be an action. */
const constants = new Map<string, string>();
for (const file of files) {
  visit(file, (node) => {
    if (ts.isVariableDeclaration(node) && node.initializer && ts.isStringLiteral(node.initializer)) {
      constants.set(nameOf(node.name), node.initializer.text);
    }
    if (!ts.isFunctionLike(node)) return;
    const name = nameOf(node.name) || (ts.isVariableDeclaration(node.parent) ? nameOf(node.parent.name) : '');
    const place = node.parameters.findIndex((parameter) => nameOf(parameter.name) === 'action');
    if (name !== '' && place >= 0) takers.set(name, (takers.get(name) ?? new Set()).add(place));
  });
}

/** The expressions that become actions: the property, the constant and the parameter of that name. */
function actionsIn(node: ts.Node): readonly ts.Expression[] {
  if ((ts.isPropertyAssignment(node) || ts.isVariableDeclaration(node)) && nameOf(node.name) === 'action') {
    return node.initializer ? [node.initializer] : [];
  }
  if (!ts.isCallExpression(node)) return [];
  const called = ts.isPropertyAccessExpression(node.expression) ? node.expression.name : node.expression;
  return [...(takers.get(nameOf(called)) ?? [])].flatMap((place) => node.arguments[place] ?? []);
}

const found = new Map<string, string>();
const unclear: string[] = [];
function note(expression: ts.Expression, place: string): void {
  if (ts.isConditionalExpression(expression)) {
    note(expression.whenTrue, place);
    note(expression.whenFalse, place);
  } else if (ts.isTemplateExpression(expression)) {
    const parts = COMPUTED[expression.head.text];
    if (parts === undefined) unclear.push(`${place} ${expression.getText()}`);
    for (const part of parts ?? []) found.set(`${expression.head.text}${part}`, place);
  } else {
    const text = ts.isStringLiteralLike(expression) ? expression.text : constants.get(nameOf(expression));
    if (text !== undefined && ACTION.test(text)) found.set(text, place);
  }
}
for (const file of files) {
  visit(file, (node) => actionsIn(node).forEach((expression) => note(expression, placeOf(file, node))));
}

/** As the page finds them. */
async function named(language: string): Promise<ReadonlySet<string>> {
  const path = join(ROOT, `web/src/i18n/${language}/audit.ts`);
  const { default: messages } = (await import(pathToFileURL(path).href)) as {
    readonly default: { readonly action: Readonly<Record<string, Readonly<Record<string, string>>>> };
  };
  return new Set(
    Object.entries(messages.action).flatMap(([group, names]) => Object.keys(names).map((name) => `${group}.${name}`)),
  );
}

describe('the actions of the audit log', () => {
  const places = [...found].sort();

  it('are found, however they get to the log', () => {
    // A property, a choice of two, a constant, a parameter, one put together, one of the server.
    for (const action of [
      'study.entry-created',
      'contest.unarchived',
      'audit.tail-adopted',
      'calendar.feed-renewed',
      'contest.board-frozen',
      'server.started',
    ]) {
      expect([...found.keys()]).toContain(action);
    }
    expect(unclear).toEqual([]);
  });

  it.each(['zh-CN', 'en'])('have a name each (%s)', async (language) => {
    const names = await named(language);
    expect(places.filter(([action]) => !names.has(action)).map(([action, place]) => `${action} (${place})`)).toEqual(
      [],
    );
  });

  it('are all that is named', async () => {
    expect([...(await named('zh-CN'))].filter((action) => !found.has(action))).toEqual([]);
  });
});
