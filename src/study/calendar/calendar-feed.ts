import { Injectable } from '@nestjs/common';

import { addDays, chinaDateOf, yearOf } from '../../core/study/iso-date.js';
import { Clock } from '../../platform/clock/clock.js';
import { FieldCipher } from '../../platform/crypto/field-cipher.js';
import { Reader } from '../../platform/database/reader.js';
import { refuse } from '../../platform/refusal.js';
import type { CalendarEvent, HolidayYearInfo } from '../../protocol/calendar.js';
import { CalendarBook } from './calendar-book.js';
import { printCalendar, type CalendarEntry } from './icalendar.js';
import { CalendarFeedEntity } from './persistence/calendar-feed.entity.js';

const FIRST_NUMBER = 1;
const NAME = '学赛学习日历';

/** The calendar for calendar programs: whoever has the link reads it, and it says nothing of anybody. */
@Injectable()
export class CalendarFeed {
  constructor(
    private readonly book: CalendarBook,
    private readonly reader: Reader,
    private readonly cipher: FieldCipher,
    private readonly clock: Clock,
  ) {}

  async path(): Promise<string> {
    return `/api/calendar/${this.cipher.sign(await this.purpose())}.ics`;
  }

  /** This year and the next. @throws RefusalError calendar.unknown */
  async text(file: string): Promise<string> {
    const key = file.endsWith('.ics') ? file.slice(0, -'.ics'.length) : '';
    if (!this.cipher.signed(await this.purpose(), key)) throw refuse('calendar.unknown');
    const year = yearOf(chinaDateOf(this.clock.now()));
    const changed = new Map((await this.book.nodes()).map(({ id, changedAt }) => [id, changedAt]));
    const entries: CalendarEntry[] = [];
    for (const one of [year, year + 1]) {
      entries.push(...(await this.book.events(one)).map((event) => entryOf(event, changed.get(event.nodeId) ?? 0)));
      const holidays = await this.book.holidays(one);
      if (holidays) entries.push(...holidayEntries(holidays));
    }
    return printCalendar(NAME, entries);
  }

  private async purpose(): Promise<string> {
    const row = await this.reader.source.manager.findOneBy(CalendarFeedEntity, { id: 1 });
    return `calendar feed ${row?.number ?? FIRST_NUMBER}`;
  }
}

function entryOf({ nodeId, name, from, to, content, banks, clashes }: CalendarEvent, changedAt: number): CalendarEntry {
  const bankLine = banks.length > 0 ? `可用题库：${banks.map(({ title }) => title).join('、')}` : '';
  const description = [content, bankLine, ...clashes].filter((line) => line !== '').join('\n');
  return { uid: `${nodeId}-${from}@xuesai`, summary: name, description, from, to, changedAt };
}

/** Days off of one holiday that follow one another are one entry. */
function holidayEntries({ days, source }: HolidayYearInfo): readonly CalendarEntry[] {
  const entries: CalendarEntry[] = [];
  for (const { date, kind, name } of days.toSorted((one, other) => (one.date < other.date ? -1 : 1))) {
    const summary = kind === 'off' ? `${name}放假` : `调休上班（${name}）`;
    const last = entries.at(-1);
    if (last?.summary === summary && addDays(last.to, 1) === date) entries[entries.length - 1] = { ...last, to: date };
    else {
      const uid = `holiday-${kind}-${date}@xuesai`;
      entries.push({ uid, summary, description: source, from: date, to: date, changedAt: 0 });
    }
  }
  return entries;
}
