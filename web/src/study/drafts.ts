/**
 * Words that are not saved yet, on this device, under the person who wrote them: several people may use one phone, and
 * none finds another's. Leaving by the button of the page clears them.
 */
import { readStored, removeStored, writeStored } from '../lib/storage.js';

const INDEX = 'study.drafts';

type Drafts = Readonly<Record<string, unknown>>;
type Kept = Readonly<Record<string, Drafts>>;

const asRecord = <T>(value: unknown): Readonly<Record<string, T>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, T>>) : {};

const all = (): Kept => asRecord<Drafts>(readStored('local', INDEX));

/** By name. */
export const draftsOf = (personId: string): Drafts => asRecord<unknown>(all()[personId]);

export function keepDraft(personId: string, name: string, value: unknown): void {
  writeStored('local', INDEX, { ...all(), [personId]: { ...draftsOf(personId), [name]: value } });
}

export function dropDraft(personId: string, name: string): void {
  const { [name]: gone, ...rest } = draftsOf(personId);
  if (gone !== undefined) writeStored('local', INDEX, { ...all(), [personId]: rest });
}

/** Everybody's on this device. */
export const clearDrafts = (): void => removeStored('local', INDEX);
