/** How hard an item proved and how well it tells apart those who know more, from the responses of final contests. */

/** Below this many responses a figure says more about chance than about the item. */
export const ENOUGH_RESPONSES = 30;
/** Shares travel as whole ten-thousandths, so that sums are exact and the same on every database. */
const WHOLE = 10_000;

/** One response, as shares 0..1. */
export interface MeasuredResponse {
  /** Of the item's points, without a bonus for speed. */
  readonly earned: number;
  /** Of the points of all other items that the same participant could earn; 0 where there are none. */
  readonly rest: number;
}

/** Sums over the responses to one item in one contest, in ten-thousandths and their squares. */
export interface MeasureSums {
  readonly responses: number;
  readonly sumEarned: number;
  readonly sumEarnedSquared: number;
  readonly sumRest: number;
  readonly sumRestSquared: number;
  readonly sumProduct: number;
}

export interface Measure {
  readonly contests: number;
  readonly responses: number;
  /** Mean share of the points earned, 0..1; null below ENOUGH_RESPONSES. */
  readonly difficulty: number | null;
  /**
   * Correlation of the share earned with the rest score, -1..1: for an item that is right or wrong the corrected
   * point-biserial. Null below ENOUGH_RESPONSES, and where all earned the same or had the same rest score.
   */
  readonly discrimination: number | null;
}

export function sumsOf(responses: readonly MeasuredResponse[]): MeasureSums {
  const pairs = responses.map(({ earned, rest }) => [Math.round(earned * WHOLE), Math.round(rest * WHOLE)] as const);
  const sum = (value: (earned: number, rest: number) => number): number =>
    pairs.reduce((total, [earned, rest]) => total + value(earned, rest), 0);
  return {
    responses: pairs.length,
    sumEarned: sum((earned) => earned),
    sumEarnedSquared: sum((earned) => earned * earned),
    sumRest: sum((_, rest) => rest),
    sumRestSquared: sum((_, rest) => rest * rest),
    sumProduct: sum((earned, rest) => earned * rest),
  };
}

/**
 * Over several contests. The correlation is that within the contests: that one of them was easier for everybody must
 * not look like an item that tells people apart.
 */
export function measureOf(contests: readonly MeasureSums[]): Measure {
  const counted = contests.filter(({ responses }) => responses > 0);
  const total = (value: (sums: MeasureSums) => number): number => counted.reduce((sum, sums) => sum + value(sums), 0);
  const responses = total((sums) => sums.responses);
  const enough = responses >= ENOUGH_RESPONSES;
  const within = Math.sqrt(
    total((sums) => sums.sumEarnedSquared - sums.sumEarned ** 2 / sums.responses) *
      total((sums) => sums.sumRestSquared - sums.sumRest ** 2 / sums.responses),
  );
  const shared = total((sums) => sums.sumProduct - (sums.sumEarned * sums.sumRest) / sums.responses);
  return {
    contests: counted.length,
    responses,
    difficulty: enough ? total((sums) => sums.sumEarned) / responses / WHOLE : null,
    discrimination: enough && within > 0 ? Math.max(-1, Math.min(1, shared / within)) : null,
  };
}

/** One item as everybody who was there settled it. Points are of one unit throughout. */
export interface SettledItem {
  readonly id: string;
  /** More than 0. */
  readonly points: number;
  /** Of everyone who was there when it was revealed; `earned` null: no response. */
  readonly scores: ReadonlyMap<string, number | null>;
}

/** What the responses to each item of one contest add up to, by item id. Who did not respond is not counted for it. */
export function contestSums(items: readonly SettledItem[]): ReadonlyMap<string, MeasureSums> {
  const possible = new Map<string, number>();
  const earned = new Map<string, number>();
  const add = (sums: Map<string, number>, id: string, points: number) => sums.set(id, (sums.get(id) ?? 0) + points);
  for (const { points, scores } of items) {
    for (const [participantId, score] of scores) {
      add(possible, participantId, points);
      add(earned, participantId, score ?? 0);
    }
  }
  return new Map(
    items.map(({ id, points, scores }) => {
      const responses = [...scores].flatMap(([participantId, score]): MeasuredResponse[] => {
        if (score === null) return [];
        const others = (possible.get(participantId) ?? 0) - points;
        const rest = others === 0 ? 0 : ((earned.get(participantId) ?? 0) - score) / others;
        return [{ earned: score / points, rest }];
      });
      return [id, sumsOf(responses)];
    }),
  );
}
