import { PickType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Max,
  MaxLength,
  Min,
} from 'class-validator';

import {
  ENTRY_KINDS,
  ENTRY_STATUSES,
  STUDY_CHANNELS,
  type CorrectionBody,
  type DecideBody,
  type EntryKind,
  type EntryPatch,
  type EntryPatchBody,
  type EntryStatus,
  type ReturnBody,
  type StudyChannel,
} from '../../../protocol/study.js';
import { IsDayText } from '../../is-day.js';

const YES_NO = ['true', 'false'] as const;
type YesNo = (typeof YES_NO)[number];

export class EntryPatchDto implements EntryPatchBody {
  @IsInt()
  @Min(1)
  readonly baseVersion!: number;

  /** Its fields are read by core/study/entry-input, as those of every entry. */
  @IsObject()
  readonly patch!: EntryPatch;
}

export class CorrectionDto extends EntryPatchDto implements CorrectionBody {
  @IsString()
  @MaxLength(1000)
  readonly reason!: string;
}

export class ReturnDto implements ReturnBody {
  @IsString()
  @MaxLength(1000)
  readonly reason!: string;
}

export class DecideDto implements DecideBody {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @ArrayUnique()
  @IsString({ each: true })
  @Length(1, 64, { each: true })
  readonly ids!: readonly string[];

  @IsIn(['approve', 'return', 'lock'])
  readonly decision!: DecideBody['decision'];

  @IsOptional()
  @IsString()
  @MaxLength(1000)
  readonly reason?: string;
}

export class EntryQueryDto {
  @IsOptional()
  @IsString()
  @Length(1, 64)
  readonly unitId?: string;

  @IsOptional()
  @IsIn(YES_NO)
  readonly below?: YesNo;

  @IsOptional()
  @IsDayText()
  readonly from?: string;

  @IsOptional()
  @IsDayText()
  readonly to?: string;

  @IsOptional()
  @IsIn(ENTRY_KINDS)
  readonly kind?: EntryKind;

  @IsOptional()
  @IsString()
  @Length(1, 64)
  readonly mode?: string;

  @IsOptional()
  @IsString()
  @Length(1, 64)
  readonly group?: string;

  @IsOptional()
  @IsIn(STUDY_CHANNELS)
  readonly channel?: StudyChannel;

  @IsOptional()
  @IsIn(ENTRY_STATUSES)
  readonly status?: EntryStatus;

  @IsOptional()
  @IsIn(['branch', 'person'])
  readonly of?: 'branch' | 'person';

  @IsOptional()
  @IsString()
  @Length(1, 64)
  readonly personId?: string;

  @IsOptional()
  @IsIn(YES_NO)
  readonly late?: YesNo;

  @IsOptional()
  @IsString()
  @Length(1, 100)
  readonly q?: string;

  @IsOptional()
  @IsString()
  @MaxLength(100)
  readonly cursor?: string;

  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  readonly limit?: number;
}

/** Of a member's own list. */
export class OwnEntryQueryDto extends PickType(EntryQueryDto, [
  'from',
  'to',
  'status',
  'of',
  'q',
  'cursor',
  'limit',
] as const) {}

export class MembersQueryDto {
  @IsOptional()
  @IsDayText()
  readonly on?: string;
}

export class BulkQueryDto {
  /** Left out: true, so that nothing is written by mistake. */
  @IsOptional()
  @IsIn(YES_NO)
  readonly dryRun?: YesNo;
}

export class OverviewQueryDto {
  @IsOptional()
  @IsString()
  @Length(1, 64)
  readonly unitId?: string;

  /** Left out: the first day of the year of `to`. */
  @IsOptional()
  @IsDayText()
  readonly from?: string;

  /** Left out: today. */
  @IsOptional()
  @IsDayText()
  readonly to?: string;
}
