/** Reads what `printTable` writes, to the letter; what a person has changed in it otherwise is left to `understand`. */
import { checkItem } from '../../check-item.js';
import type { BankBlank, BankChoice, BankMedia, BankSource, BankSourceDocument, Difficulty } from '../../types.js';
import type { ReadBankItem } from '../reading.js';
import type { Row, Sheet } from '../sheet.js';
import {
  BANK_MARK,
  BANK_ROWS,
  BLANK_SIGNS,
  DOCUMENT_HEADINGS,
  KIND_LABELS,
  NO_KEY,
  OWN,
  OWN_FIELDS,
  parted,
  RANGE,
  RANGE_LIKE,
  TAG_SIGNS,
  TARGET_HEADING,
  TEXT_SIGNS,
  TRUTH_LABELS,
  unescaped,
  VERIFICATION_LABELS,
  YES,
  type OwnField,
  type OwnKind,
} from './own-columns.js';

export interface OwnColumns {
  readonly fields: ReadonlyMap<OwnField, number>;
  readonly choices: readonly { readonly id: string; readonly column: number }[];
  readonly targets: readonly { readonly id: string; readonly column: number }[];
}

/** Undefined where a column of ours is missing: then the sheet is read like anybody else's. */
export function ownColumns(headings: ReadonlyMap<number, string>): OwnColumns | undefined {
  const fields = new Map<OwnField, number>();
  const choices: { id: string; column: number }[] = [];
  const targets: { id: string; column: number }[] = [];
  for (const [column, text] of headings) {
    const field = OWN_FIELDS.find((name) => OWN[name] === text);
    if (field !== undefined) fields.set(field, column);
    const choice = /^选项([A-Z])$/u.exec(text)?.[1];
    if (choice !== undefined) choices.push({ id: choice, column });
    const target = TARGET_HEADING.exec(text)?.[1];
    if (target !== undefined) targets.push({ id: target, column });
  }
  return fields.size === OWN_FIELDS.length ? { fields, choices, targets } : undefined;
}

const KINDS = new Map(Object.entries(KIND_LABELS).map(([kind, label]) => [label, kind as OwnKind]));
const VERIFICATIONS = new Map(
  Object.entries(VERIFICATION_LABELS).map(([name, label]) => [label as string, name as 'quoted' | 'structure']),
);

/** Undefined where a cell is not written as `printTable` writes it, or the item has a fault. */
export function ownItem(row: Row, columns: OwnColumns): ReadBankItem | undefined {
  if ([...row.cells.values()].some(({ formula, date, merged }) => formula === true || date === true || merged === true)) {
    return undefined;
  }
  const text = (field: OwnField) => row.cells.get(columns.fields.get(field) ?? -1)?.text;
  const kind = KINDS.get(text('kind') ?? '');
  const stem = text('stem');
  const key = text('key');
  if (kind === undefined || stem === undefined || key === undefined) return undefined;
  const list = (from: OwnColumns['choices']) => from.flatMap(({ id, column }) => textAt(row, column).map((words) => ({ id, text: words }))); // prettier-ignore
  const body = bodyOf(kind, stem, key, list(columns.choices), list(columns.targets), text('anyOrder'));
  const common = commonOf(text);
  if (body === undefined || common === undefined) return undefined;
  const item = withMedia({ ...body, ...common } as ReadBankItem, text('media'));
  return item === undefined || hasFault(item) ? undefined : item;
} // prettier-ignore

const textAt = (row: Row, column: number): readonly string[] => {
  const text = row.cells.get(column)?.text;
  return text === undefined ? [] : [text];
};

function hasFault(item: ReadBankItem): boolean {
  if (item.correctResponse === undefined) return false;
  const slugs = item.source === undefined ? [] : [{ slug: item.source.document, title: '', edition: '' }];
  return checkItem({ ...item, id: item.id ?? '' }, { documents: slugs }).some(({ severity }) => severity === 'error');
}

