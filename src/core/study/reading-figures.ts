/** The figures of a reading campaign (domain.md, 1.3), each with what it is a part of. */
import { within, type Tree } from '../organisation/tree.js';
import { countedOnce, visibleCells, type FigureReader, type PeopleIn } from './figure-cells.js';

export const READING_FORMATS = ['print', 'e-book', 'audio', 'braille'] as const;
export type ReadingFormat = (typeof READING_FORMATS)[number];
export type ByFormat = Readonly<Record<ReadingFormat, number>>;

/** Somebody who belongs to a unit on the day of reckoning. */
export interface RosterMember {
  readonly personId: string;
  readonly unitId: string;
}

/** What one person did in the campaign, in the unit where it was done. */
export interface ReadingActivity extends RosterMember {
  readonly finished: ByFormat;
  /** By their own statement; 0: stated nothing. */
  readonly minutes: number;
  /** Handed in, whatever became of them. */
  readonly reflections: number;
  readonly adopted: number;
  readonly recommendations: number;
}

/** 读书分享会 that a unit held for the campaign: how many, and how many people were there, each time anew. */
export interface SharingSessions {
  readonly unitId: string;
  readonly sessions: number;
  readonly attended: number;
}

export interface ReadingFigures {
  /** 在册: members on the day of reckoning, and who took part and has left since. */
  readonly roster: number;
  readonly participants: number;
  readonly finished: ByFormat;
  readonly finishedAll: number;
  readonly minutes: number;
  /** Who stated any minutes: the denominator of the mean. */
  readonly withMinutes: number;
  readonly reflections: number;
  readonly adopted: number;
  readonly recommendations: number;
  readonly sessions: number;
  readonly attended: number;
}

/** What people did, and what was held for them. */
export interface CampaignRows {
  readonly activities: readonly ReadingActivity[];
  readonly sharing: readonly SharingSessions[];
}

/**
 * Of the people of these units. Somebody who moved between two of them is one person; somebody who left stays counted where
 * they took part, so that no figure falls when a person goes.
 */
export function readingFigures(
  units: ReadonlySet<string>,
  members: readonly RosterMember[],
  { activities, sharing }: CampaignRows,
): ReadingFigures {
  const here = activities.filter(({ unitId }) => units.has(unitId));
  const held = sharing.filter(({ unitId }) => units.has(unitId));
  const active = new Set(here.map(({ personId }) => personId));
  const roster = new Set(active);
  for (const { personId, unitId } of members) if (units.has(unitId)) roster.add(personId);
  const sum = (of: (activity: ReadingActivity) => number): number => here.reduce((total, one) => total + of(one), 0);
  const finished = Object.fromEntries(
    READING_FORMATS.map((format) => [format, sum((one) => one.finished[format])]),
  ) as unknown as ByFormat;
  return {
    roster: roster.size,
    participants: active.size,
    finished,
    finishedAll: READING_FORMATS.reduce((total, format) => total + finished[format], 0),
    minutes: sum(({ minutes }) => minutes),
    withMinutes: new Set(here.filter(({ minutes }) => minutes > 0).map(({ personId }) => personId)).size,
    reflections: sum(({ reflections }) => reflections),
    adopted: sum(({ adopted }) => adopted),
    recommendations: sum(({ recommendations }) => recommendations),
    sessions: held.reduce((total, { sessions }) => total + sessions, 0),
    attended: held.reduce((total, { attended }) => total + attended, 0),
  };
}

export interface FigureRow {
  readonly unitId: string;
  /** 在册, as in the figures. */
  readonly people: number;
  /** Null: too few people, or others' figures would tell of those who are. */
  readonly figures: ReadingFigures | null;
}

export interface FigureTable {
  readonly total: ReadingFigures | null;
  readonly rows: readonly FigureRow[];
}

/** Whose table, and as whom. */
export interface FigurePlace {
  readonly tree: Tree;
  readonly unitId: string;
  readonly reader: FigureReader;
}

/** Who is counted in each unit: its members, and who did something in it, somebody who moved in both. */
export function peopleOfCampaign(members: readonly RosterMember[], activities: readonly ReadingActivity[]): PeopleIn {
  const counted = new Map<string, Set<string>>();
  for (const { personId, unitId } of [...members, ...activities]) {
    counted.set(unitId, (counted.get(unitId) ?? new Set<string>()).add(personId));
  }
  return countedOnce(counted);
}

/**
 * The unit itself, each unit directly below with everything under it, closed ones too, and the total of all. Decided from
 * the reader's highest unit downwards by the people who are counted in each unit.
 */
export function figureTable(
  { tree, unitId, reader }: FigurePlace,
  members: readonly RosterMember[],
  done: CampaignRows,
): FigureTable {
  const cells = visibleCells(tree, peopleOfCampaign(members, done.activities), unitId, reader);
  const below = (tree.children.get(unitId) ?? []).map(({ id }) => [id, within(tree, id)] as const);
  const rows = [[unitId, [{ id: unitId }]] as const, ...below].map(([id, units]) => {
    const figures = readingFigures(new Set(units.map((unit) => unit.id)), members, done);
    return { unitId: id, people: figures.roster, figures: cells.hidden.has(id) ? null : figures };
  });
  const all = new Set(within(tree, unitId).map(({ id }) => id));
  return { total: cells.total ? readingFigures(all, members, done) : null, rows };
}
