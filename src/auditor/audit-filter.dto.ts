import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, Max, MaxLength, Min } from 'class-validator';

import { AUDIT_ACTORS, type AuditActorKind, type AuditFilter } from '../protocol/audit.js';

const LATEST = 8.64e15;
const LONGEST = 200;

class SpanDto {
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(LATEST)
  readonly from?: number;

  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(LATEST)
  readonly to?: number;
}

export class AuditExportDto extends SpanDto {}

export class AuditFilterDto extends SpanDto implements AuditFilter {
  @IsOptional()
  @MaxLength(LONGEST)
  readonly action?: string;

  @IsOptional()
  @IsIn(AUDIT_ACTORS)
  readonly actor?: AuditActorKind;

  @IsOptional()
  @MaxLength(LONGEST)
  readonly actorId?: string;

  @IsOptional()
  @MaxLength(LONGEST)
  readonly contestId?: string;

  @IsOptional()
  @MaxLength(LONGEST)
  readonly subjectId?: string;

  @IsOptional()
  @IsIn(['ok', 'refused'])
  readonly outcome?: 'ok' | 'refused';

  /** What the page before gave as `next`. */
  @IsOptional()
  @MaxLength(LONGEST)
  readonly after?: string;
}
