import { IsIn, IsNumber, IsString, Length, Max, Min, NotEquals } from 'class-validator';

import type { AdjustmentBody } from '../../protocol/corrections.js';

/** Plain points; far more than any contest has. */
const MOST_POINTS = 10_000;

export class AdjustmentDto implements AdjustmentBody {
  @IsIn(['participant', 'branch'])
  readonly subject!: 'participant' | 'branch';

  @IsString()
  @Length(1, 64)
  readonly subjectId!: string;

  @IsNumber({ maxDecimalPlaces: 2 })
  @Min(-MOST_POINTS)
  @Max(MOST_POINTS)
  @NotEquals(0)
  readonly points!: number;

  @IsString()
  @Length(1, 200)
  readonly reason!: string;
}
