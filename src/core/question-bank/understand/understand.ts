import { ok, type Result } from '../../result.js';
import type { RawItem } from '../formats/raw-item.js';
import type { Place, Problem, ReadBankItem } from '../formats/reading.js';
import { matched, orderKey } from './arrangement.js';
import { allBlanks, fillIn, strongBlanks } from './blanks.js';
import { appearance, tidy } from './characters.js';
import { choiceKey, labelledOf, lettersOf } from './choice-key.js';
import { choicesOf, type Choices } from './choices.js';
import { fault, refuse, type Fault } from './fault.js';
import { dayOf, difficultyOf, pointsOf } from './fields.js';
import { namedKind, type NamedKind } from './kind-names.js';
import { listedChoices } from './listed-choices.js';
import { isPlaceholder } from './placeholder.js';
import { splitTruth, truthPair, typedTruthOf } from './truth.js';

export type Understanding =
  | { readonly ok: true; readonly item: ReadBankItem; readonly warnings: readonly Problem[] }
  | { readonly ok: false; readonly problem: Problem };

/**
 * Makes an item of what a table or a text says, or tells why it cannot. Nothing is guessed: where words can mean two
 * things, the item is refused. `keyless`: no item of the file carries a key, so that one without becomes a draft.
 */
export function understand(written: RawItem, context: { readonly keyless: boolean }): Understanding {
  const listed = withListed(written);
  const raw = listed.ok ? listed.value : written;
  const made = listed.ok ? make(raw, context.keyless) : listed;
  const placed = ({ code, message, excerpt }: Fault): Problem => ({
    place: placeOf(raw, code),
    code,
    message,
    ...(excerpt === undefined ? {} : { excerpt }),
  });
  if (!made.ok) return { ok: false, problem: placed(made.error) };
  return { ok: true, item: made.value.item, warnings: made.value.warnings.map(placed) };
}

/** Kinds under which marks of a list may be choices. */
const LISTED = new Set<NamedKind | undefined>([undefined, 'single', 'multiple', 'indefinite', 'choice']);

function withListed(raw: RawItem): Result<RawItem, Fault> {
  const kind = tidy(raw.kind ?? '') === '' ? undefined : namedKind(raw.kind ?? '');
  if (raw.choices.length > 0 || raw.key === undefined || !LISTED.has(kind)) return ok(raw);
  const listed = listedChoices(raw.stem, tidy(raw.key));
  if (listed === undefined) return ok(raw);
  return listed.ok ? ok({ ...raw, ...listed.value }) : listed;
}

const placeOf = (raw: RawItem, code: string): Place =>
  (code.startsWith('key.') ? raw.keyPlace : undefined) ??
  (code.startsWith('choices.') ? raw.choices.find(({ place }) => place !== undefined)?.place : undefined) ??
  raw.place;

interface Made {
  readonly item: ReadBankItem;
  readonly warnings: readonly Fault[];
}

/** What the makers of each kind get: everything is tidied and the key is there, or it is a draft. */
interface Parts {
  readonly stem: string;
  readonly choices: Choices;
  /** Undefined in a draft. */
  readonly key: string | undefined;
}

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
type Making = Result<{ readonly body: Body; readonly warnings?: readonly Fault[]; readonly remark?: string }, Fault>;

function make(raw: RawItem, keyless: boolean): Result<Made, Fault> {
  const stem = tidy(raw.stem);
  if (stem === '') return refuse('stem.missing', '没有题干，请补上题干。');
  const choices = choicesOf(raw.choices);
  if (!choices.ok) return choices;
  const written = tidy(raw.key ?? '') === '' ? undefined : tidy(raw.key ?? '');
  const placeholder = written !== undefined && isPlaceholder(written) && !named(written, choices.value);
  const key = placeholder ? undefined : written;
  const parts: Parts = { stem, choices: choices.value, key };
  const settled = settleKind(raw.kind, parts);
  if (!settled.ok) return settled;
  const { kind } = settled.value;
  const selfKeyed = kind === 'matching' && key === undefined;
  const judged = placeholder && kind === 'short-answer' && allBlanks(stem).count === 0;
  if (key === undefined && !keyless && !selfKeyed && !judged) {
    return placeholder
      ? refuse('key.missing', `答案只写了“${written}”，请补上答案后再导入。`, written)
      : refuse('key.missing', '没有写答案，请补上答案后再导入。', stem);
  }
  const made = MAKERS[kind](parts);
  if (!made.ok) return made;
  if (selfKeyed && !keyless && made.value.body.correctResponse === undefined) {
    return refuse('key.missing', '没有写答案，请补上答案后再导入。', stem);
  }
  const fields = fieldsOf(raw, made.value.remark);
  return ok({
    item: { ...made.value.body, ...fields.value } as ReadBankItem,
    warnings: [
      ...(judged
        ? [fault('key.missing', `答案只写了“${written}”，作为没有答案的草稿读入，请补上答案。`, written)]
        : []),
      ...choices.value.warnings,
      ...settled.value.warnings,
      ...(made.value.warnings ?? []),
      ...fields.warnings,
    ],
  });
}

