/** fast-check arbitraries of items, responses, rules and rosters, shared by the property tests. */
import fc from 'fast-check';
import { isEmptyText, normaliseText } from '../../src/core/item/normalise.js';
import type {
  ChoiceItem,
  CoreChoice,
  FillInBlank,
  FillInItem,
  Item,
  ItemKind,
  MatchingItem,
  OrderingItem,
  Response,
  TrueFalseItem,
} from '../../src/core/item/types.js';
import type { RosterBranch, RosterMember } from '../../src/core/ranking/types.js';
import type { RecordedResponse, ScoringRule } from '../../src/core/scoring/types.js';

const commonArbitrary = fc.record({
  id: fc.uuid(),
  stem: fc.constant('示例题干'),
  media: fc.constant([]),
  explanation: fc.constant('示例解析'),
  source: fc.constant(null),
  points: fc.integer({ min: 1, max: 3000 }),
  timeLimitMs: fc.integer({ min: 5, max: 300 }).map((seconds) => seconds * 1000),
});

function choicesArbitrary(minLength: number, maxLength: number, prefix: string): fc.Arbitrary<readonly CoreChoice[]> {
  return fc
    .integer({ min: minLength, max: maxLength })
    .map((count) => Array.from({ length: count }, (_, index) => ({ id: `${prefix}${index}`, text: `示例${index}` })));
}

const trueFalseArbitrary: fc.Arbitrary<TrueFalseItem> = fc
  .tuple(commonArbitrary, fc.boolean())
  .map(([common, correct]) => ({ ...common, kind: 'true-false', correct }));

const choiceArbitrary: fc.Arbitrary<ChoiceItem> = fc
  .tuple(commonArbitrary, choicesArbitrary(2, 10, 'c'), fc.constantFrom<'single' | 'multiple'>('single', 'multiple'))
  .chain(([common, choices, select]) =>
    fc
      .subarray(
        choices.map(({ id }) => id),
        { minLength: 1, maxLength: select === 'single' ? 1 : choices.length },
      )
      .map((correct): ChoiceItem => ({ ...common, kind: 'choice', select, choices, correct })),
  );

/** Written texts as people type them: numbers in both scripts, quotes, odd spaces, any other sign. */
export const textArbitrary: fc.Arbitrary<string> = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
    fc.string({
      unit: fc.constantFrom(...'〇零一二两三十百千万亿点0123.《》“” 　第条人民'),
      minLength: 1,
      maxLength: 8,
    }),
  )
  .filter((text) => !isEmptyText(text));

function blankArbitrary(first: string): fc.Arbitrary<FillInBlank> {
  return fc.record(
    {
      accepted: fc.array(textArbitrary, { maxLength: 2 }).map((synonyms): readonly string[] => [first, ...synonyms]),
      match: fc.constantFrom<'exact' | 'contains'>('exact', 'contains'),
      unifyNumerals: fc.boolean(),
    },
    { requiredKeys: ['accepted'] },
  );
}

const fillInArbitrary: fc.Arbitrary<FillInItem> = fc
  .tuple(
    commonArbitrary,
    fc.uniqueArray(textArbitrary, { minLength: 1, maxLength: 5, selector: (text) => normaliseText(text, true) }),
    fc.boolean(),
  )
  .chain(([common, firsts, anyOrder]) =>
    fc
      .tuple(...firsts.map(blankArbitrary))
      .map((blanks): FillInItem => ({ ...common, kind: 'fill-in', blanks, anyOrder })),
  );

const orderingArbitrary: fc.Arbitrary<OrderingItem> = fc
  .tuple(commonArbitrary, choicesArbitrary(2, 8, 'o'))
  .chain(([common, choices]) =>
    fc
      .shuffledSubarray(
        choices.map(({ id }) => id),
        { minLength: choices.length },
      )
      .map((correct): OrderingItem => ({ ...common, kind: 'ordering', choices, correct })),
  );

const matchingArbitrary: fc.Arbitrary<MatchingItem> = fc
  .tuple(commonArbitrary, choicesArbitrary(2, 8, 'l'), choicesArbitrary(2, 8, 'r'))
  .chain(([common, choices, targets]) =>
    fc
      .array(fc.constantFrom(...targets), { minLength: choices.length, maxLength: choices.length })
      .map((partners): MatchingItem => ({
        ...common,
        kind: 'matching',
        choices,
        targets,
        correct: choices.map(({ id }, index) => [id, partners[index]?.id ?? ''] as const),
      })),
  );

const BY_KIND: { readonly [Kind in ItemKind]: fc.Arbitrary<Extract<Item, { kind: Kind }>> } = {
  'true-false': trueFalseArbitrary,
  choice: choiceArbitrary,
  'fill-in': fillInArbitrary,
  ordering: orderingArbitrary,
  matching: matchingArbitrary,
};

