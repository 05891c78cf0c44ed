import { Injectable } from '@nestjs/common';

import { addDays, dayOf, yearOf } from '../../core/study/day.js';
import { Clock } from '../../platform/clock/clock.js';
import { FieldCipher } from '../../platform/crypto/field-cipher.js';
import { Reader } from '../../platform/database/reader.js';
import { refuse } from '../../platform/refusal.js';
import type { CalendarEvent } from '../../protocol/calendar.js';
import { CalendarBook } from './calendar-book.js';
import { printCalendar, type CalendarEntry } from './icalendar.js';
import { CalendarFeedEntity } from './persistence/calendar-feed.entity.js';

type RecordedYear = NonNullable<Awaited<ReturnType<CalendarBook['holidays']>>>;

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
    const year = yearOf(dayOf(this.clock.now()));
    const nodes = new Map((await this.book.nodes()).map(({ id, changedAt }) => [id, changedAt]));
    // A node of the turn of the year may reach into the years beside.
    const years = [year - 1, year, year + 1, year + 2];
    const recorded = (await Promise.all(years.map((one) => this.book.holidays(one)))).filter((one) => one !== null);
    const entries: CalendarEntry[] = [];
    for (const one of [year, year + 1]) {
      const uids = new Uids(one);
      for (const event of await this.book.events(one)) {
        // Its description says what it clashes with.
        const within = recorded.filter((other) => other.year >= yearOf(event.from) && other.year <= yearOf(event.to));
        const changes = [nodes.get(event.nodeId) ?? 0, ...within.map(({ changedAt }) => changedAt)];
        entries.push(entryOf(event, uids.next(event.nodeId), Math.max(...changes)));
      }
      entries.push(...recorded.filter((other) => other.year === one).flatMap(holidayEntries));
    }
    return printCalendar(NAME, entries);
  }

  private async purpose(): Promise<string> {
    const row = await this.reader.source.manager.findOneBy(CalendarFeedEntity, { id: 1 });
    return `calendar feed ${row?.number ?? FIRST_NUMBER}`;
  }
}

/** The first of its year, the second …: neither moves with the days, which are moved by notices and corrections. */
class Uids {
  private readonly counts = new Map<string, number>();

  constructor(private readonly year: number) {}

  next(of: string): string {
    const count = (this.counts.get(of) ?? 0) + 1;
    this.counts.set(of, count);
    return `${of}-${this.year}-${count}@xuesai`;
  }
}

function entryOf(event: CalendarEvent, uid: string, changedAt: number): CalendarEntry {
  const { name, from, to, content, banks, clashes } = event;
  const bankLine = banks.length > 0 ? `可用题库：${banks.map(({ title }) => title).join('、')}` : '';
  const description = [content, bankLine, ...clashes].filter((line) => line !== '').join('\n');
  return { uid, summary: name, description, from, to, changedAt };
}

/** Days off of one holiday that follow one another are one entry. */
function holidayEntries({ year, days, source, changedAt }: RecordedYear): readonly CalendarEntry[] {
  const uids = new Uids(year);
  const entries: CalendarEntry[] = [];
  for (const { date, kind, name } of days.toSorted((one, other) => (one.date < other.date ? -1 : 1))) {
    const summary = kind === 'off' ? `${name}放假` : `调休上班（${name}）`;
    const last = entries.at(-1);
    if (last?.summary === summary && addDays(last.to, 1) === date) entries[entries.length - 1] = { ...last, to: date };
    else {
      const uid = uids.next(`holiday-${kind}-${encodeURIComponent(name)}`);
      entries.push({ uid, summary, description: source, from: date, to: date, changedAt });
    }
  }
  return entries;
}
