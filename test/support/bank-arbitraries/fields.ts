/** The fields that items of every kind have. */
import fc from 'fast-check';
import type { BankMedia, BankSource, BankSourceDocument, Difficulty } from '../../../src/core/question-bank/types.js';
import { OPTIONAL_FIELDS, type BankArbitraryOptions, type OptionalField } from './options.js';
import { lineArbitrary } from './texts.js';

const idArbitrary = fc
  .tuple(fc.constantFrom('sb-', 'Q', 'q.', 'bank:part_', '2024-', ''), fc.integer({ min: 1, max: 99_999 }))
  .map(([prefix, number]) => `${prefix}${number}`);

const fileArbitrary = fc.integer({ min: 0, max: 0xffff }).map((seed) => seed.toString(16).padStart(4, '0').repeat(16));

export const mediaArbitrary: fc.Arbitrary<readonly BankMedia[]> = fc.array(
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

export function commonArbitrary({ fields = OPTIONAL_FIELDS, avoid = {} }: BankArbitraryOptions) {
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
