import { Injectable } from '@nestjs/common';

import { SHIPPED_NODES, type CalendarNode } from '../../core/study/calendar-nodes.js';
import { spansIn } from '../../core/study/calendar-rule.js';
import { dayOf } from '../../core/study/day.js';
import { SHIPPED_HOLIDAYS, type HolidayYear } from '../../core/study/public-holidays.js';
import { clashes, schedulingWarnings, type Holiday, type Schedule } from '../../core/study/scheduling.js';
import { Clock } from '../../platform/clock/clock.js';
import { Reader } from '../../platform/database/reader.js';
import type {
  CalendarBank,
  CalendarEvent,
  CalendarNodeInfo,
  CalendarYear,
  HolidayYearInfo,
  ScheduleWarning,
} from '../../protocol/calendar.js';
import { QuestionBankService } from '../../question-bank/question-bank.service.js';
import { LUNAR_ALMANAC } from './lunar-almanac.js';
import { CalendarNodeEntity } from './persistence/calendar-node.entity.js';
import { HolidayYearEntity } from './persistence/holiday-year.entity.js';
import { HolidayEntity } from './persistence/holiday.entity.js';
import { clashText, ruleText, warningText } from './sentences.js';

/** Of the youngest that comes with the software: the notice for 2026. It goes on with every change of what is shipped. */
const SHIPPED_AT = Date.UTC(2025, 10, 4);

/** Epoch milliseconds; of what nobody changed here, when it was shipped. */
interface Changed {
  readonly changedAt: number;
}

const SHIPPED_IDS = new Set(SHIPPED_NODES.map(({ id }) => id));

/** The calendar as it stands: what comes with the software, and what was changed here on top of it. */
@Injectable()
export class CalendarBook {
  constructor(
    private readonly reader: Reader,
    private readonly clock: Clock,
    private readonly banks: QuestionBankService,
  ) {}

  /** Hidden ones too. */
  async nodes(): Promise<readonly (CalendarNodeInfo & Changed)[]> {
    const rows = await this.reader.source.manager.find(CalendarNodeEntity, { order: { id: 'ASC' } });
    const changed = new Map(rows.map((row) => [row.id, row]));
    const own = rows.filter(({ id }) => !SHIPPED_IDS.has(id));
    return [...SHIPPED_NODES, ...own].map((node) => {
      const row = changed.get(node.id);
      const origin = !SHIPPED_IDS.has(node.id) ? 'own' : row ? 'changed' : 'shipped';
      const { id, name, rule, content, banks } = row ?? node;
      const hidden = row?.hidden ?? false;
      return {
        id,
        name,
        rule,
        content,
        banks,
        origin,
        hidden,
        ruleText: ruleText(rule),
        changedAt: row?.changedAt ?? SHIPPED_AT,
      };
    });
  }

  /** Null: the arrangement of that year is not recorded. */
  async holidays(year: number): Promise<(HolidayYearInfo & Changed) | null> {
    const { manager } = this.reader.source;
    const shipped = SHIPPED_HOLIDAYS.find((one) => one.year === year);
    const row = await manager.findOneBy(HolidayYearEntity, { year });
    if (!row) return shipped ? { ...shipped, origin: 'shipped', changedAt: SHIPPED_AT } : null;
    const days = await manager.find(HolidayEntity, { where: { year }, order: { date: 'ASC' } });
    return {
      year,
      source: row.source,
      days: days.map(({ date, kind, name }) => ({ date, kind, name })),
      origin: shipped ? 'changed' : 'own',
      changedAt: row.changedAt,
    };
  }

  async year(year: number): Promise<CalendarYear> {
    const [events, recorded] = await Promise.all([this.events(year), this.holidays(year)]);
    return { year, today: dayOf(this.clock.now()), events, holidays: recorded && shown(recorded) };
  }

  async events(year: number): Promise<readonly CalendarEvent[]> {
    const [nodes, listed, around] = await Promise.all([this.nodes(), this.banks.listBanks(), this.around([year])]);
    const bySlug = new Map(listed.map(({ id, slug, title }) => [slug, { id, slug, title }]));
    return nodes
      .filter(({ hidden }) => !hidden)
      .flatMap((node) => eventsOf(node, year, bySlug, around.days))
      .toSorted((one, other) => (one.from === other.from ? 0 : one.from < other.from ? -1 : 1));
  }

  async check(schedule: Schedule): Promise<readonly ScheduleWarning[]> {
    const first = Number(schedule.startsOn.slice(0, 4));
    const last = Math.max(first, Number(schedule.endsOn.slice(0, 4)));
    const { days, known } = await this.around(Array.from({ length: last - first + 1 }, (_, index) => first + index));
    return schedulingWarnings(schedule, days, known).map((warning) => ({
      code: warning.code,
      message: warningText(warning),
    }));
  }

  /** The recorded days off of these years and their neighbours. */
  private async around(
    years: readonly number[],
  ): Promise<{ readonly days: readonly Holiday[]; readonly known: ReadonlySet<number> }> {
    const wanted = [...new Set(years.flatMap((year) => [year - 1, year, year + 1]))];
    const found = await Promise.all(wanted.map((year) => this.holidays(year)));
    const recorded = found.filter((one) => one !== null);
    return { days: recorded.flatMap(({ days }) => days), known: new Set(recorded.map(({ year }) => year)) };
  }
}

const shown = ({ year, source, days, origin }: HolidayYearInfo): HolidayYearInfo => ({ year, source, days, origin });

function eventsOf(
  node: CalendarNode & { readonly ruleText: string },
  year: number,
  bySlug: ReadonlyMap<string, CalendarBank>,
  holidays: HolidayYear['days'],
): readonly CalendarEvent[] {
  const banks = node.banks.flatMap((slug) => bySlug.get(slug) ?? []);
  return spansIn(node.rule, year, LUNAR_ALMANAC).map(({ from, to }) => ({
    nodeId: node.id,
    name: node.name,
    from,
    to,
    ruleText: node.ruleText,
    content: node.content,
    banks,
    clashes: clashes(from, to, holidays).map(clashText),
  }));
}
