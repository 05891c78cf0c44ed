/** fast-check arbitraries of whole banks as people keep them, for the round trips of every format. */
import fc from 'fast-check';
import { normaliseStem } from '../../src/core/question-bank/normalise.js';
import type {
  BankBlank,
  BankChoice,
  BankDocument,
  BankMedia,
  BankSource,
  BankSourceDocument,
  Difficulty,
  StoredBankItem,
} from '../../src/core/question-bank/types.js';

export const ARBITRARY_KINDS = [
  'true-false',
  'choice-single',
  'choice-multiple',
  'fill-in',
  'ordering',
  'matching',
  'short-answer',
] as const;
export type ArbitraryKind = (typeof ARBITRARY_KINDS)[number];

export const OPTIONAL_FIELDS = [
  'explanation',
  'difficulty',
  'tags',
  'readAloud',
  'easyRead',
  'source',
  'verification',
  'points',
  'media',
  'validUntil',
  'anyOrder',
] as const;
export type OptionalField = (typeof OPTIONAL_FIELDS)[number];

/** Where a text stands; `other` is everything that is not one of the rest. */
export type TextRole = 'stem' | 'choice' | 'blank' | 'other';

/** What a format cannot carry is left out of the banks that its round trip is tried on. */
export interface BankArbitraryOptions {
  /** All seven where left out. */
  readonly kinds?: readonly ArbitraryKind[];
  /** `mixed` where left out: some items have a key, some do not. */
  readonly keys?: 'all' | 'none' | 'mixed';
  /** Fields that items may have beside the necessary ones; all where left out. Without `tags` the list is empty. */
  readonly fields?: readonly OptionalField[];
  /** 26 where left out; of choices, and of the targets of `matching`. */
  readonly maxChoices?: number;
  /** 6 where left out. */
  readonly maxItems?: number;
  /** Fragments that no text of the role holds, for example `{ blank: [';', '|'], stem: ['\n'] }`. */
  readonly avoid?: Readonly<Partial<Record<TextRole, readonly string[]>>>;
  /** False: blanks of `fill-in` accept texts only, no number from `min` to `max`. */
  readonly ranges?: boolean;
}

const PLAIN = [
  '示例',
  '党章规定',
  '为人民服务',
  '各级组织',
  '不少于',
  '社会主义',
  '第三条',
  '有关部门',
  '𠮷祥',
  '或者',
];
/** What has broken readers and printers: domain knowledge of texts, GIFT, csv, XML, YAML and spreadsheets. */
const NASTY = [
  'Ａ', '．', '：', '（', '）', '＝', '｛', '｝', '；', '｜', '“', '”', '《', '》', '、', '，', '。', '·', '—', '…',
  '(', ')', '[', ']', '{', '}', '"', "'", '=', '~', '#', ':', '|', '\\', ';', '%', '*', '&', '<', '>', '$', '!', '?',
  '//', '->', '::', ']]>', '<b>', '&amp;', '{}', '%50%', '####', ', ', ' - ', ' #', ': ', '\\n', '\u3000',
  'A股', 'B超', 'T恤', '1.5倍', '2023年', '3×4', '1-2', '1/2', 'x',
] as const; // prettier-ignore
const LEADING = ['=', '+', '-', '@', '1.5倍', '2、', 'A股', '“', '（', '#', '&', '*', '?', '!', '%', "'", '['];

const count = (text: string) => [...text].length;

/**
 * One line: 1 to `most` characters, without white space at either end and never two in a row, with at least one
 * character that `normaliseStem` keeps. No low lines, no control characters, no invisible ones.
 */
