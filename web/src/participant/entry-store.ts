/** Entries are kept on the device, one for each contest, so that a refresh or a lost network loses no seat. */
import type { OwnParticipant } from '@protocol/frames.js';
import { readStored, removeStored, writeStored } from '../lib/storage.js';

export interface Entry {
  readonly contestId: string;
  readonly pin: string;
  readonly token: string;
  readonly rejoinCode: string;
  readonly participant: OwnParticipant;
}

const key = (contestId: string): string => `entry.${contestId}`;

export function storedEntry(contestId: string): Entry | null {
  const stored = readStored('local', key(contestId)) as Partial<Entry> | undefined;
  return stored && typeof stored.token === 'string' && typeof stored.pin === 'string' ? (stored as Entry) : null;
}
export function forgetEntry(contestId: string): void {
  removeStored('local', key(contestId));
}
export function keepEntry(entry: Entry): void {
  writeStored('local', key(entry.contestId), entry);
  writeStored('local', 'person', { name: entry.participant.name, branchName: entry.participant.branchName });
}
/** Name and branch of the last entry on this device, so that the next contest need not ask again. */
export function lastPerson(): { readonly name: string; readonly branchName: string } | null {
  const stored = readStored('local', 'person') as { name?: unknown; branchName?: unknown } | undefined;
  return typeof stored?.name === 'string' && typeof stored.branchName === 'string'
    ? { name: stored.name, branchName: stored.branchName }
    : null;
}
