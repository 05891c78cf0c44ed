/**
 * What is typed and not yet saved, kept on this device until it is. Why somebody was absent and in which form they made up
 * for it stays in this tab: such things never lie about on a shared machine.
 */
import type { FieldValue } from '@protocol/study.js';
import { readStored, removeStored, writeStored } from '../../lib/storage.js';
import type { Changes } from './entry-fields.js';

export interface DeviceDraft {
  /** When it was last changed, by this device. */
  readonly keptAt: number;
  /** The version that it was begun on; 0 of an entry that is not stored yet. */
  readonly version: number;
  readonly unitId: string;
  readonly personId: string | null;
  readonly changes: Changes;
}

/** Where drafts of one person lie on the device. */
export interface DraftShelf {
  readonly keep: (id: string, draft: DeviceDraft) => void;
  /** @param now epoch milliseconds */
  readonly kept: (id: string, now: number) => DeviceDraft | null;
  readonly drop: (id: string) => void;
}

/** An operator's. */
export const operatorShelf = (operatorId: () => string): DraftShelf => ({
  keep: (id, draft) => keepDraft(`${operatorId()}.${id}`, draft),
  kept: (id, now) => keptDraft(`${operatorId()}.${id}`, now),
  drop: (id) => dropDraft(`${operatorId()}.${id}`),
});

interface Stored extends Omit<DeviceDraft, 'changes'> {
  readonly changes: readonly (readonly [string, FieldValue])[];
}

const FOR_THE_TAB = /^attendance\.[^.]+\.(reason|madeUp\w*)$/;
const LONGEST_MS = 30 * 24 * 60 * 60_000;

/** @param place of whom and of what: `<operatorId>.<entryId>` */
export function keepDraft(place: string, { changes, ...rest }: DeviceDraft): void {
  const all = [...changes];
  const lasting = new Map(all.filter(([path]) => !FOR_THE_TAB.test(path)));
  writeStored('local', name(place), packed({ ...rest, changes: lasting }));
  const close = all.filter(([path]) => FOR_THE_TAB.test(path));
  if (close.length > 0) writeStored('session', name(place), close);
  else removeStored('session', name(place));
}

/** Null where there is none, or none that is still of use. @param now epoch milliseconds */
export function keptDraft(place: string, now: number): DeviceDraft | null {
  const stored = unpacked(readStored('local', name(place)));
  if (stored === null || now - stored.keptAt > LONGEST_MS) return null;
  const close = readStored('session', name(place));
  return { ...stored, changes: new Map([...stored.changes, ...(isPairs(close) ? close : [])]) };
}

export function dropDraft(place: string): void {
  removeStored('local', name(place));
  removeStored('session', name(place));
}

/** As JSON has it. */
export const packed = ({ changes, ...rest }: DeviceDraft): unknown => ({ ...rest, changes: [...changes] });

/** Null: whatever an older page or somebody's hand left there. */
export const unpacked = (stored: unknown): DeviceDraft | null =>
  isStored(stored) ? { ...stored, changes: new Map(stored.changes) } : null;

const name = (place: string): string => `entry-draft.${place}`;

const isPairs = (value: unknown): value is Stored['changes'] =>
  Array.isArray(value) &&
  value.every((pair) => Array.isArray(pair) && pair.length === 2 && typeof pair[0] === 'string');

function isStored(value: unknown): value is Stored {
  if (typeof value !== 'object' || value === null) return false;
  const { keptAt, version, unitId, changes } = value as Partial<Record<keyof Stored, unknown>>;
  return typeof keptAt === 'number' && typeof version === 'number' && typeof unitId === 'string' && isPairs(changes);
}
