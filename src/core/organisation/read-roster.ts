import { cellName, type Row, type Sheet } from '../question-bank/formats/sheet.js';
import type { RosterProblem, RosterReading, RosterRow, RosterStep } from './roster-row.js';
import { LEVEL_NAMES, LONGEST_CODE, LONGEST_PERSON_NAME, LONGEST_UNIT_NAME } from './types.js';

/** Headings stand within so many rows from the top: a title and a note may come before. */
const HEADING_ROWS = 10;

type Field =
  | { readonly kind: 'unit'; readonly level: number }
  /** `level` null: of the lowest unit of the row. */
  | { readonly kind: 'code'; readonly level: number | null }
  | { readonly kind: 'name' }
  | { readonly kind: 'staff-code' };

interface Layout {
  readonly row: number;
  readonly fields: ReadonlyMap<number, Field>;
}

const NAME = ['姓名', '名字', '人员姓名', '党员姓名'];
const STAFF_CODE = ['工号', '职工号', '人员编号', '职工编号', '员工编号'];
const CODE = ['组织编码', '编码', '组织代码'];
const CODE_ENDS = ['编码', '代码'];
/** Beside the names that the organisation itself has chosen. */
const LEVEL_WORDS: readonly (readonly string[])[] = [
  ['省', '省份', '省（自治区、直辖市）'],
  ['市州', '市', '市（州）', '地市'],
  ['县区', '县', '区县', '县（区）', '县（市、区）'],
  ['单位', '单位名称', '所在单位'],
  ['支部', '党支部', '支部名称', '所在支部', '所属支部'],
];

/** Invisible signs and blanks on either side say nothing; inner blanks are one. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\p{Cc}\p{Cf}]/gu, ' ')
    .trim()
    .replace(/\s+/gu, ' ');

/** Names keep what NFKC would change; headings and codes do not need it. */
const words = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}]/gu, ' ')
    .trim()
    .replace(/\s+/gu, ' ');

/**
 * The rows of every sheet that has headings for units: 省 … 支部 (or as the organisation calls its levels), 姓名, 工号,
 * 组织编码 or a level's own (支部编码). What cannot be taken is in `rejected` with place and cure.
 * @param levels names of the levels from the top
 */
export function readRoster(sheets: readonly Sheet[], levels: readonly string[] = LEVEL_NAMES): RosterReading {
  const rows: RosterRow[] = [];
  const rejected: RosterProblem[] = [];
  let read = 0;
  const laid = sheets.map((sheet) => ({ sheet, layout: layoutOf(sheet, levels) }));
  for (const { sheet, layout } of laid) {
    if (layout === null) continue;
    for (const row of sheet.rows) {
      if (row.number <= layout.row) continue;
      read += 1;
      const outcome = readRow(sheet, row, layout);
      if ('code' in outcome) rejected.push(outcome);
      else rows.push(outcome);
    }
  }
  if (laid.every(({ layout }) => layout === null)) {
    const message = `没有找到表头，请在第一行写明“${levels.at(-1) ?? '支部'}”“姓名”等栏名，或下载模板填写。`;
    rejected.push({ place: {}, code: 'heading.missing', message });
  }
  return { rows, read, rejected };
}

function layoutOf(sheet: Sheet, levels: readonly string[]): Layout | null {
  for (const row of sheet.rows.slice(0, HEADING_ROWS)) {
    const fields = new Map<number, Field>();
    for (const [column, { text }] of row.cells) {
      const field = fieldOf(plain(text).replace(/[\s*]/gu, ''), levels);
      const known = field !== null && [...fields.values()].some((other) => same(other, field));
      if (field !== null && !known) fields.set(column, field);
    }
    if ([...fields.values()].some(({ kind }) => kind === 'unit')) return { row: row.number, fields };
  }
  return null;
}

const same = (one: Field, other: Field): boolean =>
  one.kind === other.kind && (!('level' in one) || ('level' in other && one.level === other.level));

