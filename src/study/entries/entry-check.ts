import { entryFaults } from '../../core/study/entry-rules.js';
import type { Entry, Finding } from '../../core/study/types.js';
import { refuse } from '../../platform/refusal.js';
import type { ModeBook } from '../modes/mode-book.js';
import type { Labels } from './entry-rows.js';

interface Circumstances {
  readonly book: ModeBook;
  readonly personal: boolean;
  /** YYYY-MM-DD */
  readonly today: string;
  /** Labels that it has and keeps; none where its day has changed. */
  readonly kept?: Labels;
  /** Of those on its list, who may stand there. */
  readonly people: ReadonlySet<string>;
  /** Of the reading campaign that it names. */
  readonly linked: readonly Finding[];
}

/** What every entry is held to, whoever writes it, and under which labels it goes. */
export function checkEntry(
  entry: Entry,
  { book, personal, today, kept, people, linked }: Circumstances,
): { readonly labels: Labels; readonly faults: readonly Finding[] } {
  const [modes, modeFaults] = book.modeLabels(entry.modes, entry.onDate, kept?.modes);
  const [groups, groupFaults] = book.groupLabels(entry.groups, kept?.groups);
  const strangers = [...entry.attendance.keys()].filter((personId) => !people.has(personId));
  const faults = [
    ...entryFaults(entry, { personal, own: book.fields, today }),
    ...modeFaults,
    ...groupFaults,
    ...linked,
    ...strangers.map((personId) => ({
      path: `attendance.${personId}.personId`,
      message: '这位人员不属于本支部及下级，请从名册中选择。',
    })),
  ];
  return { labels: { modes, groups }, faults };
}

/** @throws RefusalError study.entry-rejected where there is anything */
export function assertSound(faults: readonly Finding[]): void {
  if (faults.length > 0) throw refuse('study.entry-rejected', { details: faults.slice(0, 50) });
}
