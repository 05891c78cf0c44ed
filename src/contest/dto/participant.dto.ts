import { Type } from 'class-transformer';
import {
  Equals,
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Matches,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';

import { ENTERED_BY, type EnteredBy, type NeedsMessage } from '../../protocol/events.js';
import { NeedsDto, NOTICE_VERSIONS } from './needs.dto.js';

export const PIN = /^\d{6}$/;

export class ConsentDto {
  @IsBoolean()
  readonly notice!: boolean;

  @IsOptional()
  @IsBoolean()
  readonly needs?: boolean;

  @IsOptional()
  @IsIn(NOTICE_VERSIONS)
  readonly noticeVersion?: number;
}

export class JoinDto {
  @Matches(PIN)
  readonly pin!: string;

  @IsOptional()
  @IsString()
  @MaxLength(80)
  readonly name?: string;

  @IsOptional()
  @IsString()
  @MaxLength(64)
  readonly branchId?: string;

  @IsOptional()
  @IsString()
  @MaxLength(64)
  readonly entryCode?: string;

  @IsOptional()
  @IsString()
  @MaxLength(16)
  readonly rejoinCode?: string;

  @IsOptional()
  @Matches(/^[A-Za-z0-9_-]{16,64}$/)
  readonly joinId?: string;

  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => ConsentDto)
  readonly consent?: ConsentDto;

  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => NeedsDto)
  readonly needs?: NeedsDto;

  @IsOptional()
  @IsIn(ENTERED_BY)
  readonly enteredBy?: EnteredBy;

  @IsOptional()
  @IsIn(['zh-CN', 'en'])
  readonly locale?: 'zh-CN' | 'en';
}

export class WatchDto {
  @IsString()
  @Length(1, 64)
  readonly contestId!: string;

  @IsIn(['host', 'screen'])
  readonly as!: 'host' | 'screen';

  @IsOptional()
  @IsString()
  @MaxLength(64)
  readonly screenKey?: string | null;
}

export class SyncDto {
  @IsString()
  @Length(1, 64)
  readonly contestId!: string;

  @IsOptional()
  @IsInt()
  @Min(0)
  readonly sinceVersion?: number;
}

export class UpdateNeedsDto implements NeedsMessage {
  @IsString()
  @Length(1, 64)
  readonly contestId!: string;

  /** Null withdraws and deletes. */
  @ValidateIf((message: UpdateNeedsDto) => message.needs !== null)
  @IsObject()
  @ValidateNested()
  @Type(() => NeedsDto)
  readonly needs!: NeedsDto | null;

  @IsOptional()
  @Equals(true)
  readonly consent?: boolean;

  @IsOptional()
  @IsIn(NOTICE_VERSIONS)
  readonly noticeVersion?: number;
}

export class PingDto {
  @IsNumber()
  readonly sentAt!: number;
}
