import type { Points } from '../item/types.js';
import type { Board } from './types.js';

/** A line of the board; null where there is none, or no rank. */
export interface Place {
  readonly rank: number | null;
  /** Hundredths. */
  readonly points: Points | null;
}

export interface Move {
  readonly id: string;
  readonly before: Place;
  readonly after: Place;
}

export interface Moves {
  /** By participantId. */
  readonly participants: readonly Move[];
  /** By branchId. */
  readonly branches: readonly Move[];
}

const NOWHERE: Place = { rank: null, points: null };

/** Everyone and every branch whose rank or points differ between two boards, in the order of the second one. */
export function movesBetween(before: Board, after: Board): Moves {
  return {
    participants: moved(people(before), people(after)),
    branches: moved(branches(before), branches(after)),
  };
}

function people({ standings }: Board): ReadonlyMap<string, Place> {
  return new Map(standings.map(({ participantId, rank, total }) => [participantId, { rank, points: total }]));
}

function branches(board: Board): ReadonlyMap<string, Place> {
  return new Map(board.branches.map(({ branchId, rank, score }) => [branchId, { rank, points: score }]));
}

function moved(before: ReadonlyMap<string, Place>, after: ReadonlyMap<string, Place>): readonly Move[] {
  const gone = [...before.keys()].filter((id) => !after.has(id));
  return [...after.keys(), ...gone]
    .map((id) => ({ id, before: before.get(id) ?? NOWHERE, after: after.get(id) ?? NOWHERE }))
    .filter((move) => move.before.rank !== move.after.rank || move.before.points !== move.after.points);
}
