/** Entries are kept on the device, one for each contest, so that a refresh or a lost network loses no seat. */
import type { OwnParticipant } from '@protocol/frames.js';
import { dropDraft } from './draft.js';
import { forgetOwnFigures } from './own-figures.js';
import { readStored, removeStored, writeStored } from '../lib/storage.js';

export interface Entry {
  readonly contestId: string;
  readonly pin: string;
  readonly token: string;
  readonly rejoinCode: string;
  readonly participant: OwnParticipant;
  /** Somebody else works the device: several people may take turns on it. */
  readonly assisted?: boolean;
}

const key = (contestId: string): string => `entry.${contestId}`;
const turnsKey = (contestId: string): string => `turns.${contestId}`;

export function storedEntry(contestId: string): Entry | null {
  const stored = readStored('local', key(contestId)) as Partial<Entry> | undefined;
  return stored && typeof stored.token === 'string' && typeof stored.pin === 'string' ? (stored as Entry) : null;
}
/** Those whom this device helps in this contest, in the order of their coming. */
export function turnsOf(contestId: string): readonly Entry[] {
  const stored = readStored('local', turnsKey(contestId));
  return Array.isArray(stored) ? (stored as readonly Entry[]) : [];
}
export function forgetEntry(contestId: string): void {
  const gone = storedEntry(contestId);
  removeStored('local', key(contestId));
  const left = turnsOf(contestId).filter(({ participant }) => participant.id !== gone?.participant.id);
  writeStored('local', turnsKey(contestId), left);
}
/** Of somebody who was erased: nothing of them stays on the device either. */
export function forgetEverywhere(contestId: string): void {
  forgetEntry(contestId);
  forgetOwnFigures(contestId);
  dropDraft();
  removeStored('local', 'person');
}
export function keepEntry(entry: Entry): void {
  const before = storedEntry(entry.contestId);
  // What the one before has in the making or has earned is not shown to the next, nor sent for them.
  if (before !== null && before.participant.id !== entry.participant.id) {
    dropDraft();
    forgetOwnFigures(entry.contestId);
  }
  writeStored('local', key(entry.contestId), entry);
  const turns = turnsOf(entry.contestId);
  const at = turns.findIndex(({ participant }) => participant.id === entry.participant.id);
  if (at >= 0)
    writeStored(
      'local',
      turnsKey(entry.contestId),
      turns.map((turn, index) => (index === at ? entry : turn)),
    );
  else if (entry.assisted === true) writeStored('local', turnsKey(entry.contestId), [...turns, entry]);
  // The next contest on this device asks the next person, not the last one helped.
  if (entry.assisted !== true)
    writeStored('local', 'person', { name: entry.participant.name, branchName: entry.participant.branchName });
}
/** Name and branch of the last entry on this device, so that the next contest need not ask again. */
export function lastPerson(): { readonly name: string; readonly branchName: string } | null {
  const stored = readStored('local', 'person') as { name?: unknown; branchName?: unknown } | undefined;
  return typeof stored?.name === 'string' && typeof stored.branchName === 'string'
    ? { name: stored.name, branchName: stored.branchName }
    : null;
}
