/** Goes down the rows of a sheet and gathers what belongs to each item. */
import { latin, tidy } from '../../understand/characters.js';
import { excerptOf } from '../../understand/fault.js';
import { typedTruthOf } from '../../understand/truth.js';
import type { Problem } from '../reading.js';
import type { Row, Sheet } from '../sheet.js';
import { letteredRun } from './choice-cell.js';
import { draftOf, placeAt, writtenAt, type Draft, type DraftChoice, type Written } from './draft.js';
import { sectionHeading, type SectionHeading } from './headings.js';
import type { Layout } from './layout.js';
import { planOf, type Plan } from './plan.js';
import type { Role } from './roles.js';

export interface Collected {
  readonly drafts: readonly Draft[];
  /** Rows with the parts of an item and no stem. */
  readonly rejected: readonly Problem[];
  /** Rows that are no item and no heading. */
  readonly unclaimed: readonly Written[];
  /** The heading that the last rows stand under. */
  readonly section: SectionHeading;
}

/** Columns that templates fill in advance, for rows that nobody has used yet. */
const PREPARED: ReadonlySet<Role['field']> = new Set(['number', 'id', 'kind', 'points', 'difficulty', 'tags', 'label', 'ignored']); // prettier-ignore

/** `title`: kind and points that the title or the rows above give, until a heading says otherwise. */
export function collect(sheet: Sheet, rows: readonly Row[], layout: Layout, title: SectionHeading): Collected {
  const drafts: Draft[] = [];
  const rejected: Problem[] = [];
  const unclaimed: Written[] = [];
  const plan = planOf(layout);
  const [stemColumn] = plan.columns('stem');
  let section: SectionHeading = title;
  let part: string | undefined;
  let current: Draft | undefined;
  let doubtful: Draft | undefined;

  for (const row of rows) {
    const cells = [...row.cells].filter(([column]) => !layout.unread.has(column) && layout.roles.get(column)?.field !== 'ignored'); // prettier-ignore
    const content = cells.filter(([column]) => layout.roles.get(column)?.field !== 'number');
    if (content.length === 0) continue;
    const only = onlyText(content.map(([, cell]) => cell.text));
    const heading = only === undefined ? undefined : sectionHeading(only);
    if (heading !== undefined) {
      if (heading.part === undefined) section = heading;
      else part = heading.part;
      current = undefined;
      continue;
    }
    if (content.every(([column]) => PREPARED.has(layout.roles.get(column)?.field ?? 'stem'))) continue;
    const stem = writtenAt(sheet, row, stemColumn);
    if (current !== undefined && continues(current, sheet, row, plan, stem, unclaimed)) {
      if (current === doubtful) drafts.push(current);
      doubtful = undefined;
      continue;
    }
    if (doubtful !== undefined) unclaimed.push(doubtful.stem);
    doubtful = undefined;
    const [firstColumn] = content[0] as (typeof content)[number];
    if (stem === undefined) {
      if (content.length === 1) unclaimed.push(writtenAt(sheet, row, firstColumn) as Written);
      else rejected.push(withoutStem(sheet, row, stemColumn ?? firstColumn, content.map(([, { text }]) => text)));
      continue;
    }
    current = draftOf(sheet, row, plan, stem, section, part);
    // Words alone are an item only where its parts follow.
    if (only !== undefined && !mayBeItem(only) && !isNext(current, drafts.at(-1))) doubtful = current;
    else drafts.push(current);
  }
  if (doubtful !== undefined) unclaimed.push(doubtful.stem);
  return { drafts, rejected, unclaimed, section };
} // prettier-ignore

/** The text of a row that says one thing, in one cell or in a merged range. */
function onlyText(texts: readonly string[]): string | undefined {
  const [first] = texts;
  return first !== undefined && texts.every((text) => text === first) ? tidy(first) : undefined;
}

/** A row with nothing but words: an item without key has the look of one, a note or a title has not. */
const mayBeItem = (text: string): boolean =>
  [...text].length > 25 ||
  /^[（(]?\d{1,4}[.、．)）\s]|[?？。]$|[（(]\s*(?:[A-Z]{1,6}|[√×✓✗对错]|正确|错误)\s*[）)]|[（(]\s*[）)]|_{2,}|\n/u.test(
    text,
  );

/** 3 below 2 in the column of numbers: an item, whatever it lacks. */
const isNext = ({ number }: Draft, before: Draft | undefined): boolean =>
  number !== undefined &&
  before?.number !== undefined &&
  before.keys.length > 0 &&
  Number(number) === Number(before.number) + 1;

