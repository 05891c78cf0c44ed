import { eachDay, type Day } from './day.js';
import type { Holiday } from './scheduling.js';

export interface HolidayYear {
  readonly year: number;
  /** The notice that the days are from; shown wherever they are. */
  readonly source: string;
  readonly days: readonly Holiday[];
}

const off = (name: string, from: Day, to: Day): Holiday[] =>
  eachDay(from, to).map((date) => ({ date, kind: 'off', name }));
const work = (name: string, ...dates: readonly Day[]): Holiday[] => dates.map((date) => ({ date, kind: 'work', name }));

/**
 * Arrangements that come with the software. Only of years whose notice was read: each is published in the autumn before,
 * and a guess would send people to work on a day off.
 */
export const SHIPPED_HOLIDAYS: readonly HolidayYear[] = [
  {
    year: 2026,
    source: '《国务院办公厅关于2026年部分节假日安排的通知》（2025年11月4日）',
    days: [
      ...off('元旦', '2026-01-01', '2026-01-03'),
      ...work('元旦', '2026-01-04'),
      ...off('春节', '2026-02-15', '2026-02-23'),
      ...work('春节', '2026-02-14', '2026-02-28'),
      ...off('清明节', '2026-04-04', '2026-04-06'),
      ...off('劳动节', '2026-05-01', '2026-05-05'),
      ...work('劳动节', '2026-05-09'),
      ...off('端午节', '2026-06-19', '2026-06-21'),
      ...off('中秋节', '2026-09-25', '2026-09-27'),
      ...off('国庆节', '2026-10-01', '2026-10-07'),
      ...work('国庆节', '2026-09-20', '2026-10-10'),
    ],
  },
];