function fieldOf(heading: string, levels: readonly string[]): Field | null {
  if (NAME.includes(heading)) return { kind: 'name' };
  if (STAFF_CODE.includes(heading)) return { kind: 'staff-code' };
  if (CODE.includes(heading)) return { kind: 'code', level: null };
  const level = levelOf(heading, levels);
  if (level !== null) return { kind: 'unit', level };
  const end = CODE_ENDS.find((one) => heading.endsWith(one));
  const ofCode = end === undefined ? null : levelOf(heading.slice(0, -end.length), levels);
  return ofCode === null ? null : { kind: 'code', level: ofCode };
}

function levelOf(heading: string, levels: readonly string[]): number | null {
  const own = levels.findIndex((name) => plain(name).replace(/\s/gu, '') === heading);
  if (own >= 0) return own + 1;
  const usual = LEVEL_WORDS.findIndex(
    (names, index) => levels[index] === LEVEL_NAMES[index] && names.includes(heading),
  );
  return usual >= 0 ? usual + 1 : null;
}

interface Filled {
  readonly column: number;
  readonly text: string;
}

function readRow(sheet: Sheet, row: Row, layout: Layout): RosterRow | RosterProblem {
  const units = new Map<number, Filled>();
  const codes = new Map<number | null, Filled>();
  const person: { name?: Filled; staffCode?: Filled } = {};
  for (const [column, field] of layout.fields) {
    const text = row.cells.get(column)?.text ?? '';
    const filled = { column, text: field.kind === 'unit' || field.kind === 'name' ? words(text) : plain(text) };
    if (filled.text === '') continue;
    if (field.kind === 'unit') units.set(field.level, filled);
    else if (field.kind === 'code') codes.set(field.level, filled);
    else if (field.kind === 'name') person.name = filled;
    else person.staffCode = filled;
  }
  const at = (column: number) => ({
    ...(sheet.name === '' ? {} : { sheet: sheet.name }),
    cell: cellName(column, row.number),
  });
  const fault = (column: number, code: RosterProblem['code'], message: string): RosterProblem => ({
    place: at(column),
    code,
    message,
    excerpt: [...row.cells.values()].map(({ text }) => plain(text)).join(' | ').slice(0, 80),
  }); // prettier-ignore
  const long = tooLong(units, codes, person);
  if (long !== null) return fault(long.column, 'text.too-long', long.message);
  const [first = 0] = layout.fields.keys();
  if (units.size === 0) {
    return fault(first, 'path.missing', '这一行没有写明所在单位，请填写至少一级组织名称。');
  }
  if (person.name === undefined && person.staffCode !== undefined) {
    return fault(person.staffCode.column, 'name.missing', '这一行有工号没有姓名，请填写姓名，或删去这一行。');
  }
  const ordered = [...units].sort(([one], [other]) => one - other);
  const lowest = ordered.at(-1)?.[0];
  const path = ordered.map(([level, { text }]): RosterStep => {
    const code = codes.get(level) ?? (level === lowest ? codes.get(null) : undefined);
    return { level, name: text, code: code?.text ?? null };
  });
  return {
    place: at(person.name?.column ?? ordered.at(-1)?.[1].column ?? first),
    path,
    person: person.name === undefined ? null : { name: person.name.text, staffCode: person.staffCode?.text ?? null },
  };
}

function tooLong(
  units: ReadonlyMap<number, Filled>,
  codes: ReadonlyMap<number | null, Filled>,
  person: { readonly name?: Filled; readonly staffCode?: Filled },
): { readonly column: number; readonly message: string } | null {
  const limits: readonly (readonly [readonly Filled[], number, string])[] = [
    [[...units.values()], LONGEST_UNIT_NAME, '组织名称'],
    [[...codes.values()], LONGEST_CODE, '编码'],
    [person.name ? [person.name] : [], LONGEST_PERSON_NAME, '姓名'],
    [person.staffCode ? [person.staffCode] : [], LONGEST_CODE, '工号'],
  ];
  for (const [fields, most, what] of limits) {
    const found = fields.find(({ text }) => [...text].length > most);
    if (found) return { column: found.column, message: `${what}超过 ${most} 个字，请缩短后再导入。` };
  }
  return null;
}
