/**
 * Moodle gives each possible response a share of the points. What that means for a key that is right or wrong; GIFT and
 * Moodle XML say the same in two notations.
 */
import { err, ok, type Result } from '../../../result.js';
import { choicesOf } from '../../understand/choices.js';
import { fault, refuse, type Fault } from '../../understand/fault.js';
import type { BankChoice, BankMedia } from '../../types.js';
import { withMedia } from '../carried-media.js';
import type { ReadBankItem } from '../reading.js';
import type { Notes } from './notes.js';

/** A choice before it has a letter. */
export interface Entry {
  readonly text: string;
  readonly media?: readonly BankMedia[];
}

export interface Graded extends Entry {
  /** Of the points, -100 to 100. */
  readonly percent: number;
}

/** What every kind has. */
export interface Common {
  readonly id?: string;
  readonly stem: string;
  readonly explanation?: string;
  readonly tags: readonly string[];
  readonly points?: number;
  readonly media?: readonly BankMedia[];
}

export type Making = Result<ReadBankItem, Fault>;

export const PARTIAL = '部分得分的选项或答案';
/** Three times 33.333 is nearly everything; so is three times 33. */
const NEARLY = 1;
export const isFull = ({ percent }: Graded) => percent >= 100 - 0.01;
export const isSomething = ({ percent }: Graded) => percent > 0;

/**
 * `single`: one choice is right. `multiple`: the shares of the right ones add up to 100. `set`: each right one is marked
 * with 100, and all of them are to be chosen. What a wrong choice costs is for the rounds of a contest to say.
 */
export function choiceItem(
  common: Common,
  entries: readonly Graded[],
  mode: 'single' | 'multiple' | 'set',
  notes: Notes,
): Making {
  const choices = lettered(entries, notes);
  if (!choices.ok) return choices;
  const right = entries.filter(mode === 'single' ? isFull : isSomething);
  if (!entries.some(isSomething)) {
    return refuse('key.missing', '没有一个选项标为正确，请标出正确选项后再导入。', common.stem);
  }
  const idsOf = (some: readonly Graded[]) => some.map((entry) => choices.value[entries.indexOf(entry)]?.id ?? '');
  if (mode === 'single') {
    const [only] = idsOf(right);
    if (only === undefined) {
      return refuse('key.unreadable', '没有一个选项得满分，请把正确选项标为 100%。', common.stem);
    }
    if (right.length > 1) {
      return refuse(
        'key.contradictory',
        '有几个选项都标为唯一正确，看不出是单选还是多选；多选题请给每个正确选项写比例，例如两个各 50%。',
        common.stem,
      );
    }
    if (entries.some((entry) => isSomething(entry) && !isFull(entry))) notes.drop(PARTIAL);
    return ok({ ...common, kind: 'choice', select: 'single', choices: choices.value, correctResponse: only });
  }
  const sum = right.reduce((total, { percent }) => total + percent, 0);
  const each = right.every(isFull);
  if (mode === 'multiple' && Math.abs(sum - 100) > NEARLY && !each) {
    return refuse(
      'key.contradictory',
      `正确选项的比例合计是 ${Math.round(sum * 100) / 100}%，不是 100%，看不出哪些选项必须选，请改正比例。`,
      common.stem,
    );
  }
  if (mode === 'multiple' && each && right.length > 1) {
    notes.warn(
      fault('key.contradictory', '每个正确选项都标了 100%，已按多选题把它们全部作为答案，请核对。', common.stem),
    );
  }
  if (right.length === 1) {
    notes.warn(fault('key.contradictory', '题型是多选题，答案只有一个，请核对题型和答案。', right[0]?.text));
  }
  if (mode === 'multiple' && right.some(({ percent }) => Math.abs(percent - sum / right.length) > NEARLY)) {
    notes.drop('各正确选项不同的比例');
  }
  return ok({ ...common, kind: 'choice', select: 'multiple', choices: choices.value, correctResponse: idsOf(right) });
}

const letter = (index: number) => String.fromCharCode(65 + index);

/** Choices A, B, C …; letters that stand in the texts as well are taken off. */
export function lettered(entries: readonly Entry[], notes: Notes): Result<readonly BankChoice[], Fault> {
  if (entries.some(({ text }) => text === '')) {
    return notes.hasMedia
      ? refuse('choices.malformed', '有选项只有图片、没有文字，请给选项补上文字。')
      : refuse('choices.malformed', '有选项没有文字，请补上文字或删去空选项。');
  }
  if (entries.length < 2) return refuse('choices.too-few', '选项不到两个，请补上选项。', entries[0]?.text);
  const choices = choicesOf(entries.map(({ text }, index) => ({ label: letter(index), text })));
  if (!choices.ok) return choices;
  choices.value.warnings.forEach((warning) => notes.warn(warning));
  return ok(choices.value.list.map((choice, index) => ({ ...choice, ...withMedia(entries[index]?.media ?? []) })));
}

export function trueFalseItem(common: Common, truth: boolean): Making {
  return ok({ ...common, kind: 'true-false', correctResponse: truth });
}

const MOST_TARGETS = 26;

export interface Pair {
  /** Empty: the right side is one that nothing belongs to. */
  readonly left: string;
  readonly media?: readonly BankMedia[];
  readonly right: string;
}

export function matchingItem(common: Common, pairs: readonly Pair[], notes: Notes): Making {
  if (pairs.some(({ right }) => right === '')) {
    return refuse('key.missing', '连线题有一项没有写右边的内容，请补上。', common.stem);
  }
  const rights = [...new Set(pairs.map(({ right }) => right))];
  const asked = pairs.filter(({ left }) => left !== '');
  const choices = lettered(
    asked.map(({ left, media }) => ({ text: left, ...withMedia(media ?? []) })),
    notes,
  );
  if (!choices.ok) return choices;
  if (rights.length < 2) return refuse('choices.too-few', '连线题右边不到两项，请补上。', rights[0]);
  if (rights.length > MOST_TARGETS) {
    return refuse('choices.too-many', `连线题右边有 ${rights.length} 项，最多 ${MOST_TARGETS} 项，请减少。`);
  }
  const targets = rights.map((text, index) => ({ id: String(index + 1), text }));
  const key = choices.value.map(
    ({ id }, index) => [id, String(rights.indexOf(asked[index]?.right ?? '') + 1)] as const,
  );
  return ok({
    ...common,
    kind: 'matching',
    choices: choices.value,
    targets,
    correctResponse: Object.fromEntries(key),
  });
}

/** `entries` from first to last. */
export function orderingItem(common: Common, entries: readonly Entry[], notes: Notes): Making {
  const choices = lettered(entries, notes);
  if (!choices.ok) return choices;
  return ok({
    ...common,
    kind: 'ordering',
    choices: choices.value,
    correctResponse: choices.value.map(({ id }) => id),
  });
}

/** A person judges it, so that it may stand without a model answer; then it is a draft. */
export function modelledItem(common: Common, model: string, notes: Notes): Making {
  if (model !== '') return ok({ ...common, kind: 'short-answer', correctResponse: model });
  notes.warn(fault('key.missing', '简答题没有参考答案，先存为草稿，请在题库里补上。', common.stem));
  return ok({ ...common, kind: 'short-answer' });
}

export const unsupported = (name: string, words?: string): Making =>
  err(
    fault('kind.unsupported', `“${name}”竞赛不能使用，没有导入；请改成选择、判断、填空、连线、排序或简答题。`, words),
  );