const withoutStem = (sheet: Sheet, row: Row, column: number, texts: readonly string[]): Problem => ({
  place: placeAt(sheet, column, row.number),
  code: 'stem.missing',
  message: `第 ${row.number} 行有选项或答案，却没有题干，请补上题干或删去这一行。`,
  excerpt: excerptOf(texts.map(tidy).join(' ')),
});

const KEY_LINE =
  /^(?:[【[]\s*(?:正确|标准|参考)?答\s*案\s*[】\]]\s*[:：]?|[(（]?(?:正确|标准|参考)?答\s*案\s*[:：])\s*(?=\S)/u;
const EXPLANATION_LINE = /^[【[(（]?\s*(?:答案|试题|题目)?(?:解析|详解|分析|解释|说明)\s*[】\])）]?\s*[:：]\s*(?=\S)/u;

/** Takes a row that goes on with the item above: its choices, its key, its explanation. */
function continues(draft: Draft, sheet: Sheet, row: Row, { roles, columns }: Plan, stem: Written | undefined, unclaimed: Written[]): boolean {
  const repeated = stem?.cell.merged === true && stem.text === draft.stem.text;
  const keys = columns('key').flatMap((column) => writtenAt(sheet, row, column) ?? []);
  if (stem === undefined || repeated) {
    const choice = writtenAt(sheet, row, columns('choices')[0]);
    if (choice !== undefined && draft.listed.length > 0) {
      draft.listed.push(choiceRow(sheet, row, columns, choice, draft.keys));
      return true;
    }
  }
  if (draft.choices.length > 0 || repeated) return repeated;
  const beside = [...row.cells.keys()].filter((column) => !['number', 'key', 'ignored'].includes(roles.get(column)?.field ?? ''));
  const cells = beside.flatMap((column) => writtenAt(sheet, row, column) ?? []).sort((one) => (one === stem ? -1 : 0));
  const [first, ...others] = cells;
  // A cell goes on with the one before it only where it begins like a part of an item itself.
  const joining = others.filter(({ text }) => STARTS_CHOICE.test(text));
  const words = [first, ...joining].map((cell) => cell?.text ?? '').join('  ');
  const written: Written | undefined = stem ?? first;
  if (written === undefined) return false;
  const keyLine = KEY_LINE.exec(words);
  if (keyLine !== null && stem !== undefined && keys.length === 0) {
    draft.keys.push({ ...written, text: words.slice(keyLine[0].length) });
    return true;
  }
  const explanationLine = EXPLANATION_LINE.exec(words);
  if (explanationLine !== null && stem !== undefined) {
    draft.explanation.push({ ...written, text: words.slice(explanationLine[0].length) });
    return true;
  }
  const run = keys.length > 0 && draft.keys.length > 0 ? undefined : startingRun(words);
  if (run === undefined) return false;
  draft.listed.push(...run.map(({ label, text }): DraftChoice => ({ ...(label === undefined ? {} : { label }), written: { ...written, text } }))); // prettier-ignore
  if (draft.keys.length === 0) draft.keys.push(...keys);
  unclaimed.push(...others.filter((cell) => !joining.includes(cell)));
  return true;
} // prettier-ignore

const STARTS_CHOICE = /^[（(【[]?\s*([A-Za-zＡ-Ｚａ-ｚ])\s*[)）】\].．、:：]/u;

/** Choices that begin at the start of the words, with whatever letter. */
function startingRun(words: string) {
  const first = STARTS_CHOICE.exec(words)?.[1];
  const run = first === undefined ? undefined : letteredRun(words, 1, latin(first));
  return run?.before === '' ? run.choices : undefined;
}

/** One choice on a row of its own. A key beside it that only says 对 marks this choice. */
function choiceRow(sheet: Sheet, row: Row, columns: Plan['columns'], written: Written, keys: Written[]): DraftChoice {
  const label = writtenAt(sheet, row, columns('label')[0])?.text;
  const mark = writtenAt(sheet, row, columns('mark')[0])?.text;
  const key = columns('key').flatMap((column) => writtenAt(sheet, row, column) ?? [])[0];
  const marked = (mark !== undefined && typedTruthOf(mark) === true) || (key !== undefined && typedTruthOf(key.text) === true);
  if (key !== undefined && typedTruthOf(key.text) === undefined && key.cell.merged !== true) keys.push(key);
  return { ...(label === undefined ? {} : { label }), written, ...(marked ? { marked } : {}) };
} // prettier-ignore
