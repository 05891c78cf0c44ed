import { Injectable } from '@nestjs/common';

import { daysBetween } from '../../core/study/day.js';
import { refuse } from '../../platform/refusal.js';
import type { FigurePeriod } from '../../protocol/study-figures.js';
import { StudyModes } from '../modes/study-modes.service.js';
import { StudyDeeds } from '../study-deeds.js';
import type { FiguresPeriodDto } from './dto/figures.dto.js';
import type { Span } from './figure-rows.js';

/** Longer than anybody compares, shorter than a series of months that nobody can read. */
const LONGEST_DAYS = 5 * 366;

/** Which days are counted, and by which modes. */
@Injectable()
export class FigurePeriods {
  constructor(
    private readonly deeds: StudyDeeds,
    private readonly modes: StudyModes,
  ) {}

  /** @throws RefusalError rest.invalid: the days the wrong way round, or too many of them */
  async of({ to = this.deeds.today(), from = `${to.slice(0, 4)}-01-01` }: FiguresPeriodDto): Promise<FigurePeriod> {
    const today = this.deeds.today();
    const message = from > to ? '结束日期不能早于开始日期，请核对两个日期。' : daysBetween(from, to) > LONGEST_DAYS ? '一次最多统计五年，请缩短期间。' : null;
    if (message !== null) throw refuse('rest.invalid', { message, details: [{ path: 'to', message }] });
    // Of a period that is not over what there is until today, under today's names; of one that has not begun nothing.
    const asOf = today < to ? (today < from ? from : today) : to;
    const [modes, { heading }] = await Promise.all([this.modes.asOf(asOf), this.modes.settingsOn(asOf)]);
    return { from, to, asOf, heading, modes: modes.map(({ id, name }) => ({ id, label: name })) };
  } // prettier-ignore
}

export const spanOf = ({ from, asOf }: FigurePeriod): Span => ({ from, to: asOf });

/** Hours are held against a year: that of the last day that is counted. */
export const yearOf = ({ asOf }: FigurePeriod): number => Number(asOf.slice(0, 4));
