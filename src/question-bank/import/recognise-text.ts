/** What a text is. Several formats can look alike: each rule asks for structure that ordinary Chinese text lacks. */
import { parse } from 'csv-parse/sync';

import { sheetOf } from '../../core/question-bank/formats/sheet.js';
import { isBlackboard } from '../../core/question-bank/formats/table/blackboard.js';
import { headingOf } from '../../core/question-bank/formats/table/layout.js';
import { known, refused, type Recognised } from './recognise.js';

/** Rules look at this much of a text, which is some hundreds of items. */
const SAMPLE = 200_000;

const RULES: readonly ((text: string) => Recognised | null)[] = [xml, json, yaml, gift, aiken, table];

/** Never fails: what is nothing else is text, whose reader finds items or says that there are none. */
export function recogniseText(text: string): Recognised {
  const sample = text.slice(0, SAMPLE);
  for (const rule of RULES) {
    const found = rule(rule === json ? text : sample);
    if (found !== null) return found;
  }
  return known('text');
}

const PROLOG = /^\s*(?:<\?xml[^>]*\?>|<!--[\s\S]*?-->|<!DOCTYPE[^>[]*(?:\[[\s\S]*?\]\s*)?>|<\?[^>]*\?>|\s+)*/iu;
const ROOT = /^<(?:([\w.-]+):)?([\w.-]+)([^>]*)>?/u;
const QTI_3 = new Set(['qti-assessment-item', 'qti-assessment-test', 'qti-assessment-section']);
const QTI_1 = new Set(['questestinterop', 'objectbank']);
const QTI_1_PARTS = new Set(['assessment', 'section', 'item']);
const QTI_2 = new Set(['assessmentItem', 'assessmentTest', 'assessmentSection']);

function xml(text: string): Recognised | null {
  const prolog = PROLOG.exec(text)?.[0] ?? '';
  const [, , name = '', attributes = ''] = ROOT.exec(text.slice(prolog.length)) ?? [];
  if (name === 'quiz') return known('moodle-xml');
  if (QTI_3.has(name)) return known('qti-3.0');
  if (QTI_2.has(name)) return known(/v2p2/u.test(attributes) ? 'qti-2.2' : 'qti-2.1');
  if (QTI_1.has(name) || (QTI_1_PARTS.has(name) && /\sident\s*=/u.test(attributes))) return known('qti-1.2');
  if (name === 'manifest') return refused('manifest', ' QTI 题库的目录文件', '请上传整个压缩包（.zip）');
  if (name.toLowerCase() === 'html' || /<!DOCTYPE\s+html/iu.test(prolog)) {
    return refused('html', '网页', '请在浏览器里打开，复制文字粘贴到导入页，或另存为 .docx 后再上传');
  }
  if (name === 'Workbook')
    return refused('xml-spreadsheet', '旧版 Excel 的 XML 表格', '请用 Excel 打开，另存为 .xlsx 后再上传');
  if (!/^\s*<\?xml\s/iu.test(prolog)) return null;
  const called = name === '' ? '不完整的 XML 文件' : ` XML 文件（根元素是 ${name}）`;
  return refused('xml', called, '请导出为 Moodle XML 或 QTI 后再上传');
}

const JSON_START = /^\s*(?:\{\s*["}]|\[\s*(?:[{["\]]|-?\d))/u;
/** So far in that it can be nothing else, though it does not parse. */
const SURELY_JSON = /^\s*(?:\[\s*)?\{\s*"[^"\n]*"\s*:/u;

function json(text: string): Recognised | null {
  if (!JSON_START.test(text)) return null;
  const value = parsed(text);
  if (value === undefined) {
    if (isJsonLines(text)) return known(EXAM_LINE.test(text) ? 'text' : 'json');
    return SURELY_JSON.test(text) ? known('json') : null;
  }
  if (EXAM_LINE.test(text) && !text.trim().includes('\n')) return known('text');
  const { format, items } = (value ?? {}) as { readonly format?: unknown; readonly items?: unknown };
  return known(format !== undefined && Array.isArray(items) ? 'bank' : 'json');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** 问卷星's own, which the reader of texts knows. */
const EXAM_LINE = /^\s*\{[^\n]*"(?:qtype|correctselect)"\s*:/u;

/** One object a line. */
function isJsonLines(text: string): boolean {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.length > 0 && lines.slice(0, 20).every((line) => SURELY_JSON.test(line) && parsed(line) !== undefined);
}

function yaml(text: string): Recognised | null {
  return /^format:\s*\d/mu.test(text) && /^items:\s*(?:#.*)?$/mu.test(text) ? known('bank') : null;
}

/** What stands in braces without an unescaped brace within. */
const BRACES = /(?<!\\)\{((?:[^{}\\]|\\[\s\S])*)(?<!\\)\}/gu;
/** Nothing (an essay), T or F, a number, or choices marked = and ~. */
const GIFT_KEY = /^\s*(?:$|(?:T|F|TRUE|FALSE)\s*(?:#|$)|#|[=~])/u;
const GIFT_MARKS = /^\s*(?:::(?:[^\\:]|\\.)+::|\$CATEGORY:)/mu;

/**
 * Braces alone are no GIFT: sets in mathematics, 问卷星's {_} and keys written {A} have them too. Empty ones and T or F
 * count only beside marks that nothing else has.
 */
function gift(text: string): Recognised | null {
  const inner = [...text.matchAll(BRACES)].map(([, words = '']) => words);
  const keys = inner.filter((words) => GIFT_KEY.test(words));
  if (keys.length === 0 || keys.length * 2 < inner.length) return null;
  const marked = GIFT_MARKS.test(text) || keys.some((words) => /[=~#]/u.test(words));
  const alone = !/^\s*(?:【?(?:参考|正确|标准)?答案】?\s*[:：]|[A-D][.．、)）])/mu.test(text);
  return marked || alone ? known('gift') : null;
}

const AIKEN_KEY = /^ANSWER:[ \t]*([A-Z])[ \t]*$/u;
const AIKEN_CHOICE = /^[ \t]*[A-Z][.)][ \t]*\S/u;
const OTHER_KEY = /^\s*(?:答案|正确答案|参考答案|【答案】|Answer\s*[:：])/u;

/** Each key has two choices right above it; a text that writes its keys in another way too is no Aiken. */
function aiken(text: string): Recognised | null {
  const lines = text.split(/\r\n|\n|\r/u).filter((line) => line.trim() !== '');
  const keys = lines.flatMap((line, at) => (/^\s*ANSWER\s*[:：]/u.test(line) ? [at] : []));
  const proper = keys.filter(
    (at) =>
      AIKEN_KEY.test(lines[at] ?? '') &&
      AIKEN_CHOICE.test(lines[at - 1] ?? '') &&
      AIKEN_CHOICE.test(lines[at - 2] ?? ''),
  );
  if (proper.length === 0 || proper.length < keys.length * 0.8) return null;
  return lines.some((line) => OTHER_KEY.test(line)) ? null : known('aiken');
}

/** Fewer columns than this hold no item, unless headings say what they are (题目, 答案); prose has commas, too. */
const LEAST_COLUMNS = 3;
/** Most rows of a table are as wide as its first, give or take empty cells at the end. */
const SAME_WIDTH = 0.8;
/** Above the headings stand titles at most. */
const HEADINGS_WITHIN = 10;

/** A | in prose and keys (several blanks) is common: it parts columns only where a header says so. */
const DELIMITERS = [',', '\t', ';', '|'] as const;
const ROWS = 200;

/** Excel names the delimiter on a line of its own. */
const SEPARATOR_LINE = /^"?sep=[,;|\t]"?\r?\n/u;

const LETTERED = /^\s*(?:[-*]\s+)?[（(]?[A-Ha-h][）)]?\s*[.．、:：]/u;

function table(text: string): Recognised | null {
  if (SEPARATOR_LINE.test(text) || isBlackboard([sheetOf('', rowsOf(text, '\t'))])) return known('csv');
  return DELIMITERS.some((delimiter) => isTable(rowsOf(text, delimiter), delimiter === '|')) ? known('csv') : null;
}

function isTable(rows: readonly (readonly string[])[], needsHeadings: boolean): boolean {
  const headings = rows.slice(0, HEADINGS_WITHIN).findIndex(areHeadings);
  if (headings !== -1) {
    // The table stands in a text that has items of its own.
    if (rows.slice(0, headings).filter(([first = '']) => LETTERED.test(first)).length > 1) return false;
    const below = rows.slice(headings + 1);
    return below.length > 0 && below.filter(({ length }) => length > 1).length >= below.length * 0.5;
  }
  const width = rows[0]?.length ?? 0;
  if (needsHeadings || rows.length < 2 || width < LEAST_COLUMNS) return false;
  const alike = rows.filter(({ length }) => length === width).length;
  return alike >= rows.length * SAME_WIDTH && rows.every(({ length }) => length >= LEAST_COLUMNS);
}

function areHeadings(cells: readonly string[]): boolean {
  const [row] = sheetOf('', [cells]).rows;
  return row !== undefined && headingOf(row) !== undefined;
}

function rowsOf(text: string, delimiter: string): string[][] {
  try {
    const lenient = { relax_column_count: true, relax_quotes: true, skip_empty_lines: true } as const;
    return parse(text, { ...lenient, delimiter, to: ROWS });
  } catch {
    return [];
  }
}
