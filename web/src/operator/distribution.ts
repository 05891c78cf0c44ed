/** The distribution after reveal as rows of a table: the truth, of which the bars are the picture. */
import type { CorrectResponse, ItemFrame, Reveal } from '@protocol/item.js';

/** `label` is the letter of a choice, else null and the row is named by its key (true, false, correct, incorrect). */
export interface DistributionRow {
  readonly key: string;
  readonly label: string | null;
  readonly text: string;
  readonly count: number;
  /** 0..1 of those who responded. */
  readonly share: number;
  readonly right: boolean;
}

function isRight(correct: CorrectResponse, key: string): boolean {
  if ('value' in correct) return key === String(correct.value);
  if ('choices' in correct) return correct.choices.includes(key);
  return key === 'correct';
}

export function distributionRows(item: ItemFrame, reveal: Reveal): readonly DistributionRow[] {
  const counts = new Map(reveal.distribution.map(({ key, count }) => [key, count]));
  const keys =
    item.kind === 'choice'
      ? item.choices.map(({ id }) => id)
      : item.kind === 'true-false'
        ? ['true', 'false']
        : ['correct', 'incorrect'];
  return keys.map((key) => {
    const choice = item.choices.find(({ id }) => id === key);
    const count = counts.get(key) ?? 0;
    return {
      key,
      label: choice?.label ?? null,
      text: choice?.text ?? '',
      count,
      share: reveal.responded > 0 ? Math.min(1, count / reveal.responded) : 0,
      right: isRight(reveal.correctResponse, key),
    };
  });
}
