/** What an item of each kind has beside the common fields. */
import fc from 'fast-check';
import { normaliseStem } from '../../../src/core/question-bank/normalise.js';
import type { BankBlank, BankChoice } from '../../../src/core/question-bank/types.js';
import { mediaArbitrary } from './fields.js';
import { OPTIONAL_FIELDS, type ArbitraryKind, type BankArbitraryOptions } from './options.js';
import { lineArbitrary, linesArbitrary } from './texts.js';

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

export function bodyArbitrary(kind: ArbitraryKind, options: BankArbitraryOptions): fc.Arbitrary<KeyedAndBare> {
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
