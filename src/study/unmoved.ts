import { mergedDocument, type DocumentConflict } from '../core/study/document-merge.js';
import { refuse } from '../platform/refusal.js';

/** What each field is called, and what it says now where that is said in a word. */
export type FieldWords = Readonly<Record<string, string>>;

interface Change<T> {
  /** Null: there is none yet. */
  readonly now: T | null;
  readonly wanted: T;
  readonly before: Partial<T> | null | undefined;
}

/** Both changes together. @throws RefusalError study.changed-meanwhile */
export function mergedOrRefused<T extends object>({ now, wanted, before }: Change<T>, words: FieldWords): T {
  const { next, conflicts } = mergedDocument(now, wanted, before);
  assertUnmoved(conflicts, ({ path, current }) => [words[path] ?? path, textOf(current)]);
  return next;
}

/** @param said what the thing is called and what it says now; '' where no word says it */
export function assertUnmoved(
  conflicts: readonly DocumentConflict[],
  said: (conflict: DocumentConflict) => readonly [name: string, now: string],
): void {
  if (conflicts.length === 0) return;
  const details = conflicts.map((conflict) => {
    const [name, now] = said(conflict);
    const to = now === '' ? '' : `，现在是“${now}”`;
    const message = `“${name}”刚被别人改过${to}。您填写的内容还在，核对后再保存一次，就以您填写的为准。`;
    return { path: conflict.path, message };
  });
  throw refuse('study.changed-meanwhile', { conflicts, details });
}

function textOf(value: unknown): string {
  if (typeof value === 'boolean') return value ? '是' : '否';
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
