/** What a contest whose result is final says in the ledger of a branch (以赛促学). */
import { LONGEST_TITLE } from './entry-input.js';
import { emptyEntry } from './entry-rules.js';
import type { Attendance, Entry, EvidenceField } from './types.js';

export interface ContestFacts {
  readonly title: string;
  /** YYYY-MM-DD, when it ended. */
  readonly onDate: string;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly endedAt: number;
}

const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;
const PRESENT: Attendance = {
  state: 'present',
  reason: null,
  minutes: null,
  madeUpOn: null,
  madeUpChannel: null,
  madeUpForm: null,
};

/**
 * The mode that stands for contests: the first that asks for the link to one, else the first that takes one. Null where
 * none does. @param modes those offered on the day, in order
 */
export function modeForContests(
  modes: readonly { readonly id: string; readonly evidence: readonly EvidenceField[] }[],
): string | null {
  const takes = (required: boolean) =>
    modes.find(({ evidence }) => evidence.some((field) => field.source === 'contest' && field.required === required));
  return (takes(true) ?? takes(false))?.id ?? null;
}

/**
 * Points stay on the board of the contest, and who did not take part is named nowhere: a contest is voluntary, nobody is
 * absent from it.
 * @param people of the branch who took part
 */
export function contestEntry(
  { title, onDate, startedAt, endedAt }: ContestFacts,
  modeId: string | null,
  people: readonly string[],
): Entry {
  const minutes = Math.round((endedAt - startedAt) / MINUTE_MS);
  const name = title.slice(0, LONGEST_TITLE);
  return {
    ...emptyEntry({ kind: 'contest', onDate }),
    title: name,
    ...(endedAt > startedAt ? { startsAt: startedAt, endsAt: endedAt } : {}),
    // Over several days it was a window in which to come, not a length.
    minutes: minutes >= 1 && minutes <= DAY_MINUTES ? minutes : null,
    modes: modeId === null ? [] : [modeId],
    record: { contest: name, 'own-role': '参赛', result: `参赛 ${people.length} 人，成绩已确认。` },
    attendance: new Map(people.map((personId) => [personId, PRESENT])),
  };
}