function bodyOf(
  kind: OwnKind,
  stem: string,
  written: string,
  choices: readonly BankChoice[],
  targets: readonly BankChoice[],
  anyOrder: string | undefined,
): object | undefined {
  const key = written === NO_KEY ? undefined : written;
  const known = (ids: readonly string[]): readonly string[] | undefined =>
    ids.length > 0 && ids.every((id) => choices.some((choice) => choice.id === id)) ? ids : undefined;
  const keyed = (correctResponse: unknown): object | undefined =>
    key === undefined ? {} : correctResponse === undefined ? undefined : { correctResponse };
  const made = (rest: object, correctResponse: unknown): object | undefined => {
    const response = keyed(correctResponse);
    return response === undefined ? undefined : { ...rest, ...response };
  };
  if ((targets.length > 0) !== (kind === 'matching') || (anyOrder !== undefined && (kind !== 'fill-in' || anyOrder !== YES))) return undefined; // prettier-ignore
  if (['true-false', 'fill-in', 'short-answer'].includes(kind) !== (choices.length === 0)) return undefined;
  const letters = [...(key ?? '')];
  switch (kind) {
    case 'true-false': {
      const index = TRUTH_LABELS.findIndex((label) => label === key);
      return made({ kind, stem }, index === -1 ? undefined : index === 0);
    }
    case 'single':
      return made({ kind: 'choice', select: kind, stem, choices }, letters.length === 1 ? known(letters)?.[0] : undefined); // prettier-ignore
    case 'multiple':
      return made({ kind: 'choice', select: kind, stem, choices }, inOrder(letters) ? known(letters) : undefined);
    case 'ordering':
      return made({ kind, stem, choices }, known(letters));
    case 'matching':
      return made({ kind, stem, choices, targets }, pairsOf(key ?? ''));
    case 'fill-in':
      return made({ kind, stem, ...(anyOrder === YES ? { anyOrder: true } : {}) }, blanksOf(key ?? ''));
    case 'short-answer':
      return made({ kind, stem }, key?.startsWith('\\') === true ? key.slice(1) : key);
  }
}

const inOrder = (letters: readonly string[]): boolean => letters.every((letter, index) => index === 0 || letter > (letters[index - 1] as string)); // prettier-ignore

function pairsOf(key: string): Readonly<Record<string, string>> | undefined {
  const pairs = key.split(';').map((pair) => /^([A-Z])-(\d{1,2})$/u.exec(pair));
  const entries = pairs.flatMap((pair) => (pair === null ? [] : [[pair[1] as string, pair[2] as string] as const]));
  return entries.length === pairs.length ? Object.fromEntries(entries) : undefined;
}

function blanksOf(key: string): readonly BankBlank[] | undefined {
  const blanks = parted(key, BLANK_SIGNS).map((part): BankBlank | undefined => {
    const range = RANGE.exec(part);
    if (range !== null) return { min: Number(range[1]), max: Number(range[2]) };
    const texts = parted(part, TEXT_SIGNS);
    if (texts.some((text) => text === '' || text !== text.trim() || RANGE_LIKE.test(text))) return undefined;
    return texts.map(unescaped);
  });
  return blanks.every((blank) => blank !== undefined) ? blanks : undefined;
}

type Texts = (field: OwnField) => string | undefined;

const WHOLE = /^[1-9]\d{0,8}$/u;