function lineArbitrary(most: number, avoid: readonly string[] = []): fc.Arbitrary<string> {
  const fits = (fragment: string) => avoid.every((refused) => !fragment.includes(refused));
  return fc
    .tuple(
      fc.option(fc.constantFrom(...LEADING.filter(fits)), { nil: '', freq: 5 }),
      fc.constantFrom(...PLAIN),
      fc.array(fc.oneof(fc.constantFrom(...NASTY.filter(fits)), fc.constantFrom(...PLAIN)), { maxLength: 6 }),
    )
    .map(([leading, first, rest]) =>
      [leading, first, ...rest]
        .join('')
        .replace(/\s{2,}/gu, ' ')
        .trim(),
    )
    .filter((text) => count(text) <= most && fits(text));
}

/** One to three lines of that kind. */
function linesArbitrary(avoid: readonly string[] = []): fc.Arbitrary<string> {
  const line = lineArbitrary(200, avoid);
  if (avoid.includes('\n')) return line;
  return fc.oneof(
    { weight: 3, arbitrary: line },
    { weight: 1, arbitrary: fc.array(line, { minLength: 2, maxLength: 3 }).map((lines) => lines.join('\n')) },
  );
}

const idArbitrary = fc
  .tuple(fc.constantFrom('sb-', 'Q', 'q.', 'bank:part_', '2024-', ''), fc.integer({ min: 1, max: 99_999 }))
  .map(([prefix, number]) => `${prefix}${number}`);

const fileArbitrary = fc.integer({ min: 0, max: 0xffff }).map((seed) => seed.toString(16).padStart(4, '0').repeat(16));

const mediaArbitrary: fc.Arbitrary<readonly BankMedia[]> = fc.array(
  fc.record(
    {
      kind: fc.constantFrom('image', 'audio', 'sign-video'),
      file: fileArbitrary,
      alt: lineArbitrary(100),
      captions: fileArbitrary,
    },
    { requiredKeys: ['kind', 'file'] },
  ),
  { minLength: 1, maxLength: 2 },
);

/** The documents that `source` of an item may name by slug; the banks list those they use. */
export const SAMPLE_DOCUMENTS: readonly BankSourceDocument[] = [
  { slug: 'sample-law', title: '《示例法》', edition: '示例版本' },
  { slug: 'sample-rules', title: '《示例条例（试行）》', edition: '2023年示例修订' },
];

const sourceArbitrary: fc.Arbitrary<BankSource> = fc
  .tuple(
    fc.constantFrom(
      ...SAMPLE_DOCUMENTS.map(({ slug, title }) => ({ document: slug, title })),
      { document: '《示例办法》' },
      { document: '示例手册：第2版' },
    ),
    fc.oneof(
      fc.record({ article: fc.integer({ min: 1, max: 9999 }) }),
      fc.record(
        { section: lineArbitrary(60), paragraph: fc.integer({ min: 1, max: 99 }) },
        { requiredKeys: ['section'] },
      ),
      fc.constant({}),
    ),
    fc.option(fc.record({ quote: lineArbitrary(200) }), { nil: {} }),
  )
  .map(([document, place, quote]): BankSource => ({ ...document, ...place, ...quote }));

/** Plain words: what a list in one cell is split by (、 , ; | / and white space) is in no tag. */
const tagsArbitrary = fc.uniqueArray(
  fc
    .tuple(fc.constantFrom('党建', '普法', '业务', 'A股', '2023年', '总则（一）', '=示例', '情境'), fc.integer({ min: 0, max: 9 }))
    .map(([word, number]) => (number < 5 ? word : `${word}${number}`)),
  { maxLength: 3 },
); // prettier-ignore

