/** What one person's part in one contest says of their learning, once its result is final. */
import type { Item, Outcome, Points, Response } from '../../item/types.js';
import { PASS_PERCENT } from '../../ranking/branches.js';
import { interactionOf, responseText } from './interaction.js';
import { isoDuration, type Activity, type Result, type Score, type StatementDraft } from './statement.js';

export interface ContestFacts {
  readonly contestId: string;
  readonly title: string;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly pointsPossible: Points;
  /** Those that were revealed and count, with the key in force. */
  readonly items: readonly { readonly item: Item; readonly number: number; readonly revealedAt: number }[];
}

export interface PartFacts {
  readonly registration: string;
  readonly total: Points;
  /** In the order of the items; null for somebody who came later. Points without a bonus for speed. */
  readonly perItem: readonly (PartItem | null)[];
}
export interface PartItem {
  readonly outcome: Outcome;
  readonly points: Points;
  /** Null: none. */
  readonly response: Response | null;
}

/** Of a draft beside its place in the source, so that writing again writes nothing twice. */
export interface KeyedDraft {
  readonly key: string;
  readonly draft: StatementDraft;
}

const ASSESSMENT = 'http://adlnet.gov/expapi/activities/assessment';
const INTERACTION = 'http://adlnet.gov/expapi/activities/cmi.interaction';

export const contestIri = (base: string, contestId: string): string => `${base}/xapi/activities/contests/${contestId}`;

/**
 * Attempted, one line an item, completed, passed or failed. Instants are those of the contest, the same for everybody,
 * and no item has a duration: what somebody took for an item would tell who has more time.
 */
export function contestStatements(base: string, contest: ContestFacts, part: PartFacts): KeyedDraft[] {
  const id = contestIri(base, contest.contestId);
  const activity: Activity = { id, definition: { name: { 'zh-CN': contest.title }, type: ASSESSMENT } };
  const { registration } = part;
  const lines = contest.items.flatMap(({ item, number, revealedAt }, index): KeyedDraft[] => {
    const own = part.perItem[index] ?? null;
    if (own === null || own.response === null || own.outcome === 'void') return [];
    const draft: StatementDraft = {
      verb: 'answered',
      activity: itemActivity(id, contest.title, item, number),
      parent: id,
      registration,
      result: itemResult(item, own, own.response),
      at: revealedAt,
    };
    return [{ key: `item/${item.id}`, draft }];
  });
  const score = scoreOf(part.total, contest.pointsPossible);
  const whole: Result = {
    ...(score ? { score } : {}),
    completion: true,
    duration: isoDuration(contest.endedAt - contest.startedAt),
  };
  const common = { activity, registration } as const;
  const passed = part.total * 100 >= contest.pointsPossible * PASS_PERCENT;
  return [
    { key: 'attempted', draft: { ...common, verb: 'attempted', at: contest.startedAt } },
    ...lines,
    { key: 'completed', draft: { ...common, verb: 'completed', result: whole, at: contest.endedAt } },
    ...(score
      ? [
          {
            key: 'outcome',
            draft: {
              ...common,
              verb: passed ? ('passed' as const) : ('failed' as const),
              result: { score, success: passed },
              at: contest.endedAt,
            },
          },
        ]
      : []),
  ];
}

function itemActivity(contest: string, title: string, item: Item, number: number): Activity {
  const name = { 'zh-CN': `${title} 第${number}题`, en: `${title}, item ${number}` };
  return {
    id: `${contest}/items/${item.id}`,
    definition: { name, description: { 'zh-CN': item.stem }, type: INTERACTION, ...interactionOf(item) },
  };
}

function itemResult(item: Item, { outcome, points }: PartItem, response: Response): Result {
  const score = scoreOf(points, item.points);
  return { ...(score ? { score } : {}), success: outcome === 'correct', response: responseText(response) };
}

/** Null where nothing could be earned. `raw` stays within `min` and `max`, or all three are left out. */
export function scoreOf(points: Points, possible: Points): Score | null {
  if (possible <= 0) return null;
  const scaled = Math.round(Math.max(-1, Math.min(1, points / possible)) * 10_000) / 10_000;
  return points < 0 || points > possible ? { scaled } : { scaled, raw: points / 100, min: 0, max: possible / 100 };
}
