import type { ContestPlan } from '../../contest/types.js';
import type { CoreChoice, CoreMedia, CoreSource, FillInBlank, Item } from '../../item/types.js';
import { assertNever } from '../../result.js';
import { FILL_IN_WORDS, MULTI_SELECT_WORDS } from '../../scoring/rule-words.js';
import type { Printing } from '../formats/reading.js';
import type { BankBlank, BankChoice, BankItem, BankMedia, BankSource } from '../types.js';
import { layPaper } from './lay-paper.js';
import type { Paper, PaperOptions } from './paper.js';

/**
 * The contest on paper, for the day on which its network fails: the items that it drew, as its phones would show them,
 * round by round with their points. A warm-up counts for nothing and is left out. Time limits, speed and the shuffling of
 * choices for each person have no place on paper.
 */
export function contestPaper(plan: ContestPlan, print: PaperOptions['print']): Printing<Paper> {
  const rounds = plan.rounds.filter(({ warmUp }) => !warmUp);
  const items = rounds.flatMap((round) => round.items);
  const { contestId: slug, title } = plan;
  return layPaper(
    { format: 1, slug, title, description: '', documents: [], items: items.map(asBankItem) },
    {
      print,
      blanks: ['支部', '姓名', '桌号', '得分'],
      grid: true,
      notes: notesFor(plan, items),
      sections: rounds.map((round) => ({ title: round.title, itemIds: round.items.map(({ id }) => id) })),
    },
  );
}

function notesFor({ rule }: ContestPlan, items: readonly Item[]): readonly string[] {
  const multiple = items.some((item) => item.kind === 'choice' && item.select === 'multiple');
  const gaps = items.some((item) => item.kind === 'fill-in' && item.blanks.length > 1);
  return [
    ...(multiple ? [`多选题：${MULTI_SELECT_WORDS[rule.multiSelectMode]}。`] : []),
    ...(gaps ? [`填空题：${FILL_IN_WORDS[rule.fillInMode]}。`] : []),
    ...(rule.speedBonusPercent > 0 ? ['纸上作答不计速度加分。'] : []),
  ];
}

/** Choices get the letters of their places, the right side of 连线 its figures. */
function asBankItem(item: Item): BankItem {
  const common = {
    id: item.id,
    stem: item.stem,
    tags: [],
    points: item.points / 100,
    ...(item.media.length === 0 ? {} : { media: item.media.map(asBankMedia) }),
    ...(item.explanation === '' ? {} : { explanation: item.explanation }),
    ...(item.source === null ? {} : { source: asBankSource(item.source) }),
  };
  switch (item.kind) {
    case 'true-false':
      return { ...common, kind: 'true-false', correctResponse: item.correct };
    case 'choice': {
      const { choices, labelOf } = labelled(item.choices, letterAt);
      const keys = item.correct.map(labelOf).sort();
      const [key = ''] = keys;
      return item.select === 'single'
        ? { ...common, kind: 'choice', select: 'single', choices, correctResponse: key }
        : { ...common, kind: 'choice', select: 'multiple', choices, correctResponse: keys };
    }
    case 'fill-in': {
      const correctResponse = item.blanks.map(asBankBlank);
      return { ...common, kind: 'fill-in', correctResponse, ...(item.anyOrder === true ? { anyOrder: true } : {}) };
    }
    case 'ordering': {
      const { choices, labelOf } = labelled(item.choices, letterAt);
      return { ...common, kind: 'ordering', choices, correctResponse: item.correct.map(labelOf) };
    }
    case 'matching': {
      const left = labelled(item.choices, letterAt);
      const right = labelled(item.targets, figureAt);
      const pairs = new Map(item.correct.map(([choice, target]) => [left.labelOf(choice), right.labelOf(target)]));
      const inOrder = left.choices.map(({ id }) => [id, pairs.get(id) ?? ''] as const);
      return {
        ...common,
        kind: 'matching',
        choices: left.choices,
        targets: right.choices,
        correctResponse: Object.fromEntries(inOrder),
      };
    }
    default:
      return assertNever(item);
  }
}

const letterAt = (index: number): string => String.fromCharCode(65 + index);
const figureAt = (index: number): string => String(index + 1);

function labelled(shown: readonly CoreChoice[], labelAt: (index: number) => string) {
  const labels = new Map(shown.map(({ id }, index) => [id, labelAt(index)]));
  const labelOf = (id: string): string => labels.get(id) ?? '';
  const choices = shown.map(({ id, text, media = [] }): BankChoice => ({
    id: labelOf(id),
    text,
    ...(media.length === 0 ? {} : { media: media.map(asBankMedia) }),
  }));
  return { choices, labelOf };
}

const asBankBlank = ({ accepted, range }: FillInBlank): BankBlank =>
  accepted.length === 0 && range !== undefined ? range : accepted;

const asBankMedia = ({ kind, url, alt }: CoreMedia): BankMedia => ({
  kind,
  file: url,
  ...(alt === undefined ? {} : { alt }),
});

const asBankSource = ({ title, locator, quote }: CoreSource): BankSource => ({
  document: title,
  title,
  ...(locator === undefined ? {} : { section: locator }),
  ...(quote === undefined ? {} : { quote }),
});
