/**
 * What a format carries is not listed but tried: a printed item is read again, and whatever differs is a loss. So a
 * round trip holds for everything of which the person who exports was told nothing.
 */
import type { BankChoice, StoredBankItem } from '../types.js';
import type { Loss, ReadBankItem } from './reading.js';

const KIND_NAMES: Readonly<Record<string, string>> = {
  'true-false': '判断题',
  single: '单选题',
  multiple: '多选题',
  'fill-in': '填空题',
  ordering: '排序题',
  matching: '连线题',
  'short-answer': '简答题',
};

const kindOf = (item: ReadBankItem): string => (item.kind === 'choice' ? item.select : item.kind);

/** Fields that a format may lack a place for, with their names in a sentence. */
const FIELDS: Readonly<Record<string, string>> = {
  id: '题号',
  stem: '题干的排版',
  explanation: '解析',
  difficulty: '难度',
  tags: '标签',
  readAloud: '朗读文本',
  easyRead: '易读版',
  source: '出处',
  verification: '核对方式',
  points: '分值',
  validUntil: '有效期',
  anyOrder: '各空可以互换',
};

interface Carrying {
  /** False: what the format makes of it is another item, which must not be written. */
  readonly writable: boolean;
  readonly losses: readonly Loss[];
}

/** `back`: the printed item as the reader of the format understands it; undefined where it does not. */
export function carryingOf(item: StoredBankItem, back: ReadBankItem | undefined, format: string): Carrying {
  const name = KIND_NAMES[kindOf(item)] ?? item.kind;
  const loss = (code: Loss['code'], message: string): Loss => ({ itemId: item.id, code, message });
  if (item.correctResponse === undefined && back?.correctResponse !== undefined) {
    return { writable: false, losses: [loss('key.not-carried', keyless(format))] };
  }
  if (back === undefined || kindOf(item) !== kindOf(back)) {
    const message =
      item.correctResponse === undefined
        ? keyless(format)
        : `这道${name}在 ${format} 里没有对应的写法，没有写出；需要时请改用 Excel 格式导出。`;
    return {
      writable: false,
      losses: [loss(item.correctResponse === undefined ? 'key.not-carried' : 'kind.not-carried', message)],
    };
  }
  if (canonical(essence(item)) !== canonical(essence(back))) {
    return {
      writable: false,
      losses: [loss('kind.not-carried', `这道${name}的文字在 ${format} 里会走样，没有写出；请改用 Excel 格式导出。`)],
    };
  }
  const lost = Object.keys(FIELDS).filter(
    (field) => canonical(fieldOf(item, field)) !== canonical(fieldOf(back, field)),
  );
  return {
    writable: true,
    losses: [
      ...(canonical(mediaIn(item)) === canonical(mediaIn(back))
        ? []
        : [loss('media.not-carried', `有图片、录音或手语视频没有写出，${format} 里没有它们的位置，或文件不在这里。`)]),
      ...(lost.length === 0
        ? []
        : [
            loss(
              'field.not-carried',
              `没有写出${lost.map((field) => FIELDS[field]).join('、')}，${format} 里没有它们的位置。`,
            ),
          ]),
    ],
  };
}

const keyless = (format: string) => `这道题还没有答案，${format} 里的题目必须有答案，没有写出；请先补上答案。`;

/** Where which media stand, whatever the order and the ids of the choices. */
function mediaIn(item: ReadBankItem): unknown {
  const side = (choices: readonly BankChoice[]) =>
    choices
      .filter(({ media }) => media !== undefined)
      .map(({ text, media }) => canonical([text, media]))
      .sort();
  return [item.media, 'choices' in item ? side(item.choices) : [], 'targets' in item ? side(item.targets) : []];
}

function fieldOf(item: ReadBankItem, field: string): unknown {
  const value = (item as unknown as Record<string, unknown>)[field];
  // Four low lines or more are one blank.
  if (field === 'stem') return item.stem.replace(/_{4,}/gu, '____');
  return field === 'anyOrder' && value === false ? undefined : value;
}

/** What is asked and what is right, without the ids that choices go by. */
function essence(item: ReadBankItem): unknown {
  const choices = 'choices' in item ? item.choices : [];
  const textOf = (id: string) => choices.find((choice) => choice.id === id)?.text;
  if (item.correctResponse === undefined) return choices.map(({ text }) => text);
  switch (item.kind) {
    case 'choice': {
      const keys = item.select === 'single' ? [item.correctResponse] : item.correctResponse;
      return [choices.map(({ text }) => text), keys.map(textOf).sort()];
    }
    case 'ordering':
      return item.correctResponse.map(textOf);
    case 'matching': {
      const { targets, correctResponse } = item;
      const partners = choices.map(({ id, text }) => [
        text,
        targets.find((target) => target.id === correctResponse[id])?.text,
      ]);
      return [partners, targets.map(({ text }) => text).sort()];
    }
    default:
      return item.correctResponse;
  }
}

/** As text, whatever the order in which properties were written. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
}
