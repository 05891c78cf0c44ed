import { IsIn, IsInt, IsOptional, IsString, Length, Max, Min } from 'class-validator';

import type { AppealBody, RulingBody } from '../../protocol/corrections.js';

const LONGEST_TEXT = 1000;

export class RecordDto {
  @IsString()
  @Length(1, 64)
  readonly contestId!: string;
}

export class AppealDto extends RecordDto implements AppealBody {
  @IsOptional()
  @IsString()
  @Length(1, 64)
  readonly contestItemId?: string;

  @IsString()
  @Length(1, LONGEST_TEXT)
  readonly text!: string;
}

export class RulingDto implements RulingBody {
  @IsIn(['upheld', 'dismissed'])
  readonly verdict!: 'upheld' | 'dismissed';

  @IsString()
  @Length(1, LONGEST_TEXT)
  readonly text!: string;

  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  readonly correction?: number;

  @IsOptional()
  @IsString()
  @Length(1, 64)
  readonly adjustmentId?: string;
}
