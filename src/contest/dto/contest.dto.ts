import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
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

import { ITEM_KINDS, type ItemKind } from '../../protocol/item.js';
import type { BranchBody, ContestPatch, DrawLine, NewContestBody, RoundBody } from '../../protocol/rest.js';
import {
  ADVANCE_MODES,
  BRANCH_FORMULAS,
  ENTRY_MODES,
  DEFAULT_SETTINGS,
  MULTI_SELECT_MODES,
  NEEDS_APPROVALS,
  type AdvanceMode,
  type BranchFormula,
  type ContestSettings,
  type EntryMode,
  type MultiSelectMode,
  type NeedsApprovalMode,
} from '../../protocol/settings.js';
import { IsWeightSum } from './weight-sum.js';

const MOST_BRANCHES = 2000;
const MOST_ITEMS = 200;

class IndexWeightsDto {
  @IsNumber()
  @Min(0)
  @Max(1)
  readonly participation!: number;

  @IsNumber()
  @Min(0)
  @Max(1)
  readonly mean!: number;

  @IsNumber()
  @Min(0)
  @Max(1)
  readonly pass!: number;
}

export class SettingsDto implements ContestSettings {
  @IsOptional()
  @IsIn(ENTRY_MODES)
  readonly entry: EntryMode = 'open';

  @IsIn(ADVANCE_MODES)
  readonly advance!: AdvanceMode;

  @IsInt()
  @Min(1)
  @Max(600)
  readonly introductionSeconds!: number;

  @IsInt()
  @Min(0)
  @Max(600)
  readonly readingSeconds!: number;

  @IsInt()
  @Min(3)
  @Max(600)
  readonly revealSeconds!: number;

  /** domain.md 5.4: at most a fifth of the points, so that a right response is always worth more than speed. */
  @IsNumber()
  @Min(0)
  @Max(20)
  readonly speedBonusPercent!: number;

  @IsIn(MULTI_SELECT_MODES)
  readonly multiSelectMode!: MultiSelectMode;

  @IsIn(['per-blank', 'all-or-nothing'])
  readonly fillInMode!: 'per-blank' | 'all-or-nothing';

  @IsIn(BRANCH_FORMULAS)
  readonly branchFormula!: BranchFormula;

  @IsInt()
  @Min(1)
  @Max(1000)
  readonly topN!: number;

  @IsObject()
  @ValidateNested()
  @IsWeightSum()
  @Type(() => IndexWeightsDto)
  readonly indexWeights!: IndexWeightsDto;

  @IsBoolean()
  readonly leaderboardAfterItem!: boolean;

  @IsBoolean()
  readonly publicBoard!: boolean;

  @IsOptional()
  @IsBoolean()
  readonly shuffleChoices: boolean = false;

  /** At most a week: a result must be able to stand some day. */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(10_080)
  readonly appealWindowMinutes: number = DEFAULT_SETTINGS.appealWindowMinutes;

  @IsOptional()
  @IsIn(NEEDS_APPROVALS)
  readonly needsApproval: NeedsApprovalMode = 'none';
}

class DifficultyRangeDto {
  @IsInt()
  @Min(1)
  @Max(5)
  readonly min!: number;

  @IsInt()
  @Min(1)
  @Max(5)
  readonly max!: number;
}

class DrawLineDto implements DrawLine {
  @IsString()
  @Length(1, 64)
  readonly bankId!: string;

  @IsOptional()
  @IsIn(ITEM_KINDS)
  readonly kind?: ItemKind;

  @IsOptional()
  @IsIn(['single', 'multiple'])
  readonly select?: 'single' | 'multiple';

  @IsOptional()
  @IsString()
  @MaxLength(60)
  readonly tag?: string;

  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => DifficultyRangeDto)
  readonly difficulty?: DifficultyRangeDto;

  @IsInt()
  @Min(1)
  @Max(MOST_ITEMS)
  readonly count!: number;
}

class RoundDto implements RoundBody {
  @IsString()
  @Length(1, 60)
  readonly title!: string;

  @IsOptional()
  @IsBoolean()
  readonly warmUp?: boolean;

  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => DrawLineDto)
  readonly draw!: DrawLineDto[];

  @IsNumber({ maxDecimalPlaces: 2 })
  @Min(0)
  @Max(1000)
  readonly points!: number;

  @IsInt()
  @Min(5)
  @Max(3600)
  readonly timeLimitSeconds!: number;
}

export class BranchDto implements BranchBody {
  @IsOptional()
  @IsString()
  @MaxLength(64)
  readonly unitId?: string | null;

  @IsOptional()
  @IsString()
  @MaxLength(64)
  readonly id?: string;

  @IsString()
  @Length(1, 130)
  readonly name!: string;

  @ValidateIf((branch: BranchDto) => branch.expected !== null)
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  readonly expected!: number | null;
}

export class NewContestDto implements NewContestBody {
  @IsString()
  @Length(1, 80)
  readonly title!: string;

  @IsObject()
  @ValidateNested()
  @Type(() => SettingsDto)
  readonly settings!: SettingsDto;

  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(30)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => RoundDto)
  readonly rounds!: RoundDto[];

  @IsArray()
  @ArrayMaxSize(MOST_BRANCHES)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => BranchDto)
  readonly branches!: BranchDto[];

  @IsOptional()
  @IsString()
  @Length(1, 64)
  readonly seed?: string;
}

export class ContestPatchDto implements ContestPatch {
  @IsOptional()
  @IsString()
  @Length(1, 80)
  readonly title?: string;

  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => SettingsDto)
  readonly settings?: SettingsDto;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_BRANCHES)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => BranchDto)
  readonly branches?: BranchDto[];
}

export class RehearsalDto {
  @IsInt()
  @Min(1)
  @Max(500)
  readonly participants!: number;
}