const named = (key: string, { list }: Choices) => list.some(({ text }) => appearance(text) === appearance(key));

type SettledKind = Exclude<NamedKind, 'choice' | 'case' | 'unsupported'>;
type Settled = Result<{ readonly kind: SettledKind; readonly warnings: readonly Fault[] }, Fault>;

const settledAs = (kind: SettledKind, ...warnings: Fault[]): Settled => ok({ kind, warnings });

function settleKind(word: string | undefined, parts: Parts): Settled {
  const written = tidy(word ?? '');
  const named = written === '' ? undefined : namedKind(written);
  if (named === 'unsupported') {
    return refuse(
      'kind.unsupported',
      `“${written}”这类题竞赛不能使用，没有导入；请改成选择、判断、填空或简答题。`,
      written,
    );
  }
  const pair = truthPair(parts.choices.list.map(({ text }) => text)) !== undefined;
  if (pair && (named === undefined || named === 'single' || named === 'choice')) return settledAs('true-false');
  if (named === 'case') return parts.choices.list.length > 0 ? bySelection(parts) : settledAs('short-answer');
  if (named === 'choice') return bySelection(parts);
  if (named !== undefined) return settledAs(named);
  const inferred = parts.choices.list.length > 0 ? bySelection(parts) : byKey(parts);
  if (!inferred.ok || written === '') return inferred;
  if (parts.choices.list.length === 0) {
    return refuse('kind.unknown', `不认识题型“${written}”，请写单选题、多选题、判断题、填空题或简答题。`, written);
  }
  const warning = fault('kind.unknown', `不认识题型“${written}”，已按选项和答案确定题型，请核对。`, written);
  return ok({ kind: inferred.value.kind, warnings: [...inferred.value.warnings, warning] });
}

/** One letter or several: the key says it. */
function bySelection({ choices, key }: Parts): Settled {
  if (key === undefined) {
    return settledAs('single', fault('kind.unknown', '没有写单选还是多选，草稿先按单选题保存，请核对题型。'));
  }
  const ids = choiceKey(key, choices);
  if (!ids.ok) return (lettersOf(key)?.length ?? 1) > 1 ? settledAs('multiple') : settledAs('single');
  return settledAs(ids.value.length > 1 ? 'multiple' : 'single');
}

/** Without choices: 对 or 错 judge a statement, words fill blanks, words without blanks are for a person to judge. */
function byKey({ stem, key }: Parts): Settled {
  const strong = strongBlanks(stem).count > 0;
  const blanks = allBlanks(stem).count > 0;
  if (key === undefined) return settledAs(strong ? 'fill-in' : 'short-answer');
  const truth = splitTruth(key)?.value;
  if (truth !== undefined) {
    if (!strong) return settledAs('true-false');
    return refuse('kind.unknown', '题干有空而答案是对或错，看不出是判断题还是填空题，请写上题型。', key);
  }
  if (lettersOf(key) !== undefined && /^[A-Za-zＡ-Ｚａ-ｚ\s,，、;；]+$/u.test(key)) {
    return refuse('choices.too-few', '答案是选项的字母，却没有找到选项，请补上选项或写明题型。', key);
  }
  if (typedTruthOf(key) !== undefined && !strong) {
    return refuse('kind.unknown', '看不出是判断题还是别的题，请写上题型。', key);
  }
  return settledAs(blanks ? 'fill-in' : 'short-answer');
}

const keyed = <T>(correctResponse: T | undefined): { readonly correctResponse?: T } =>
  correctResponse === undefined ? {} : { correctResponse };

const MAKERS: Readonly<Record<SettledKind, (parts: Parts) => Making>> = {
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

/** The fields that every kind has. `remark`: words that stood with the key and explain it. */
function fieldsOf(raw: RawItem, remark?: string) {
  const warnings: Fault[] = [];
  const read = <T>(
    name: string,
    words: string | undefined,
    reader: (words: string) => T | undefined,
  ): T | undefined => {
    if (words === undefined || tidy(words) === '') return undefined;
    const value = reader(words);
    if (value === undefined)
      warnings.push(fault('field.unreadable', `看不懂${name}“${tidy(words)}”，已留空，请在题库里补上。`, words));
    return value;
  };
  const text = (words: string | undefined) => (tidy(words ?? '') === '' ? undefined : tidy(words ?? ''));
  const explanation = [text(remark), text(raw.explanation)].filter((words) => words !== undefined).join('\n');
  const source = text(raw.source);
  const fields = {
    id: text(raw.id),
    explanation: explanation === '' ? undefined : explanation,
    difficulty: read('难度', raw.difficulty, difficultyOf),
    points: read('分值', raw.points, pointsOf),
    validUntil: read('有效期', raw.validUntil, dayOf) ?? undefined,
    source: source === undefined ? undefined : { document: source },
    readAloud: text(raw.readAloud),
    easyRead: text(raw.easyRead),
    tags: [...new Set((raw.tags ?? []).map(tidy).filter((tag) => tag !== ''))],
  };
  return { value: Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)), warnings };
}