/** A valid item of one kind; all kinds without `kind`. */
export function itemArbitrary<Kind extends ItemKind = ItemKind>(
  kind?: Kind,
): fc.Arbitrary<Extract<Item, { kind: Kind }>> {
  const arbitrary = kind === undefined ? fc.oneof(...Object.values(BY_KIND)) : BY_KIND[kind];
  return arbitrary as unknown as fc.Arbitrary<Extract<Item, { kind: Kind }>>;
}

/** The response that earns the full points. */
export function correctResponseOf(item: Item): Response {
  switch (item.kind) {
    case 'true-false':
      return { value: item.correct };
    case 'choice':
      return { choices: item.correct };
    case 'fill-in':
      return { texts: item.blanks.map(({ accepted }) => accepted[0] ?? '') };
    case 'ordering':
      return { order: item.correct };
    case 'matching':
      return { pairs: item.correct };
  }
}

/** Any response of the right shape for `item`: right, wrong, incomplete or blank. */
export function responseArbitrary(item: Item): fc.Arbitrary<Response> {
  switch (item.kind) {
    case 'true-false':
      return fc.record({ value: fc.boolean() });
    case 'choice': {
      const ids = item.choices.map(({ id }) => id);
      const most = item.select === 'single' ? 1 : ids.length;
      return fc.record({ choices: fc.shuffledSubarray(ids, { maxLength: most }) });
    }
    case 'fill-in': {
      const written = item.blanks.map(({ accepted }) =>
        fc.oneof(fc.constantFrom(...accepted), textArbitrary, fc.constant('')),
      );
      return fc.record({ texts: fc.tuple(...written) });
    }
    case 'ordering': {
      const ids = item.choices.map(({ id }) => id);
      return fc.record({ order: fc.oneof(fc.shuffledSubarray(ids, { minLength: ids.length }), fc.constant([])) });
    }
    case 'matching':
      return fc
        .shuffledSubarray([...item.choices])
        .chain((choices) =>
          fc.tuple(...choices.map(({ id }) => fc.tuple(fc.constant(id), fc.constantFrom(...item.targets)))),
        )
        .map((pairs) => ({ pairs: pairs.map(([id, target]) => [id, target.id] as const) }));
  }
}

export const ruleArbitrary: fc.Arbitrary<ScoringRule> = fc.record({
  speedBonusPercent: fc.integer({ min: 0, max: 20 }),
  multiSelectMode: fc.constantFrom('all-or-nothing', 'per-choice', 'half', 'proportional'),
  fillInMode: fc.constantFrom('per-blank', 'all-or-nothing'),
  branchFormula: fc.constantFrom('sum', 'mean', 'mean-top-n', 'adjusted-mean', 'organisation-index'),
  topN: fc.integer({ min: 1, max: 20 }),
  indexWeights: fc.constantFrom(
    { participation: 0.3, mean: 0.5, pass: 0.2 },
    { participation: 0, mean: 1, pass: 0 },
    { participation: 0.25, mean: 0.25, pass: 0.5 },
  ),
});

/** Rows of `item` by some of `participants`, with several openings and duplicates among them. */
export function recordedArbitrary(
  item: Item,
  participants: readonly string[],
): fc.Arbitrary<readonly RecordedResponse[]> {
  if (participants.length === 0) return fc.constant([]);
  return fc.array(
    fc.record({
      participantId: fc.constantFrom(...participants),
      opening: fc.integer({ min: 1, max: 3 }),
      response: responseArbitrary(item),
      receivedAt: fc.integer({ min: 1_000, max: 1_020 }),
      ownLimitMs: fc.constantFrom(null, item.timeLimitMs, item.timeLimitMs * 2),
      elapsedMs: fc.oneof(fc.constant(null), fc.integer({ min: 0, max: item.timeLimitMs * 2 })),
    }),
    { maxLength: 30 },
  );
}

export interface Roster {
  readonly branches: readonly RosterBranch[];
  readonly members: readonly RosterMember[];
}

export const rosterArbitrary: fc.Arbitrary<Roster> = fc
  .array(fc.option(fc.integer({ min: 0, max: 30 }), { nil: null }), { minLength: 1, maxLength: 5 })
  .map((headcounts) =>
    headcounts.map((expected, index) => ({ id: `b${index}`, name: `示例支部${index + 1}`, expected })),
  )
  .chain((branches) =>
    fc
      .uniqueArray(
        fc.record({ participantId: fc.uuid(), branchId: fc.constantFrom(...branches.map(({ id }) => id)) }),
        { maxLength: 25, selector: ({ participantId }) => participantId },
      )
      .map((members) => ({ branches, members })),
  );
