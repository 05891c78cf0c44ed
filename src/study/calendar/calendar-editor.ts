import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { SHIPPED_NODES } from '../../core/study/calendar-nodes.js';
import { SHIPPED_HOLIDAYS } from '../../core/study/public-holidays.js';
import { partsOf } from '../../core/study/day.js';
import { readCalendarRule } from '../../core/study/read-calendar-rule.js';
import { IdentityService } from '../../identity/identity.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { WriteQueue } from '../../platform/database/write-queue.js';
import { newId } from '../../platform/ids.js';
import { refuse } from '../../platform/refusal.js';
import type {
  CalendarNodeBody,
  CalendarNodeChange,
  HolidayYearBody,
  HolidayYearChange,
} from '../../protocol/calendar.js';
import { CalendarFeedEntity } from './persistence/calendar-feed.entity.js';
import { CalendarNodeEntity } from './persistence/calendar-node.entity.js';
import { HolidayYearEntity } from './persistence/holiday-year.entity.js';
import { HolidayEntity } from './persistence/holiday.entity.js';
import { mergedOrRefused } from '../unmoved.js';

const shippedNode = (id: string) => SHIPPED_NODES.find((node) => node.id === id);

/** Changes the calendar. Every change is on record; what came with the software can always be had back. */
@Injectable()
export class CalendarEditor {
  constructor(
    private readonly queue: WriteQueue,
    private readonly clock: Clock,
    private readonly identity: IdentityService,
  ) {}

  /** @returns the id. @throws RefusalError calendar.rejected */
  add(body: CalendarNodeBody, operatorId: string): Promise<string> {
    const id = newId();
    const fields = { ...fieldsOf(body), hidden: false };
    return this.deed('calendar.node-added', operatorId, { nodeId: id }, async (manager, at) => {
      await manager.insert(CalendarNodeEntity, { id, ...fields, changedAt: at, changedBy: operatorId });
      return id;
    });
  }

  /** @throws RefusalError calendar.unknown, calendar.rejected, study.changed-meanwhile */
  change(id: string, { before, ...body }: CalendarNodeChange, operatorId: string): Promise<void> {
    const wanted = fieldsOf(body);
    return this.deed('calendar.node-changed', operatorId, { nodeId: id }, async (manager, at) => {
      const row = await manager.findOneBy(CalendarNodeEntity, { id });
      const now = row ?? shippedNode(id);
      if (!now) throw refuse('calendar.unknown');
      const hidden = row?.hidden ?? false;
      const merged = mergedOrRefused<CalendarNodeBody>({ now, wanted, before }, NODE_WORDS);
      const fields = { ...merged, banks: [...merged.banks] };
      await manager.save(CalendarNodeEntity, { id, ...fields, hidden, changedAt: at, changedBy: operatorId });
    });
  }

  /** @throws RefusalError calendar.unknown */
  hide(id: string, hidden: boolean, operatorId: string): Promise<void> {
    return this.deed('calendar.node-hidden', operatorId, { nodeId: id, hidden }, async (manager, at) => {
      const node = (await manager.findOneBy(CalendarNodeEntity, { id })) ?? shippedNode(id);
      if (!node) throw refuse('calendar.unknown');
      const { name, rule, content, banks } = node;
      const fields = { id, name, rule, content, banks, hidden };
      await manager.save(CalendarNodeEntity, { ...fields, changedAt: at, changedBy: operatorId });
    });
  }

  /** A shipped node is as it came; one made here is gone. @throws RefusalError calendar.unknown */
  reset(id: string, operatorId: string): Promise<void> {
    return this.deed('calendar.node-reset', operatorId, { nodeId: id }, async (manager) => {
      const { affected } = await manager.delete(CalendarNodeEntity, { id });
      if (!affected && !shippedNode(id)) throw refuse('calendar.unknown');
    });
  }

  /**
   * All days of a year at once, in place of what was recorded.
   * @throws RefusalError calendar.rejected, study.changed-meanwhile
   */
  recordHolidays(year: number, { source, days, before }: HolidayYearChange, operatorId: string): Promise<void> {
    const faults = days.flatMap(({ date }, index) => {
      const twice = days.findIndex((other) => other.date === date) < index;
      const fault = partsOf(date)?.year !== year ? `${date} 不是${year}年的日期。` : twice ? `${date} 写了两次。` : '';
      return fault === '' ? [] : [{ path: `days.${index}.date`, message: fault }];
    });
    if (faults.length > 0) throw refuse('calendar.rejected', { details: faults });
    return this.deed('calendar.holidays-recorded', operatorId, { year, days: days.length }, async (manager, at) => {
      const wanted = {
        source: source.trim(),
        days: days.map(({ date, kind, name }) => ({ date, kind, name: name.trim() })),
      };
      const merged = mergedOrRefused<HolidayYearBody>(
        { now: await holidaysNow(manager, year), wanted, before },
        HOLIDAY_WORDS,
      );
      await manager.delete(HolidayEntity, { year });
      await manager.save(HolidayYearEntity, { year, source: merged.source, changedAt: at, changedBy: operatorId });
      const rows = merged.days.map((day) => ({ ...day, year }));
      if (rows.length > 0) await manager.insert(HolidayEntity, rows);
    });
  }

  /** The link of before leads nowhere. */
  renewFeed(operatorId: string): Promise<void> {
    return this.deed('calendar.feed-renewed', operatorId, {}, async (manager, at) => {
      const row = await manager.findOneBy(CalendarFeedEntity, { id: 1 });
      const number = (row?.number ?? 1) + 1;
      await manager.save(CalendarFeedEntity, { id: 1, number, changedAt: at, changedBy: operatorId });
    });
  }

  private deed<T>(
    action: string,
    operatorId: string,
    detail: Readonly<Record<string, unknown>>,
    job: (manager: Parameters<Parameters<WriteQueue['run']>[0]>[0], at: number) => Promise<T>,
  ): Promise<T> {
    const at = this.clock.now();
    return this.queue.run(async (manager) => {
      const value = await job(manager, at);
      await this.identity.recordAction(manager, { action, operatorId, detail });
      return value;
    });
  }
}

const NODE_WORDS = { name: '名称', rule: '日期规则', content: '建议内容', banks: '题库' };
const HOLIDAY_WORDS = { source: '通知', days: '放假和调休的日期' };

/** What a form of that year begins with. */
async function holidaysNow(manager: EntityManager, year: number): Promise<HolidayYearBody | null> {
  const row = await manager.findOneBy(HolidayYearEntity, { year });
  if (!row) return SHIPPED_HOLIDAYS.find((one) => one.year === year) ?? null;
  const days = await manager.find(HolidayEntity, { where: { year }, order: { date: 'ASC' } });
  return { source: row.source, days: days.map(({ date, kind, name }) => ({ date, kind, name })) };
}

function fieldsOf({ name, rule, content, banks }: CalendarNodeBody) {
  const read = readCalendarRule(rule);
  if (!read) {
    const message = '日期规则不完整或不存在这样的日期，请重新选择。';
    throw refuse('calendar.rejected', { details: [{ path: 'rule', message }] });
  }
  return { name: name.trim(), rule: read, content: content.trim(), banks: [...new Set(banks)] };
}
