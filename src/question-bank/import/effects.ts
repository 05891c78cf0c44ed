/** What loading does with the items of a file, as the plan for a bank says: the figures of a report, which add up. */
import type { Place, Problem } from '../../core/question-bank/formats/reading.js';
import { excerptOf } from '../../core/question-bank/understand/fault.js';
import type { ImportMatch, ImportReport } from '../../protocol/question-bank.js';
import type { Outcome, PlannedItem } from '../item-plan.js';
import type { PreparedItem } from '../prepared-item.js';

export interface PlacedItem {
  readonly place: Place;
  /** Shown where the item meets one of the bank. */
  readonly stem: string;
  readonly prepared: PreparedItem;
}

/** `accepted` = `added` + `revised` + `repeated`; with `contradictory` every item that was planned. */
export type Effects = Pick<ImportReport, 'accepted' | 'added' | 'revised' | 'repeated' | 'unchanged'> & {
  /** What cannot be loaded into this bank. */
  readonly contradictory: readonly Problem[];
};

export function effectsOf(items: readonly PlacedItem[], plan: readonly PlannedItem[]): Effects {
  const having = (...outcomes: readonly Outcome[]) =>
    items.flatMap((item, index) => {
      const planned = plan[index];
      return planned !== undefined && outcomes.includes(planned.outcome) ? [{ item, planned }] : [];
    });
  const added = having('added', 'revived').length;
  const revised = having('revised').map(matchOf);
  const repeated = having('unchanged').map(matchOf);
  return {
    accepted: added + revised.length + repeated.length,
    added,
    revised,
    repeated,
    unchanged: repeated.filter(({ itemKey }) => itemKey !== null).length,
    contradictory: having('contradictory').map(contradiction),
  };
}

interface Planned {
  readonly item: PlacedItem;
  readonly planned: PlannedItem;
}

const matchOf = ({ item, planned: { known } }: Planned): ImportMatch => ({
  place: item.place,
  excerpt: excerptOf(item.stem),
  itemKey: known?.itemKey ?? null,
});

function contradiction({ item, planned: { itemKey } }: Planned): Problem {
  const message = `与题库里 ${itemKey} 的题目文字相同，答案却不同，请核对后只保留正确的一道。`;
  return { place: item.place, code: 'key.contradictory', message, excerpt: excerptOf(item.stem) };
}
