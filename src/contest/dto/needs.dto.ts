import { Type } from 'class-transformer';
import {
  Equals,
  IsBoolean,
  IsIn,
  IsObject,
  IsOptional,
  IsString,
  Length,
  ValidateIf,
  ValidateNested,
} from 'class-validator';

import { MULTIPLIERS, type Needs } from '../../protocol/frames.js';
import { NOTICE_VERSION, type EntryNeedsBody, type NeedsDecisionBody } from '../../protocol/privacy.js';

/** Pages that were opened before an update may still show an earlier notice. */
export const NOTICE_VERSIONS: readonly number[] = Array.from({ length: NOTICE_VERSION }, (_, index) => index + 1);

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

export class NeedsDecisionDto implements NeedsDecisionBody {
  @IsBoolean()
  readonly approved!: boolean;
}

export class EntryNeedsDto implements EntryNeedsBody {
  @IsString()
  @Length(1, 64)
  readonly code!: string;

  /** Null withdraws and deletes. */
  @ValidateIf((body: EntryNeedsDto) => body.needs !== null)
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
