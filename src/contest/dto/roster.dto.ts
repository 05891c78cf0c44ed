import { IsBoolean, IsOptional, IsString, Length } from 'class-validator';

import type { EntryPersonBody, ExemptionBody } from '../../protocol/organisation.js';
import { PageQueryDto } from '../../platform/http/page-query.js';

export class RosterQueryDto extends PageQueryDto {
  @IsOptional()
  @IsString()
  @Length(1, 64)
  readonly branchId?: string;
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
