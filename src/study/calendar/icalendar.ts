/** iCalendar (RFC 5545) by ical.js, Thunderbird's own: it folds by bytes and escapes. Pure. */
import ICAL from 'ical.js';

import { addDays, type Day } from '../../core/study/day.js';

export interface CalendarEntry {
  /** Stays the same for the same thing, so that a subscribed calendar changes it instead of adding another. */
  readonly uid: string;
  readonly summary: string;
  readonly description: string;
  readonly from: Day;
  /** The last day. */
  readonly to: Day;
  /** Epoch milliseconds. */
  readonly changedAt: number;
}

/** The library's 75 leaves the blank out that begins a folded line. */
ICAL.foldLength = 74;

const PRODUCT = '-//Xuesai//Study calendar//ZH';
/** Once a day is enough for days; what asks more often gets the same. */
const REFRESH = 'P1D';

/** Whole days, which no time zone moves. */
export function printCalendar(name: string, entries: readonly CalendarEntry[]): string {
  const calendar = new ICAL.Component('vcalendar');
  const head: readonly (readonly [string, string])[] = [
    ['version', '2.0'],
    ['prodid', PRODUCT],
    ['calscale', 'GREGORIAN'],
    ['name', name],
    ['x-wr-calname', name],
  ];
  for (const [property, value] of head) calendar.addPropertyWithValue(property, value);
  const refresh = new ICAL.Property('refresh-interval');
  refresh.resetType('duration');
  refresh.setValue(ICAL.Duration.fromString(REFRESH));
  calendar.addProperty(refresh);
  for (const entry of entries) calendar.addSubcomponent(componentOf(entry));
  return `${calendar.toString()}\r\n`;
}

function componentOf({ uid, summary, description, from, to, changedAt }: CalendarEntry): ICAL.Component {
  const event = new ICAL.Component('vevent');
  event.addPropertyWithValue('uid', uid);
  event.addPropertyWithValue('dtstamp', ICAL.Time.fromJSDate(new Date(changedAt), true));
  event.addPropertyWithValue('dtstart', ICAL.Time.fromDateString(from));
  // The end of whole days is the day after.
  event.addPropertyWithValue('dtend', ICAL.Time.fromDateString(addDays(to, 1)));
  event.addPropertyWithValue('summary', summary);
  if (description !== '') event.addPropertyWithValue('description', description);
  event.addPropertyWithValue('transp', 'TRANSPARENT');
  return event;
}