const dateArbitrary = fc
  .date({ min: new Date(Date.UTC(2020, 0, 1)), max: new Date(Date.UTC(2099, 11, 31)), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

function commonArbitrary({ fields = OPTIONAL_FIELDS, avoid = {} }: BankArbitraryOptions) {
  const all = {
    explanation: lineArbitrary(200, avoid.other),
    difficulty: fc.constantFrom<Difficulty>(1, 2, 3, 4, 5),
    readAloud: lineArbitrary(200, avoid.other),
    easyRead: lineArbitrary(200, avoid.other),
    source: sourceArbitrary,
    verification: fc.constantFrom('quoted' as const, 'structure' as const),
    points: fc.integer({ min: 1, max: 200 }).map((halves) => halves / 2),
    media: mediaArbitrary,
    validUntil: dateArbitrary,
  };
  const chosen = Object.fromEntries(Object.entries(all).filter(([name]) => fields.includes(name as OptionalField)));
  return fc.record(
    {
      id: idArbitrary,
      tags: fields.includes('tags') ? tagsArbitrary : fc.constant([]),
      ...(chosen as Partial<typeof all>),
    },
    { requiredKeys: ['id', 'tags'] },
  );
}

const letter = (index: number) => String.fromCharCode(65 + index);

/** Texts differ by more than width, case, punctuation and spaces: a checker takes such for equal. */
function choicesArbitrary(options: BankArbitraryOptions, idAt: (index: number) => string) {
  const text = lineArbitrary(80, options.avoid?.choice);
  const media = (options.fields ?? OPTIONAL_FIELDS).includes('media')
    ? fc.option(mediaArbitrary, { nil: undefined, freq: 9 })
    : fc.constant(undefined);
  const most = options.maxChoices ?? 26;
  // Few as a rule, up to the most now and then.
  return fc.oneof({ weight: 6, arbitrary: fc.constant(Math.min(6, most)) }, { weight: 1, arbitrary: fc.constant(most) })
    .chain((maxLength) =>
      fc.uniqueArray(fc.tuple(text, media), {
        minLength: 2,
        maxLength,
        selector: ([written]) => normaliseStem(written),
        size: 'max',
      }),
    )
    .map((entries) =>
      entries.map(([written, files], index): BankChoice => ({
        id: idAt(index),
        text: written,
        ...(files === undefined ? {} : { media: files }),
      })),
    ); // prettier-ignore
}

const idsOf = (choices: readonly BankChoice[]) => choices.map(({ id }) => id);

const rangeArbitrary = fc
  .tuple(fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: 0, max: 1000 }))
  .map(([min, width]) => ({ min: min / 4, max: (min + width) / 4 }));

function blankArbitrary({ avoid = {}, ranges = true }: BankArbitraryOptions): fc.Arbitrary<BankBlank> {
  const texts = fc.uniqueArray(lineArbitrary(60, avoid.blank), { minLength: 1, maxLength: 3, selector: normaliseStem });
  return ranges ? fc.oneof({ weight: 4, arbitrary: texts }, { weight: 1, arbitrary: rangeArbitrary }) : texts;
}

/** A line of a stem before the first blank, between two and after the last. */
function blanksArbitrary(options: BankArbitraryOptions) {
  return fc.array(blankArbitrary(options), { minLength: 1, maxLength: 4 }).chain((blanks) =>
    fc.record({
      blanks: fc.constant(blanks),
      stem: fc
        .tuple(
          fc.tuple(...blanks.map(() => lineArbitrary(60, options.avoid?.stem))),
          fc.option(lineArbitrary(60, options.avoid?.stem), { nil: '' }),
        )
        .map(([before, after]) => before.map((text) => `${text}____`).join('') + after),
      anyOrder: fc.boolean().map((any) => any && blanks.length > 1),
    }),
  );
}

type KeyedAndBare = readonly [Record<string, unknown>, correctResponse: unknown];

