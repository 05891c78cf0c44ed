/** A sheet that holds a text: items over several rows of one column, as they were pasted from a document. */
import { tidy } from '../../understand/characters.js';
import { excerptOf } from '../../understand/fault.js';
import type { Place, Problem, Reading } from '../reading.js';
import type { Row, Sheet } from '../sheet.js';
import { readText } from '../text/read-text.js';
import { isKeyLike } from './columns.js';
import { LONGEST_CELL, placeAt } from './draft.js';
import type { Layout } from './layout.js';

/** A choice, a key or an explanation on a row of its own. */
const PART_OF_ITEM =
  /^\s*(?:[（(【[]?\s*[A-Ha-hＡ-Ｈ]\s*[)）】\].．、:：]|[【[(（]?\s*(?:正确|标准|参考)?答\s*案\s*[】\])）]?\s*[:：]|[【[]?\s*(?:答案|试题)?解析\s*[】\]]?\s*[:：])/u;
const LEAST_SHARE = 0.2;

/** True where no column holds keys and many rows are only parts of an item. */
export function isText(rows: readonly Row[], { roles }: Layout): boolean {
  if ([...roles.values()].some(({ field }) => field === 'key')) return false;
  const parts = rows.filter(({ cells }) => PART_OF_ITEM.test([...cells.values()][0]?.text.slice(0, 60) ?? '')).length;
  return rows.length > 1 && parts >= rows.length * LEAST_SHARE;
}

/** Lines of the text are rows, or the lines of a cell; problems and items keep the cell they come from. */
export function readTextSheet(sheet: Sheet, rows: readonly Row[]): Reading {
  const { lines, places, left } = textOf(sheet, rows);
  const { items, rejected, warnings, read } = readText(lines.join('\n'));
  const placed = ({ line, ...rest }: Place): Place => ({ ...places[(line ?? 1) - 1], ...rest });
  const moved = (problem: Problem): Problem => ({ ...problem, place: placed(problem.place) });
  return {
    read,
    items: items.map(({ place, item }) => ({ place: placed(place), item })),
    rejected: rejected.map(moved),
    warnings: [...warnings.map(moved), ...remarksOn(sheet, rows), ...left],
  };
}

const MOST_LEFT = 20;

const unclaimed = (place: Place, text: string): Problem => ({
  place,
  code: 'text.unclaimed',
  message: '这里的文字不像题目，没有读入，请核对。',
  excerpt: excerptOf(text),
});

interface Line {
  readonly words: string;
  readonly place: Place;
}

/**
 * Cells of a row follow each other on lines of their own. A number in a column of its own stands before the words; a key that stands
 * beside them comes on a line of its own behind the choices, as it would in a text.
 */
function textOf(sheet: Sheet, rows: readonly Row[]): { readonly lines: readonly string[]; readonly places: readonly Place[]; readonly left: readonly Problem[] } {
  const all: Line[] = [];
  const left: Problem[] = [];
  let key: Line | undefined;
  let last = 0;
  for (const { number, cells } of rows) {
    const filled = [...cells].filter(([, { text, merged }]) => tidy(text) !== '' && merged !== true && text.length <= LONGEST_CELL);
    const [first, second] = filled;
    if (first === undefined) continue;
    const part = PART_OF_ITEM.test(first[1].text);
    if (!part && key !== undefined) {
      all.push(key);
      key = undefined;
    }
    if (number > last + 1) all.push({ words: '', place: placeAt(sheet, first[0], number) });
    last = number;
    const numbered = second !== undefined && /^\d{1,4}$/u.test(tidy(first[1].text));
    const body = numbered ? filled.slice(1) : [...filled];
    const end = body.at(-1);
    if (!part && body.length > 1 && end !== undefined && isKeyLike(end[1].text)) {
      body.pop();
      key = { words: `答案：${tidy(end[1].text)}`, place: placeAt(sheet, end[0], number) };
    }
    // A cell beside another goes on with it only where it begins like a part of an item itself.
    const apart = body.slice(1).filter(([, { text }]) => !PART_OF_ITEM.test(text));
    left.push(...apart.map(([column, { text }]) => unclaimed(placeAt(sheet, column, number), text)));
    for (const [column, { text }] of body.filter((entry) => !apart.includes(entry))) {
      const before = numbered && column === body[0]?.[0] ? `${tidy(first[1].text)}、` : '';
      const place = placeAt(sheet, column, number);
      all.push(...`${before}${tidy(text)}`.split('\n').map((words) => ({ words, place })));
    }
  }
  if (key !== undefined) all.push(key);
  return { lines: all.map(({ words }) => words), places: all.map(({ place }) => place), left: left.slice(0, MOST_LEFT) };
} // prettier-ignore

/** The first cell of each sort. */
function remarksOn(sheet: Sheet, rows: readonly Row[]): readonly Problem[] {
  const found = new Map<string, Problem>();
  for (const { number, cells } of rows) {
    for (const [column, { date, text }] of cells) {
      const code = date === true ? 'value.changed-by-spreadsheet' : text.length > LONGEST_CELL ? 'field.too-long' : undefined;
      if (code === undefined || found.has(code)) continue;
      const message = code === 'field.too-long' ? `这一格超过 ${LONGEST_CELL} 个字，没有读入，请分成几行后再导入。` : '这里是日期格式，按显示的样子读取，请核对是否与原来写的一致。';
      found.set(code, { place: placeAt(sheet, column, number), code, message, excerpt: excerptOf(text) });
    }
  }
  return [...found.values()];
} // prettier-ignore
