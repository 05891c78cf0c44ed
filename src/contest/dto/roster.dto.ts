import { Type } from 'class-transformer';
import { IsBoolean, IsInt, IsOptional, IsString, Length, Max, Min } from 'class-validator';

import type { EntryPersonBody, ExemptionBody } from '../../protocol/organisation.js';

export class RosterQueryDto {
  @IsOptional()
  @IsString()
  @Length(1, 64)
  readonly branchId?: string;

  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(1_000_000)
  readonly offset?: number;

  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  readonly limit?: number;
}

export class CodesQueryDto {
  @IsString()
  @Length(1, 64)
  readonly branchId!: string;
}

export class ExemptionDto implements ExemptionBody {
  @IsBoolean()
  readonly exempt!: boolean;
}

export class EntryPersonDto implements EntryPersonBody {
  @IsString()
  @Length(1, 64)
  readonly code!: string;
}
