/** How far somebody is in a book, by their own word: by pages or in percent. How long they looked at it is not asked. */
import { err, ok, type Result } from '../result.js';

export interface Declared {
  /** Percent; what the pages say goes before it. */
  readonly progress: number;
  readonly page: number | null;
  readonly pages: number | null;
}

export type ProgressFault = 'pages-missing' | 'page-beyond';

/** By pages the last of them alone is the end: 99.6 % is not yet read. */
export function progressOf({ progress, page, pages }: Declared): Result<Declared, ProgressFault> {
  if (page === null) return ok({ progress, page: null, pages: null });
  if (pages === null || pages === 0) return err('pages-missing');
  if (page > pages) return err('page-beyond');
  return ok({ progress: Math.floor((page / pages) * 100), page, pages });
}

/** The day of the end stays what it was however often it is said again, and goes when the reader takes it back. */
export const finishedOn = (progress: number, before: string | null, today: string): string | null =>
  progress < 100 ? null : (before ?? today);
