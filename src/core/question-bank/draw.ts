import { shuffled, type Random } from '../random.js';
import { normaliseStem } from './normalise.js';
import type { PlayableBankItem } from './types.js';

/** What a draw needs to know of an item; the stored item of the shell fits. */
export interface Drawable {
  /** The item's key in its bank; the draw sorts by it, so that a seed gives the same items on every server. */
  readonly itemKey: string;
  readonly bankId: string;
  readonly item: PlayableBankItem;
}

export interface QuotaLine {
  readonly bankId?: string;
  readonly kind?: PlayableBankItem['kind'];
  readonly select?: 'single' | 'multiple';
  readonly tag?: string;
  /** Both ends included; an item without a difficulty does not fit. */
  readonly difficulty?: { readonly min: number; readonly max: number };
  readonly count: number;
}

export interface Drawn<T> {
  /** In the order of the quota. */
  readonly lines: readonly { readonly line: QuotaLine; readonly items: readonly T[] }[];
  /** Lines that could not be filled; empty = complete. */
  readonly short: readonly { readonly line: QuotaLine; readonly wanted: number; readonly found: number }[];
}

export function fitsLine(candidate: Drawable, line: QuotaLine): boolean {
  const { item } = candidate;
  const { difficulty } = line;
  return (
    (line.bankId === undefined || candidate.bankId === line.bankId) &&
    (line.kind === undefined || item.kind === line.kind) &&
    (line.select === undefined || (item.kind === 'choice' && item.select === line.select)) &&
    (line.tag === undefined || item.tags.includes(line.tag)) &&
    (difficulty === undefined ||
      (item.difficulty !== undefined && item.difficulty >= difficulty.min && item.difficulty <= difficulty.max))
  );
}

/**
 * Draws every line without repeating an item or two items with the same normalised stem. Lines may overlap (one bank, then
 * one tag of it): an earlier line gives an item up where it has another, so that a line is short only when no
 * distribution fills more places (augmenting paths, Kuhn).
 */
export function draw<T extends Drawable>(items: readonly T[], quota: readonly QuotaLine[], random: Random): Drawn<T> {
  const sorted = [...items].sort(
    // Banks made on a server may use the same key.
    (one, other) => compare(one.itemKey, other.itemKey) || compare(one.item.stem, other.item.stem),
  );
  const candidates = quota.map((line) =>
    shuffled(
      sorted.filter((item) => fitsLine(item, line)),
      random,
    ),
  );
  const stems = new Map(sorted.map((item) => [item, normaliseStem(item.item.stem)]));
  const holders = new Map<string, { readonly slot: number; readonly item: T }>();
  const slots = quota.flatMap((line, index) => Array.from({ length: line.count }, () => index));

  const fill = (slot: number, seen: Set<string>): boolean => {
    for (const item of candidates[slots[slot] as number] as T[]) {
      const stem = stems.get(item) as string;
      if (seen.has(stem)) continue;
      seen.add(stem);
      const holder = holders.get(stem);
      if (holder !== undefined && !fill(holder.slot, seen)) continue;
      holders.set(stem, { slot, item });
      return true;
    }
    return false;
  };
  slots.forEach((_, slot) => fill(slot, new Set()));

  const taken = new Map([...holders.values()].map(({ slot, item }) => [slot, item]));
  const lines = quota.map((line, index) => ({
    line,
    items: slots.flatMap((owner, slot) => (owner === index && taken.has(slot) ? [taken.get(slot) as T] : [])),
  }));
  const short = lines
    .filter(({ line, items: found }) => found.length < line.count)
    .map(({ line, items: found }) => ({ line, wanted: line.count, found: found.length }));
  return { lines, short };
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
