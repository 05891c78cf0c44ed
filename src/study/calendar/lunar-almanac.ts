/** The lunar calendar and the solar terms, by tyme4ts. Pure: the same asked gives the same said. */
import { LunarDay, LunarMonth, SolarTerm, type SolarDay } from 'tyme4ts';

import { SOLAR_TERMS, type Almanac } from '../../core/study/calendar-rule.js';
import { dayFrom, type Day } from '../../core/study/day.js';

const dateOf = (day: SolarDay): Day => dayFrom(day.getYear(), day.getMonth(), day.getDay());

/** The library throws where a year has no such leap month, or a month no such day. */
function orNull<T>(ask: () => T): T | null {
  try {
    return ask();
  } catch {
    return null;
  }
}

/** In the library a leap month has the number of its month below zero. */
const signed = (month: number, leap: boolean): number => (leap ? -month : month);

export const LUNAR_ALMANAC: Almanac = {
  lunarDay: (lunarYear, month, day, leap) =>
    orNull(() => dateOf(LunarDay.fromYmd(lunarYear, signed(month, leap), day).getSolarDay())),
  lunarMonthDays: (lunarYear, month, leap) =>
    orNull(() => LunarMonth.fromYm(lunarYear, signed(month, leap)).getDayCount()),
  solarTerm: (year, term) => {
    const found = SolarTerm.fromName(year, term);
    // The library's year of terms begins with the winter solstice of the civil year before.
    const inYear = found.getSolarDay().getYear() < year ? found.next(SOLAR_TERMS.length) : found;
    return dateOf(inYear.getSolarDay());
  },
};
