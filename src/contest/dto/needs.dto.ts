import { IsBoolean, IsIn, IsOptional } from 'class-validator';

import { MULTIPLIERS, type Needs } from '../../protocol/frames.js';

/** Functional needs; never a disability type (domain.md, section 0). */
export class NeedsDto implements Needs {
  @IsIn(MULTIPLIERS)
  readonly multiplier!: Needs['multiplier'];

  @IsOptional()
  @IsBoolean()
  readonly readAloud?: boolean;

  @IsOptional()
  @IsBoolean()
  readonly largeText?: boolean;

  @IsOptional()
  @IsBoolean()
  readonly reducedMotion?: boolean;

  @IsOptional()
  @IsBoolean()
  readonly scanning?: boolean;
}
