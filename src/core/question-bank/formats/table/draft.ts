/** What the rows of a sheet say about one item, before it is made a `RawItem`. */
import { tidy } from '../../understand/characters.js';
import { htmlToText } from '../html-text.js';
import type { Place } from '../reading.js';
import { excerptOf } from '../../understand/fault.js';
import { typedTruthOf } from '../../understand/truth.js';
import { cellName, type Cell, type Row, type Sheet } from '../sheet.js';
import type { Field as LabelField } from '../text/labels.js';
import type { SectionHeading } from './headings.js';
import { labelledStem } from './labelled-stem.js';
import type { Plan } from './plan.js';
import type { Field } from './roles.js';

/** Words and where they stand. */
export interface Written {
  readonly text: string;
  readonly cell: Cell;
  readonly place: Place;
  /** Names of pictures and the like that stood among the words. */
  readonly media?: readonly string[];
}

export interface DraftChoice {
  readonly label?: string;
  readonly written: Written;
  /** Marked as right on its own row. */
  readonly marked?: boolean;
}

export interface Draft {
  readonly row: number;
  readonly hidden: boolean;
  readonly stem: Written;
  readonly number?: string;
  readonly id?: Written;
  readonly kind?: string;
  readonly points?: Written | string;
  readonly difficulty?: Written;
  readonly validUntil?: Written;
  readonly readAloud?: Written;
  readonly easyRead?: Written;
  readonly source: readonly Written[];
  readonly tags: readonly Written[];
  readonly part?: string;
  readonly explanation: Written[];
  /** From columns of their own. */
  readonly choices: readonly DraftChoice[];
  /** The heading counts its choices instead of lettering them. */
  readonly numbered: boolean;
  /** One cell for all choices, or a choice a row. */
  readonly listed: DraftChoice[];
  readonly distractors: readonly Written[];
  readonly keys: Written[];
  readonly parts: readonly Written[];
  readonly material?: string;
  /** Parts the choices of a cell, as the heading says. */
  readonly listSign?: RegExp;
}

export function placeAt(sheet: Sheet, column: number, row: number): Place {
  const cell = cellName(column, row);
  return sheet.name === '' ? { cell } : { sheet: sheet.name, cell };
}

/** Undefined where the cell is empty; one that holds a formula without a result is not. */
export function writtenAt(sheet: Sheet, row: Row, column: number | undefined): Written | undefined {
  const cell = column === undefined ? undefined : row.cells.get(column);
  if (cell === undefined || column === undefined) return undefined;
  const place = placeAt(sheet, column, row.number);
  if (cell.text.length > LONGEST_CELL) return { text: excerptOf(cell.text), cell, place };
  if (PICTURE.test(cell.text)) return { text: '', cell, place, media: ['图片'] };
  if (!HTML.test(cell.text)) {
    const text = withoutApostrophe(tidy(cell.text));
    return text === '' && cell.formula !== true ? undefined : { text, cell, place };
  }
  const { text, media } = htmlToText(cell.text, { breaks: true });
  return text === '' && media.length === 0
    ? undefined
    : { text, cell, place, ...(media.length === 0 ? {} : { media }) };
}

/** No part of an item may be nearly as long: such a cell is refused, and no pattern looks at more than its beginning. */
export const LONGEST_CELL = 5000;
/** What WPS writes into csv for a picture that lies in a cell. */
const PICTURE = /^=?\s*(?:_xlfn\.)?DISPIMG\(/iu;
/** Exports of web pages: the whole in a paragraph, pictures, protected spaces. A tag alone may be what an item is about. */
const HTML = /^\s*<(p|div|span)\b[^>]*>[^]*<\/\1>\s*$|<img\s[^>]*src\s*=|&nbsp;/iu;

/** Programs that do not know how a spreadsheet marks a text write the apostrophe into it: '1-2, '=. */
const withoutApostrophe = (text: string): string => (/^'[=+\-@\d][^']*$/u.test(text) ? text.slice(1) : text);

/** A row that begins an item. `part`: the chapter it stands under. */
export function draftOf(
  sheet: Sheet,
  row: Row,
  plan: Plan,
  stem: Written,
  section: SectionHeading,
  part: string | undefined,
): Draft {
  const at = (column: number): readonly Written[] => [writtenAt(sheet, row, column) ?? []].flat();
  const all = (field: Field): Written[] => plan.columns(field).flatMap(at);
  const first = (field: Field): Written | undefined => all(field)[0];
  const list = first('choices');
  const label = first('label')?.text;
  const marked = typedTruthOf(first('mark')?.text ?? '') === true;
  /** In words where the heading explains the codes. */
  const said = (field: Field): Written | undefined => {
    const written = first(field);
    const word = plan.codes.get(plan.columns(field)[0] ?? -1)?.get(written?.text ?? '');
    return written === undefined || word === undefined ? written : { ...written, text: word };
  };
  const kind = said('kind')?.text ?? section.kind ?? plan.kind;
  const keys = [...all('key'), ...tickedOf(all)];
  const parts = plan.parts.flatMap(at);
  const labelled = keys.length === 0 && parts.length === 0 ? labelledStem(stem.text) : undefined;
  const inStem = (name: LabelField): readonly Written[] => {
    const text = labelled?.fields.get(name) ?? '';
    return text === '' ? [] : [{ ...stem, text }];
  };
  return {
    row: row.number,
    hidden: row.hidden === true,
    stem: labelled === undefined ? stem : { ...stem, text: labelled.stem },
    ...optional('number', first('number')?.text),
    ...optional('id', first('id')),
    ...optional('kind', kind),
    ...optional('points', first('points') ?? inStem('points')[0] ?? section.points),
    ...optional('difficulty', said('difficulty') ?? inStem('difficulty')[0]),
    ...optional('validUntil', first('validUntil') ?? inStem('validUntil')[0]),
    ...optional('readAloud', first('readAloud')),
    ...optional('easyRead', first('easyRead')),
    source: [...all('source'), ...inStem('source')],
    tags: [...all('tags'), ...inStem('tags')],
    ...optional('part', part),
    explanation: [...inStem('explanation'), ...all('explanation')],
    choices: plan.choices.flatMap(({ column, label: letter }) =>
      at(column).map((written): DraftChoice => ({ label: letter, written })),
    ),
    numbered: plan.numbered,
    listed: list === undefined ? [] : [{ ...optional('label', label), written: list, ...(marked ? { marked } : {}) }],
    distractors: all('distractor'),
    keys: labelled === undefined ? keys : [{ ...stem, text: labelled.key }],
    parts,
    ...optional('material', first('material')?.text),
    ...optional('listSign', plan.listSign),
  };
}

const TICK = /^(?:[√✓✔☑●○■vy1]|对|是)$/iu;

/** A tick under 正确 or under 错误. */
const tickedOf = (all: (field: Field) => readonly Written[]): readonly Written[] =>
  (['right', 'wrong'] as const).flatMap((field) =>
    all(field)
      .filter(({ text }) => TICK.test(text))
      .map((written) => ({ ...written, text: field === 'right' ? '正确' : '错误' })),
  );

const optional = <K extends string, V>(name: K, value: V | undefined): { readonly [P in K]?: V } =>
  (value === undefined ? {} : { [name]: value }) as { readonly [P in K]?: V };
