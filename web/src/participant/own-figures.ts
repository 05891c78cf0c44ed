/** Own total and rank as last told, kept so that the public board can point at the own row. */
import { readStored, removeStored, writeStored } from '../lib/storage.js';

export interface OwnFigures {
  readonly total: number;
  readonly rank: number;
}

export function keepOwnFigures(contestId: string, total: number | null, rank: number | null): void {
  if (total !== null && rank !== null) writeStored('local', `figures.${contestId}`, { total, rank });
}

export function ownFigures(contestId: string): OwnFigures | null {
  const stored = readStored('local', `figures.${contestId}`) as Partial<OwnFigures> | undefined;
  return typeof stored?.total === 'number' && typeof stored.rank === 'number'
    ? { total: stored.total, rank: stored.rank }
    : null;
}

export function forgetOwnFigures(contestId: string): void {
  removeStored('local', `figures.${contestId}`);
}