/** Undefined where a field is written otherwise than we write it. */
function commonOf(text: Texts): object | undefined {
  const [difficulty, points, verification] = [text('difficulty'), text('points'), text('verification')];
  const source = sourceOf(text);
  const fits =
    (difficulty === undefined || /^[1-5]$/u.test(difficulty)) &&
    (points === undefined || (String(Number(points)) === points && Number(points) > 0)) &&
    (verification === undefined || VERIFICATIONS.has(verification)) &&
    source !== null;
  if (!fits) return undefined;
  const fields: Record<string, unknown> = {
    id: text('id'),
    explanation: text('explanation'),
    difficulty: difficulty === undefined ? undefined : (Number(difficulty) as Difficulty),
    points: points === undefined ? undefined : Number(points),
    source,
    verification: verification === undefined ? undefined : VERIFICATIONS.get(verification),
    validUntil: text('validUntil'),
    readAloud: text('readAloud'),
    easyRead: text('easyRead'),
    tags: text('tags') === undefined ? [] : parted(text('tags') ?? '', TAG_SIGNS).map(unescaped),
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** Null where it cannot be read. */
function sourceOf(text: Texts): BankSource | undefined | null {
  const [written, slug, article, paragraph] = [text('source'), text('document'), text('article'), text('paragraph')];
  const [section, quote] = [text('section'), text('quote')];
  if (written === undefined) {
    return [slug, article, paragraph, section, quote].every((part) => part === undefined) ? undefined : null;
  }
  if ([article, paragraph].some((number) => number !== undefined && !WHOLE.test(number))) return null;
  return {
    ...(slug === undefined ? { document: written } : { document: slug, title: written }),
    ...(article === undefined ? {} : { article: Number(article) }),
    ...(paragraph === undefined ? {} : { paragraph: Number(paragraph) }),
    ...(section === undefined ? {} : { section }),
    ...(quote === undefined ? {} : { quote }),
  };
}

/** What only our columns have, for an item whose other cells `understand` has read. */
export function withOwnFields(item: ReadBankItem, row: Row, columns: OwnColumns): ReadBankItem {
  const text: Texts = (field) => row.cells.get(columns.fields.get(field) ?? -1)?.text;
  const source = sourceOf(text);
  const verification = VERIFICATIONS.get(text('verification') ?? '');
  const id = text('id');
  const more = {
    ...item,
    ...(id === undefined ? {} : { id }),
    ...(source === undefined || source === null ? {} : { source }),
    ...(verification === undefined ? {} : { verification }),
    ...(item.kind === 'fill-in' && text('anyOrder') === YES ? { anyOrder: true } : {}),
  } as ReadBankItem;
  return withMedia(more, text('media')) ?? more;
}

const MEDIA_KINDS: readonly unknown[] = ['image', 'audio', 'sign-video'];

function withMedia(item: ReadBankItem, written: string | undefined): ReadBankItem | undefined {
  if (written === undefined) return item;
  const media = mediaIn(written);
  if (media === undefined) return undefined;
  const own = media.get(OWN.stem);
  const on = (list: readonly BankChoice[]) => list.map((choice) => ({ ...choice, ...optional(media.get(choice.id)) }));
  return {
    ...item,
    ...('choices' in item ? { choices: on(item.choices) } : {}),
    ...('targets' in item ? { targets: on(item.targets) } : {}),
    ...optional(own),
  } as ReadBankItem;
}

const optional = (media: readonly BankMedia[] | undefined) => (media === undefined ? {} : { media });

function mediaIn(written: string): ReadonlyMap<string, readonly BankMedia[]> | undefined {
  try {
    const value: unknown = JSON.parse(written);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    const entries = Object.entries(value);
    const fits = entries.every(([, list]) => Array.isArray(list) && list.length > 0 && list.every(isMedia));
    return fits ? new Map(entries as [string, readonly BankMedia[]][]) : undefined;
  } catch {
    return undefined;
  }
}

function isMedia(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, file, ...rest } = value as Readonly<Record<string, unknown>>;
  const others = Object.entries(rest).every(([name, text]) => ['alt', 'captions'].includes(name) && typeof text === 'string');
  return MEDIA_KINDS.includes(kind) && typeof file === 'string' && others;
} // prettier-ignore

export interface BankData {
  readonly slug?: string;
  readonly title?: string;
  readonly description?: string;
  readonly documents: readonly BankSourceDocument[];
}

export function isBankSheet({ rows }: Sheet): boolean {
  const [first] = rows;
  return BANK_MARK.every((mark, column) => first?.cells.get(column)?.text === mark);
}

/** What the workbook says of the bank itself; undefined where it is not one of ours. */
export function readBankData(sheets: readonly Sheet[]): BankData | undefined {
  const sheet = sheets.find(isBankSheet);
  if (sheet === undefined) return undefined;
  const texts = sheet.rows.map(({ cells }) => [0, 1, 2].map((column) => cells.get(column)?.text ?? ''));
  const start = texts.findIndex((row) => row.every((text, column) => text === DOCUMENT_HEADINGS[column]));
  const head = start === -1 ? texts : texts.slice(0, start);
  const said = (name: keyof typeof BANK_ROWS) => head.find(([label]) => label === BANK_ROWS[name])?.[1];
  const fields = (['slug', 'title', 'description'] as const).flatMap((name) => {
    const text = said(name);
    return text === undefined || text === '' ? [] : [[name, text] as const];
  });
  const listed = start === -1 ? [] : texts.slice(start + 1);
  const documents = listed.map(([slug = '', title = '', edition = '']) => ({ slug, title, edition }));
  return { ...Object.fromEntries(fields), documents: documents.filter(({ slug }) => slug !== '') };
}
