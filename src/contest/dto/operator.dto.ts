import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Max,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';

import { SCREEN_VIEWS, type ScreenView } from '../../protocol/frames.js';
import { NeedsDto } from './needs.dto.js';

class OfContest {
  @IsString()
  @Length(1, 64)
  readonly contestId!: string;
}

/** A double press changes nothing: the second carries a version that has passed. */
export class LifecycleDto extends OfContest {
  @IsInt()
  @Min(0)
  readonly expectedVersion!: number;
}

export class IntroduceRoundDto extends LifecycleDto {
  @IsOptional()
  @IsString()
  @MaxLength(64)
  readonly roundId?: string;
}

export class ItemChoiceDto extends LifecycleDto {
  @IsOptional()
  @IsString()
  @MaxLength(64)
  readonly contestItemId?: string;
}

export class ExtendDto extends LifecycleDto {
  @IsInt()
  @Min(1)
  @Max(600)
  readonly seconds!: number;
}

export class CloseDto extends LifecycleDto {
  @IsOptional()
  @IsBoolean()
  readonly override?: boolean;
}

export class FinalizeDto extends LifecycleDto {
  @IsOptional()
  @IsString()
  @Length(1, 200)
  readonly early?: string;
}

export class VoidDto extends LifecycleDto {
  @IsString()
  @Length(1, 64)
  readonly contestItemId!: string;

  @IsString()
  @Length(1, 200)
  readonly reason!: string;
}

export class ShowLeaderboardDto extends LifecycleDto {
  @IsBoolean()
  readonly shown!: boolean;
}

export class ShowScreenDto extends LifecycleDto {
  @IsIn(SCREEN_VIEWS)
  readonly view!: ScreenView;
}

export class PeekDto extends OfContest {
  @IsString()
  @Length(1, 64)
  readonly contestItemId!: string;
}

class OfParticipant extends OfContest {
  @IsString()
  @Length(1, 64)
  readonly participantId!: string;
}

export class RemoveDto extends OfParticipant {
  @IsString()
  @Length(1, 200)
  readonly reason!: string;
}

export class RenameDto extends OfParticipant {
  @IsString()
  @Length(1, 80)
  readonly name!: string;
}

export class SetNeedsDto extends OfParticipant {
  @ValidateIf((message: SetNeedsDto) => message.needs !== null)
  @IsObject()
  @ValidateNested()
  @Type(() => NeedsDto)
  readonly needs!: NeedsDto | null;
}

export class CaptionDto extends OfContest {
  @IsString()
  @MaxLength(2000)
  readonly text!: string;
}
