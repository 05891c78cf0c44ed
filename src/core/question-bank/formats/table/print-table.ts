import type { BankBlank, BankDocument, BankMedia, StoredBankItem } from '../../types.js';
import type { Loss, Printing } from '../reading.js';
import type { Cell, Row, Sheet } from '../sheet.js';
import {
  BANK_MARK,
  BANK_ROWS,
  BANK_SHEET,
  choiceHeading,
  DOCUMENT_HEADINGS,
  escaped,
  KIND_LABELS,
  MARK_ROW,
  NO_KEY,
  OWN,
  OWN_FIELDS,
  RANGE_LIKE,
  targetHeading,
  TRUTH_LABELS,
  VERIFICATION_LABELS,
  YES,
  type OwnField,
} from './own-columns.js';

/** So many columns of choices at least, for whoever goes on writing in the table. */
const LEAST_CHOICES = 4;

/**
 * The bank as a workbook: items on the first sheet, one a row with all of their fields, the bank's own data on the second, with the mark of the export.
 * `readTables` and `readBankData` give the same bank back; only the files of its media stay where they are.
 */
export function printTable(bank: BankDocument<StoredBankItem>, mark = ''): Printing<readonly Sheet[]> {
  return { output: [itemSheet(bank.items, '题目'), bankSheet(bank, mark)], losses: bank.items.flatMap(mediaLosses) };
}

/** The sheet of items alone, for csv; what is lost of the bank as a whole is said with an empty item id. */
export function printCsvTable(bank: BankDocument<StoredBankItem>): Printing<Sheet> {
  const message = 'csv 里没有题库的名称、说明和出处文件的版本，需要时请改用 Excel 格式导出。';
  const whole: Loss = { itemId: '', code: 'field.not-carried', message };
  return { output: itemSheet(bank.items, ''), losses: [whole, ...bank.items.flatMap(mediaLosses)] };
}

type Column = OwnField | { readonly choice: string } | { readonly target: string };

const headingOf = (column: Column): string => {
  if (typeof column === 'string') return OWN[column];
  return 'choice' in column ? choiceHeading(column.choice) : targetHeading(column.target);
};

function itemSheet(items: readonly StoredBankItem[], name: string): Sheet {
  const most = (lists: readonly (readonly unknown[])[]) => Math.max(0, ...lists.map(({ length }) => length));
  const choices = Math.max(LEAST_CHOICES, most(items.map(choicesOf)));
  const targets = most(items.map(targetsOf));
  const columns: readonly Column[] = OWN_FIELDS.flatMap((field): Column[] =>
    field !== 'key'
      ? [field]
      : [
          ...Array.from({ length: choices }, (_, index) => ({ choice: String.fromCharCode(65 + index) })),
          ...Array.from({ length: targets }, (_, index) => ({ target: String(index + 1) })),
          field,
        ],
  );
  const rows = items.map((item) => {
    const fields = fieldsOf(item);
    return columns.map((column) => {
      if (typeof column === 'string') return fields[column];
      const [list, id] = 'choice' in column ? [choicesOf(item), column.choice] : [targetsOf(item), column.target];
      return list.find((choice) => choice.id === id)?.text;
    });
  });
  return sheetOf(name, [columns.map(headingOf), ...rows]);
}

const choicesOf = (item: StoredBankItem) => ('choices' in item ? item.choices : []);
const targetsOf = (item: StoredBankItem) => ('targets' in item ? item.targets : []);

function fieldsOf(item: StoredBankItem): Readonly<Partial<Record<OwnField, string>>> {
  const { source } = item;
  const fields: Partial<Record<OwnField, string | undefined>> = {
    id: item.id,
    kind: KIND_LABELS[item.kind === 'choice' ? item.select : item.kind],
    stem: item.stem,
    key: keyOf(item),
    anyOrder: 'anyOrder' in item && item.anyOrder === true ? YES : undefined,
    explanation: item.explanation,
    difficulty: item.difficulty?.toString(),
    points: item.points?.toString(),
    tags: item.tags.map(escaped).join('、'),
    source: source?.title ?? source?.document,
    document: source?.title === undefined ? undefined : source.document,
    article: source?.article?.toString(),
    paragraph: source?.paragraph?.toString(),
    section: source?.section,
    quote: source?.quote,
    verification: item.verification === undefined ? undefined : VERIFICATION_LABELS[item.verification],
    validUntil: item.validUntil,
    readAloud: item.readAloud,
    easyRead: item.easyRead,
    media: mediaOf(item),
  };
  return fields as Readonly<Partial<Record<OwnField, string>>>;
}

function keyOf(item: StoredBankItem): string {
  if (item.correctResponse === undefined) return NO_KEY;
  switch (item.kind) {
    case 'true-false':
      return TRUTH_LABELS[item.correctResponse ? 0 : 1];
    case 'choice':
      return item.select === 'single' ? item.correctResponse : item.correctResponse.join('');
    case 'ordering':
      return item.correctResponse.join('');
    case 'matching':
      return Object.entries(item.correctResponse).map(([id, target]) => `${id}-${target}`).join(';'); // prettier-ignore
    case 'fill-in':
      return item.correctResponse.map(blankOf).join('|');
    case 'short-answer':
      return item.correctResponse === NO_KEY || item.correctResponse.startsWith('\\') ? `\\${item.correctResponse}` : item.correctResponse; // prettier-ignore
  }
}

function blankOf(blank: BankBlank): string {
  if ('min' in blank) return `${blank.min}~${blank.max}`;
  return blank.map((text) => (RANGE_LIKE.test(text) ? `\\${escaped(text)}` : escaped(text))).join(';');
}

/** Media by the part of the item they belong to, as JSON: nobody types the names of stored files. */
function mediaOf(item: StoredBankItem): string | undefined {
  const parts: (readonly [string, readonly BankMedia[] | undefined])[] = [
    [OWN.stem, item.media],
    ...[...choicesOf(item), ...targetsOf(item)].map(({ id, media }) => [id, media] as const),
  ];
  const present = parts.filter(([, media]) => media !== undefined);
  return present.length === 0 ? undefined : JSON.stringify(Object.fromEntries(present));
}

function mediaLosses(item: StoredBankItem): readonly Loss[] {
  if (mediaOf(item) === undefined) return [];
  const message = '表格里只记下图片、录音或视频的编号，在别的服务器上需要重新上传。';
  return [{ itemId: item.id, code: 'media.not-carried', message }];
}

function bankSheet({ slug, title, description, documents }: BankDocument<StoredBankItem>, mark: string): Sheet {
  return sheetOf(BANK_SHEET, [
    BANK_MARK,
    [BANK_ROWS.slug, slug],
    [BANK_ROWS.title, title],
    [BANK_ROWS.description, description],
    ...(mark === '' ? [] : [[MARK_ROW, mark]]),
    [],
    DOCUMENT_HEADINGS,
    ...documents.map((document) => [document.slug, document.title, document.edition]),
  ]);
}

/** Empty and absent entries make no cell. */
function sheetOf(name: string, table: readonly (readonly (string | undefined)[])[]): Sheet {
  const rows = table.map((texts, index): Row => {
    const cells = texts.flatMap((text, column): [number, Cell][] => (text === undefined || text === '' ? [] : [[column, { text }]])); // prettier-ignore
    return { number: index + 1, cells: new Map(cells) };
  });
  return { name, rows: rows.filter(({ cells }) => cells.size > 0) };
}