function bodyArbitrary(kind: ArbitraryKind, options: BankArbitraryOptions): fc.Arbitrary<KeyedAndBare> {
  const stem = linesArbitrary(options.avoid?.stem);
  const choices = choicesArbitrary(options, letter);
  switch (kind) {
    case 'true-false':
      return fc.tuple(stem, fc.boolean()).map(([text, truth]) => [{ kind, stem: text }, truth]);
    case 'short-answer':
      return fc
        .tuple(stem, lineArbitrary(200, options.avoid?.other))
        .map(([text, model]) => [{ kind, stem: text }, model]);
    case 'choice-single':
    case 'choice-multiple': {
      const single = kind === 'choice-single';
      return fc
        .tuple(stem, choices)
        .chain(([text, list]) =>
          fc
            .subarray(idsOf(list), single ? { minLength: 1, maxLength: 1 } : { minLength: 2 })
            .map((keys) => [
              { kind: 'choice', select: single ? 'single' : 'multiple', stem: text, choices: list },
              single ? keys[0] : keys,
            ]),
        );
    }
    case 'fill-in': {
      const mayBeAnyOrder = (options.fields ?? OPTIONAL_FIELDS).includes('anyOrder');
      return blanksArbitrary(options).map(({ stem: text, blanks, anyOrder }) => [
        { kind, stem: text, ...(anyOrder && mayBeAnyOrder ? { anyOrder } : {}) },
        blanks,
      ]);
    }
    case 'ordering':
      return fc
        .tuple(stem, choices)
        .chain(([text, list]) =>
          fc
            .shuffledSubarray(idsOf(list), { minLength: list.length })
            .map((order) => [{ kind, stem: text, choices: list }, order]),
        );
    case 'matching':
      return fc.tuple(stem, choices, choicesArbitrary(options, (index) => String(index + 1))).chain(
        ([text, list, targets]) =>
          fc
            .array(fc.constantFrom(...idsOf(targets)), { minLength: list.length, maxLength: list.length })
            .map((partners) => [
              { kind, stem: text, choices: list, targets },
              Object.fromEntries(list.map(({ id }, index) => [id, partners[index]])),
            ]),
      ); // prettier-ignore
  }
}

/**
 * An item as a bank stores it, with or without a key. It promises:
 * - `checkBank` finds no error in it; it conforms to question-banks/bank.schema.json.
 * - Stem, choices, accepted texts and the rest are trimmed; only a stem has line breaks, single ones. No text holds a low
 *   line; the stem of `fill-in` holds `____` once for each blank and no line break.
 * - Choices are lettered A, B … without a gap, targets numbered 1, 2 …; within a list no two texts are equal in the eyes
 *   of `normaliseStem`, and the same goes for the accepted texts of a blank.
 * - `choice` with `select: multiple` has at least two keys, in the order of the choices. `ordering` uses each choice once;
 *   `matching` gives each choice one target, which several may share and some may be left without.
 * - `anyOrder` is true or absent, and true only with two blanks or more; `media` is absent or not empty; a field that is
 *   absent is no property at all. `title` of a source is there where its document is one of `SAMPLE_DOCUMENTS`.
 */
export function storedItemArbitrary(options: BankArbitraryOptions = {}): fc.Arbitrary<StoredBankItem> {
  const { kinds = ARBITRARY_KINDS, keys = 'mixed' } = options;
  const keyed = keys === 'mixed' ? fc.boolean() : fc.constant(keys === 'all');
  return fc
    .tuple(commonArbitrary(options), fc.oneof(...kinds.map((kind) => bodyArbitrary(kind, options))), keyed)
    .map(([common, [body, correctResponse], hasKey]) => ({ ...common, ...body, ...(hasKey ? { correctResponse } : {}) }))
    .map((item) => item as unknown as StoredBankItem); // prettier-ignore
}

/** A bank of 1 to `maxItems` such items, whose ids differ even without regard to case; `documents` are those that items name. */
export function bankArbitrary(options: BankArbitraryOptions = {}): fc.Arbitrary<BankDocument<StoredBankItem>> {
  return fc
    .tuple(
      lineArbitrary(60, options.avoid?.other),
      lineArbitrary(100, options.avoid?.other),
      fc.uniqueArray(storedItemArbitrary(options), {
        minLength: 1,
        maxLength: options.maxItems ?? 6,
        selector: ({ id }) => id.toLowerCase(),
      }),
    )
    .map(([title, description, items]) => ({
      format: 1,
      slug: 'sample-bank',
      title,
      description,
      documents: SAMPLE_DOCUMENTS.filter(({ slug }) => items.some(({ source }) => source?.document === slug)),
      items,
    }));
}
