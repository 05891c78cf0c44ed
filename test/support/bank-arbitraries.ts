/** fast-check arbitraries of whole banks as people keep them, for the round trips of every format. */
import fc from 'fast-check';
import type { BankDocument, StoredBankItem } from '../../src/core/question-bank/types.js';
import { bodyArbitrary } from './bank-arbitraries/bodies.js';
import { commonArbitrary, SAMPLE_DOCUMENTS } from './bank-arbitraries/fields.js';
import { ARBITRARY_KINDS, type BankArbitraryOptions } from './bank-arbitraries/options.js';
import { lineArbitrary } from './bank-arbitraries/texts.js';

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
