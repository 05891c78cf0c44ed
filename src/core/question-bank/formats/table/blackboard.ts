/** Blackboard's file for uploading items: no headings, a row an item, its kind in the first cell. */
import { err } from '../../../result.js';
import { fault, refuse } from '../../understand/fault.js';
import { Collector } from '../moodle/collector.js';
import { numberOf, rangeAround } from '../moodle/decimal.js';
import * as make from '../moodle/graded.js';
import type { Common, Making } from '../moodle/graded.js';
import { Notes } from '../moodle/notes.js';
import { fillInItem, numericItem } from '../moodle/written.js';
import type { Reading } from '../reading.js';
import type { Row, Sheet } from '../sheet.js';
import { placeAt } from './draft.js';

/** `cells`: what follows the stem, empty ones in between included. */
type Maker = (common: Common, cells: readonly string[], notes: Notes) => Making;

const MAKERS: Readonly<Record<string, Maker>> = {
  MC: (common, cells, notes) => choice(common, cells, 'single', notes),
  MA: (common, cells, notes) => choice(common, cells, 'set', notes),
  TF: truth,
  ESS: (common, [model = ''], notes) => make.modelledItem(common, model, notes),
  SR: (common, [model = ''], notes) => make.modelledItem(common, model, notes),
  ORD: (common, cells, notes) => make.orderingItem(common, allRight(written(cells)), notes),
  MAT: matching,
  FIB: (common, cells, notes) => fillInItem(common, allRight(written(cells)), notes),
  FIB_PLUS: namedBlanks,
  NUM: number,
};

const UNSUPPORTED = new Map([
  ['FIL', '上传文件题'],
  ['OP', '没有对错的调查题'],
  ['JUMBLED_SENTENCE', '词语排序成句的题'],
  ['QUIZ_BOWL', '根据答案提问的题'],
]);

const kindOf = (row: Row): string => row.cells.get(0)?.text.trim().toUpperCase() ?? '';
const isKnown = (kind: string): boolean => Object.hasOwn(MAKERS, kind) || UNSUPPORTED.has(kind);

/** Every row begins with the code of a kind. */
export const isBlackboard = (sheets: readonly Sheet[]): boolean =>
  sheets.length === 1 &&
  sheets.every(({ rows }) => rows.length > 0 && rows.every((row) => row.cells.size > 1 && isKnown(kindOf(row))));

/** Items of a file for which `isBlackboard` is true. Never throws. */
export function readBlackboard(sheets: readonly Sheet[]): Reading {
  const collector = new Collector();
  for (const sheet of sheets) {
    for (const row of sheet.rows) {
      const notes = new Notes();
      collector.add(placeAt(sheet, 1, row.number), readRow(row, notes), notes);
    }
  }
  return collector.done();
}

function readRow(row: Row, notes: Notes): Making {
  const last = Math.max(...row.cells.keys());
  const [stem = '', ...cells] = Array.from({ length: last }, (_, column) =>
    notes.plain(row.cells.get(column + 1)?.text ?? '', 'html'),
  );
  const kind = kindOf(row);
  const maker = Object.hasOwn(MAKERS, kind) ? MAKERS[kind] : undefined;
  if (maker === undefined) return make.unsupported(UNSUPPORTED.get(kind) ?? kind, stem);
  if (stem === '') return refuse('stem.missing', '没有题干，请补上题干。');
  return maker({ stem, tags: [] }, cells, notes);
}

const written = (cells: readonly string[]) => cells.filter((cell) => cell !== '');
const allRight = (texts: readonly string[]) => texts.map((text) => ({ text, percent: 100 }));

const MARK = /^(in)?correct$/iu;

/** Each choice has its mark behind it. */
function choice(common: Common, cells: readonly string[], mode: 'single' | 'set', notes: Notes): Making {
  const entries = pairsOf(cells).map(([text, mark]) => ({ text, mark: MARK.exec(mark) }));
  const odd = entries.find(({ mark }) => mark === null);
  if (odd !== undefined) {
    return refuse('key.unreadable', `选项“${odd.text}”后面没有写 correct 或 incorrect，请补上。`, odd.text);
  }
  const graded = entries.map(({ text, mark }) => ({ text, percent: mark?.[1] === undefined ? 100 : 0 }));
  return make.choiceItem(common, graded, mode, notes);
}

const pairsOf = (cells: readonly string[]): readonly (readonly [string, string])[] =>
  cells.flatMap((cell, at) => (at % 2 === 0 ? [[cell, cells[at + 1] ?? ''] as const] : []));

function truth(common: Common, [word = '']: readonly string[]): Making {
  if (!/^(?:true|false)$/iu.test(word)) {
    return refuse('key.unreadable', `看不懂判断题的答案“${word}”，请写 true 或 false。`, word);
  }
  return make.trueFalseItem(common, /^true$/iu.test(word));
}

function matching(common: Common, cells: readonly string[], notes: Notes): Making {
  const pairs = pairsOf(cells).map(([left, right]) => ({ left, right }));
  return make.matchingItem(common, pairs, notes);
}

/** A number and how far a response may be from it. */
function number(common: Common, [value = '', tolerance = '']: readonly string[], notes: Notes): Making {
  const range = numberOf(value) === undefined ? undefined : rangeAround(value, tolerance || '0');
  return numericItem(common, [{ text: value, percent: 100, range }], notes);
}

/** Names of blanks, which stand in the stem in square brackets, each with what it accepts and an empty cell between them. */
function namedBlanks(common: Common, cells: readonly string[]): Making {
  const groups: string[][] = [[]];
  for (const cell of cells) {
    if (cell === '') groups.push([]);
    else groups.at(-1)?.push(cell);
  }
  const blanks = groups
    .filter(({ length }) => length > 0)
    .map(([name = '', ...texts]) => ({ mark: `[${name}]`, texts }));
  const places = blanks.map(({ mark }) => common.stem.indexOf(mark));
  if (places.some((at, index) => at < 0 || at <= (places[index - 1] ?? -1))) {
    return err(fault('blank.count', '题干里的空与答案对不上，请核对方括号里的名称和次序。', common.stem));
  }
  if (blanks.some(({ texts }) => texts.length === 0)) {
    return refuse('key.missing', '有的空没有写答案，请补上。', common.stem);
  }
  const stem = blanks.reduce((text, { mark }) => text.replace(mark, '____'), common.stem);
  return { ok: true, value: { ...common, stem, kind: 'fill-in', correctResponse: blanks.map(({ texts }) => texts) } };
}
