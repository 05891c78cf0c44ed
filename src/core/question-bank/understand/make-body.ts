/** Makes of an item what depends on its kind. */
import { ok, type Result } from '../../result.js';
import type { ReadBankItem } from '../formats/reading.js';
import { matched, orderKey } from './arrangement.js';
import { fillIn } from './blanks.js';
import { choiceKey, labelledOf, lettersOf } from './choice-key.js';
import type { Choices } from './choices.js';
import { fault, refuse, type Fault } from './fault.js';
import type { Parts } from './parts.js';
import type { SettledKind } from './settle-kind.js';
import { splitTruth, truthPair, typedTruthOf } from './truth.js';

/** What depends on the kind; the common fields are added to it. */
type Body = BodyOf<ReadBankItem>;
type BodyOf<I> = I extends ReadBankItem
  ? Omit<
      I,
      | 'id'
      | 'tags'
      | 'explanation'
      | 'difficulty'
      | 'points'
      | 'source'
      | 'validUntil'
      | 'readAloud'
      | 'easyRead'
      | 'media'
      | 'verification'
    >
  : never;
export type Making = Result<
  { readonly body: Body; readonly warnings?: readonly Fault[]; readonly remark?: string },
  Fault
>;

const keyed = <T>(correctResponse: T | undefined): { readonly correctResponse?: T } =>
  correctResponse === undefined ? {} : { correctResponse };

/** The body of an item of each kind. */
export const MAKERS: Readonly<Record<SettledKind, (parts: Parts) => Making>> = {
  'true-false': trueFalse,
  single: (parts) => choice(parts, 'single'),
  multiple: (parts) => choice(parts, 'multiple'),
  indefinite: (parts) => choice(parts, 'multiple', true),
  'fill-in': ({ stem, choices, key }) => {
    if (choices.list.length > 0) return unexpectedChoices('填空题');
    const filled = fillIn(stem, key);
    if (!filled.ok) return filled;
    const { blanks, warnings } = filled.value;
    return ok({ body: { kind: 'fill-in', stem: filled.value.stem, ...keyed(blanks) } as Body, warnings });
  },
  ordering: ({ stem, choices, key }) => {
    const few = tooFew(choices);
    if (few !== undefined) return few;
    const order = key === undefined ? ok(undefined) : orderKey(key, choices);
    return order.ok
      ? ok({ body: { kind: 'ordering', stem, choices: choices.list, ...keyed(order.value) } as Body })
      : order;
  },
  matching: ({ stem, choices, key }) => {
    const sides = matched(key, choices);
    if (!sides.ok) return sides;
    const { targets } = sides.value;
    return ok({
      body: { kind: 'matching', stem, choices: sides.value.choices, targets, ...keyed(sides.value.key) } as Body,
    });
  },
  'short-answer': ({ stem, choices, key }) =>
    choices.list.length > 0
      ? unexpectedChoices('简答题')
      : ok({ body: { kind: 'short-answer', stem, ...keyed(key) } as Body }),
};

const unexpectedChoices = (name: string) =>
  refuse('kind.contradictory', `题型是${name}，却有选项，请改正题型或删去选项。`);

function tooFew({ list }: Choices) {
  if (list.length >= 2) return undefined;
  return refuse(
    'choices.too-few',
    list.length === 0 ? '没有找到选项，请补上选项。' : '只有一个选项，请至少写两个选项。',
    list[0]?.text,
  );
}

function trueFalse({ stem, choices, key }: Parts): Making {
  const texts = choices.list.map(({ text }) => text);
  const pair = truthPair(texts);
  if (texts.length > 0 && pair === undefined) {
    return refuse('kind.contradictory', '题型是判断题，选项却不是对和错，请改正题型或选项。', texts.join(' '));
  }
  if (key === undefined) return ok({ body: { kind: 'true-false', stem } as Body });
  const made = (correctResponse: boolean, remark = ''): Making =>
    ok({ body: { kind: 'true-false', stem, correctResponse }, ...(remark === '' ? {} : { remark }) });
  const labelled = labelledOf(key, choices.list);
  if (labelled?.ok === false) return labelled;
  const letters = labelled?.value ?? lettersOf(key);
  const truth = typedTruthOf(key);
  // T, F, Y, N, V and X are letters too; A and B name the choices, or 对 and 错 in this order where there are none.
  if (letters?.length === 1 && 'AB'.includes(letters[0] ?? '-')) {
    const value = (pair ?? [true, false])[
      choices.list.length === 0 ? Number(letters[0] === 'B') : choices.list.findIndex(({ id }) => id === letters[0])
    ];
    return value === undefined
      ? refuse('key.unknown-choice', `答案“${key}”不在选项里，请核对答案。`, key)
      : made(value);
  }
  if (truth !== undefined) return made(truth);
  const split = splitTruth(key);
  if (split !== undefined) return made(split.value, split.remark);
  // Letters that are no choices are a word: Ture.
  if (letters?.every((letter) => 'ABTFYN'.includes(letter)) === true && letters.length > 1) {
    return refuse('key.contradictory', '判断题只能有一个答案，请改成正确或错误。', key);
  }
  return refuse('key.unreadable', '看不懂判断题的答案，请写正确或错误。', key);
}

function choice({ stem, choices, key }: Parts, select: 'single' | 'multiple', oneWillDo = false): Making {
  const few = tooFew(choices);
  if (few !== undefined) return few;
  const body = { kind: 'choice', stem, select, choices: choices.list } as const;
  if (key === undefined) return ok({ body: body as Body });
  const ids = choiceKey(key, choices);
  if (!ids.ok) return ids;
  if (select === 'single') {
    const [only] = ids.value;
    if (ids.value.length === 1 && only !== undefined) return ok({ body: { ...body, select, correctResponse: only } });
    return refuse('key.contradictory', `题型是单选题，答案却有 ${ids.value.length} 个，请改正题型或答案。`, key);
  }
  const inOrder = choices.list.map(({ id }) => id).filter((id) => ids.value.includes(id));
  const lonely = inOrder.length === 1 && !oneWillDo;
  return ok({
    body: { ...body, select, correctResponse: inOrder },
    warnings: lonely ? [fault('key.contradictory', '题型是多选题，答案只有一个，请核对题型和答案。', key)] : [],
  });
}
