import { coverOf } from '../../audit/audit.service.js';
import type { Cover } from '../../core/audit/cover.js';
import type { LoadedEntry } from './entry-rows.js';

/**
 * What the log says of entries that are locked, or corrected afterwards. Texts are left out: those of a person who is
 * erased go, and the log must still hold.
 */
export const lockedCovers = (entries: readonly Pick<LoadedEntry, 'row'>[]): Cover[] =>
  entries.map(({ row }) => coverOf('locked-entry', [row]));
