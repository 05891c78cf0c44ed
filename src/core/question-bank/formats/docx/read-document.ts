import { excerptOf } from '../../understand/fault.js';
import type { Place, Problem, Reading } from '../reading.js';
import type { Sheet } from '../sheet.js';
import { kindInTitle } from '../table/headings.js';
import { readTables } from '../table/read-tables.js';
import { cardSheet, uprightItems, type Card } from './cards.js';
import { readText } from '../text/read-text.js';
import type { WordDocument, WordLine, WordNote } from './word-document.js';

/** Below this share of readable rows a table lays out a page rather than holding an item a row. */
const READABLE = 0.5;

/**
 * Reads the items of a Word document: those in its text, and those of tables that hold one a row. Colour, bold type and
 * lines under words are never taken for a key; a warning says so where choices are marked with them. `line` of a place
 * counts the lines of the text without such tables.
 */
export function readDocument({ blocks, foreign }: WordDocument): Reading {
  const lines: WordLine[] = [];
  const tables: { readonly sheet: Sheet; readonly lines: readonly WordLine[] }[] = [];
  const cards: Card[] = [];
  const cardLines: WordLine[] = [];
  for (const block of blocks) {
    if (block.kind === 'line') {
      lines.push(block.line);
      continue;
    }
    const upright = uprightItems(block.rows);
    if (upright !== undefined) {
      cards.push(...upright);
      cardLines.push(...block.lines);
      continue;
    }
    const heading = lines.findLast(({ text }) => text.trim() !== '')?.text.trim() ?? '';
    const sheet = { name: kindInTitle(heading) === undefined ? `表格${tables.length + 1}` : heading, rows: block.rows };
    if (holdsItems(sheet)) tables.push({ sheet, lines: block.lines });
    else lines.push(...block.lines);
  }
  if (cards.length > 0) tables.push({ sheet: cardSheet(cards), lines: cardLines });
  const inText = readText(lines.map(({ text }) => text.replaceAll('\n', ' ')).join('\n'));
  const inTables = readTables(tables.map(({ sheet }) => sheet));
  const both: Reading = {
    read: inText.read + inTables.read,
    items: [...inText.items, ...inTables.items],
    rejected: [...inText.rejected, ...inTables.rejected],
    warnings: [...inText.warnings, ...inTables.warnings],
  };
  const found = both.read === 0 && both.rejected.length === 0 ? [NO_ITEMS] : [];
  return {
    ...both,
    rejected: [...both.rejected, ...found],
    warnings: [
      ...both.warnings,
      ...noted(lines, both),
      ...tables.flatMap(({ sheet, lines: words }) => notedInTable(sheet.name, words)),
      ...marked([...lines, ...tables.flatMap(({ lines: words }) => words)]),
      ...documentWarnings([...lines, ...tables.flatMap(({ lines: words }) => words)], foreign),
    ],
  };
}

const NO_ITEMS: Problem = {
  place: {},
  code: 'file.empty',
  message: '没有在文件里找到题目，请对照模板检查题号、选项和答案的写法。',
};

/** One column is a frame around text; rows that begin with a choice belong to the item above. */
function holdsItems(sheet: Sheet): boolean {
  const firsts = sheet.rows.map(({ cells }) => [...cells.values()][0]?.text ?? '');
  if (sheet.rows.every(({ cells }) => cells.size < 2)) return false;
  if (firsts.filter((text) => CHOICE_LABEL.test(text)).length * 2 >= firsts.length) return false;
  const { read, items } = readTables([sheet]);
  return items.length > 0 && items.length >= read * READABLE && read >= (sheet.rows.length - 1) * READABLE;
}

const WORDS: Readonly<Partial<Record<WordNote, readonly [Problem['code'], string]>>> = {
  picture: ['media.missing', '这里有图片，没有读入，请在题库里重新上传并写上替代文字。'],
  shape: ['feature.dropped', '这里有图表或图形，没有读入，请改成图片在题库里上传。'],
  formula: ['feature.dropped', '这里有公式，已写成一行文字，请核对。'],
  struck: ['feature.dropped', '这里有划掉的文字，已按普通文字读入；如已作废，请从文件里删去后再导入。'],
  symbol: ['feature.dropped', '这里有一个认不出的符号，显示为“\uFFFD”，请改正。'],
};

/** Each note at its line and, where one stands above it, at its item. */
function noted(lines: readonly WordLine[], { items, rejected }: Reading): readonly Problem[] {
  const places = [...items, ...rejected]
    .map(({ place }) => place)
    .filter((place): place is Place & { readonly line: number } => place.line !== undefined && place.sheet === undefined)
    .sort((one, other) => one.line - other.line);
  return lines.flatMap(({ notes, text }, index) => {
    if (notes.length === 0) return [];
    const own = places.findLast(({ line }) => line <= index + 1);
    const place = { line: index + 1, ...(own?.item === undefined ? {} : { item: own.item }) };
    return problems(notes, place, text);
  });
} // prettier-ignore

const notedInTable = (sheet: string, lines: readonly WordLine[]): readonly Problem[] =>
  lines.flatMap(({ notes, text }) => problems(notes, { sheet }, text));

function problems(notes: readonly WordNote[], place: Place, text: string): readonly Problem[] {
  return [...new Set(notes)].flatMap((note) => {
    const words = WORDS[note];
    if (words === undefined) return [];
    const excerpt = excerptOf(text.trim());
    return [{ place, code: words[0], message: words[1], ...(excerpt === '' ? {} : { excerpt }) }];
  });
}

const CHOICE_LABEL = /^\s*[（(]?([A-Za-zＡ-Ｚ])[）)]?\s*[.．、:：)）]/u;
/** Where nearly all choices are bold, bold is the type of the whole paper. */
const MOST_MARKED = 0.7;

function marked(lines: readonly WordLine[]): readonly Problem[] {
  const choices = lines.flatMap((line, index) => (CHOICE_LABEL.test(line.text) ? [{ ...line, index }] : []));
  const ones = choices.filter((line) => line.marked.replace(CHOICE_LABEL, '').trim() !== '');
  const [first] = ones;
  if (first === undefined || ones.length > choices.length * MOST_MARKED) return [];
  const message = `有 ${ones.length} 行选项用颜色、加粗或底色标出，没有当作答案；如果它们是答案，请写成“答案：A”的样子。`;
  return [{ place: { line: first.index + 1 }, code: 'feature.dropped', message, excerpt: excerptOf(first.text.trim()) }];
} // prettier-ignore

function documentWarnings(lines: readonly WordLine[], foreign: boolean): readonly Problem[] {
  const some = (note: WordNote) => lines.filter(({ notes }) => notes.includes(note)).length;
  const warn = (code: Problem['code'], message: string): Problem => ({ place: {}, code, message });
  return [
    ...(foreign ? [warn('feature.dropped', '文件里嵌有另一个文件，没有读入，请用 Word 打开，另存为 .docx 后再上传。')] : []),
    ...(some('hidden') > 0 ? [warn('feature.dropped', '文件里有隐藏的文字，已一并读入，请核对。')] : []),
    ...(some('footnote') > 0 ? [warn('text.unclaimed', '文件里有脚注或尾注，没有读入；如果是答案或解析，请移到题目下面。')] : []),
    ...(some('underlined') > 0
      ? [warn('feature.dropped', `有 ${some('underlined')} 行的下划线上写有文字，按普通文字读入；如果是填空的答案，请改成空格线并另写答案。`)]
      : []),
  ];
} // prettier-ignore
