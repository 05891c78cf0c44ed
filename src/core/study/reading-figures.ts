/** The figures of a reading campaign (domain.md, 1.3), each with what it is a part of. */
import { suppressed } from '../ranking/small-cells.js';

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
  /** Null: too few people, or the total would tell of those who are. */
  readonly figures: ReadingFigures | null;
}

export interface FigureTable {
  readonly total: ReadingFigures | null;
  readonly rows: readonly FigureRow[];
}

/**
 * A row for each part and the total of all. `own`: units of the whole that are in no part (people directly at the top).
 * @param parts each with all units below it
 */
export function figureTable(
  parts: readonly { readonly unitId: string; readonly units: ReadonlySet<string> }[],
  members: readonly RosterMember[],
  done: CampaignRows,
): FigureTable {
  const all = new Set(parts.flatMap(({ units }) => [...units]));
  const rows = parts.map(({ unitId, units }) => ({ unitId, figures: readingFigures(units, members, done) }));
  const total = readingFigures(all, members, done);
  const hidden = suppressed(rows.map(({ unitId, figures }) => ({ id: unitId, size: figures.roster })));
  const wholeHidden = suppressed([{ id: 'total', size: total.roster }]).has('total');
  return {
    total: wholeHidden ? null : total,
    rows: rows.map(({ unitId, figures }) => ({ unitId, figures: hidden.has(unitId) ? null : figures })),
  };
}
