import { IsOptional } from 'class-validator';

import { IsDayText } from '../../is-day.js';

export class FiguresPeriodDto {
  /** Left out: the first day of the year of `to`. */
  @IsOptional()
  @IsDayText()
  readonly from?: string;

  /** Left out: today. */
  @IsOptional()
  @IsDayText()
  readonly to?: string;
}
