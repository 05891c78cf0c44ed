import { itemKey } from '../../core/contest/view.js';
import type { Item } from '../../core/item/types.js';
import { assertNever } from '../../core/result.js';
import type { ContestPlan } from '../../core/contest/types.js';
import { refuse } from '../../platform/refusal.js';
import type { CorrectResponse } from '../../protocol/item.js';
import type { EditableItem } from '../../protocol/rest.js';

/** An item with its key, for an operator who prepares a contest. */
export function editableItem(plan: ContestPlan, item: Item, bankTitle: string | null): EditableItem {
  const key = itemKey(plan, item.id);
  if (!key) throw refuse('item.unknown');
  return {
    contestItemId: item.id,
    kind: item.kind,
    ...(item.kind === 'choice' ? { select: item.select } : {}),
    stem: item.stem,
    ...(item.readAloud === undefined ? {} : { readAloud: item.readAloud }),
    ...(item.easyRead === undefined ? {} : { easyRead: item.easyRead }),
    choices: 'choices' in item ? item.choices.map(({ id, text }) => ({ id, text })) : [],
    ...(item.kind === 'matching' ? { targets: item.targets.map(({ id, text }) => ({ id, text })) } : {}),
    media: item.media,
    correctResponse: key.correctResponse,
    explanation: item.explanation,
    source: item.source,
    points: item.points / 100,
    timeLimitSeconds: item.timeLimitMs / 1000,
    bankTitle,
  };
}

export type ItemEdit = Pick<
  EditableItem,
  | 'stem'
  | 'readAloud'
  | 'easyRead'
  | 'choices'
  | 'targets'
  | 'correctResponse'
  | 'explanation'
  | 'points'
  | 'timeLimitSeconds'
>;

/**
 * The edited item. Kind, source and media stay; choices keep their ids, so none can be added here.
 * @throws RefusalError item.rejected with the field at fault
 */
export function editedItem(item: Item, edit: ItemEdit): Item {
  const { readAloud: _readAloud, easyRead: _easyRead, ...rest } = item;
  const common = {
    stem: edit.stem.trim(),
    explanation: edit.explanation.trim(),
    points: Math.round(edit.points * 100),
    timeLimitMs: Math.round(edit.timeLimitSeconds * 1000),
    ...(edit.readAloud ? { readAloud: edit.readAloud } : {}),
    ...(edit.easyRead ? { easyRead: edit.easyRead } : {}),
  };
  const key = edit.correctResponse;
  const base = rest as Item;
  switch (base.kind) {
    case 'true-false':
      if (!('value' in key)) throw keyRefused('请选择正确或错误。');
      return { ...base, ...common, correct: key.value };
    case 'choice': {
      const choices = retold(base.choices, edit.choices, 'choices');
      const correct = 'choices' in key ? known(key.choices, choices) : null;
      if (!correct || correct.length === 0) throw keyRefused('请至少选择一个正确选项。');
      if (base.select === 'single' && correct.length !== 1) throw keyRefused('单选题只能有一个正确选项。');
      return { ...base, ...common, choices, correct };
    }
    case 'fill-in':
      return { ...base, ...common, blanks: blanksOf(base.blanks, key) };
    case 'ordering': {
      const choices = retold(base.choices, edit.choices, 'choices');
      const correct = 'order' in key ? known(key.order, choices) : null;
      if (!correct || correct.length !== choices.length) throw keyRefused('请排出全部选项的正确顺序。');
      return { ...base, ...common, choices, correct };
    }
    case 'matching': {
      const choices = retold(base.choices, edit.choices, 'choices');
      const targets = retold(base.targets, edit.targets ?? [], 'targets');
      const pairs = 'pairs' in key ? key.pairs : [];
      const complete =
        pairs.length === choices.length &&
        known(
          pairs.map(([choice]) => choice),
          choices,
        ) !== null &&
        pairs.every(([, target]) => targets.some(({ id }) => id === target));
      if (!complete) throw keyRefused('请为每一项选择对应的内容。');
      return { ...base, ...common, choices, targets, correct: pairs };
    }
    default:
      return assertNever(base);
  }
}

type Choices = Extract<Item, { kind: 'choice' }>['choices'];
type Blanks = Extract<Item, { kind: 'fill-in' }>['blanks'];

function retold(choices: Choices, edits: ItemEdit['choices'], field: string): Choices {
  const texts = new Map(edits.map(({ id, text }) => [id, text.trim()]));
  if (texts.size !== choices.length || choices.some(({ id }) => !texts.get(id))) {
    throw refuse('item.rejected', { details: [{ path: field, message: '每个选项都要有文字，且不能增减选项。' }] });
  }
  if (new Set(texts.values()).size !== texts.size) {
    throw refuse('item.rejected', { details: [{ path: field, message: '有两个选项的文字相同，请修改其中一个。' }] });
  }
  return choices.map((choice) => ({ ...choice, text: texts.get(choice.id) ?? choice.text }));
}

/** The ids, once each, or null where one is not among the choices or stands twice. */
function known(ids: readonly string[], choices: Choices): readonly string[] | null {
  const distinct = new Set(ids);
  return distinct.size === ids.length && ids.every((id) => choices.some((choice) => choice.id === id)) ? ids : null;
}

function blanksOf(blanks: Blanks, key: CorrectResponse): Blanks {
  const texts = 'texts' in key ? key.texts : [];
  const clean = texts.map((accepted) => accepted.map((text) => text.trim()).filter((text) => text !== ''));
  if (clean.length !== blanks.length || clean.some((accepted) => accepted.length === 0)) {
    throw keyRefused('每个空至少要有一个正确答案，空的数量不能改变。');
  }
  return blanks.map((blank, index) => ({ ...blank, accepted: clean[index] ?? blank.accepted }));
}

function keyRefused(message: string) {
  return refuse('item.rejected', { details: [{ path: 'correctResponse', message }] });
}
