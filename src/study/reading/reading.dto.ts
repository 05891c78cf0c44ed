import { Type } from 'class-transformer';
import {
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';

import {
  REFLECTION_STATUS_NAMES,
  type BookBody,
  type CampaignBody,
  type CampaignPatch,
  type DecisionBody,
  type RecognitionRuleInfo,
  type RecommendationBody,
  type ReflectionStatusName,
} from '../../protocol/reading.js';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const NO_DAY = { message: '请按“2027-04-19”的格式填写日期。' };
const NO_NAME = '请填写活动名称。';
const NO_TITLE = '请填写称号，例如“读书达人”。';
const MOST = 1000;

class RecognitionRuleDto implements RecognitionRuleInfo {
  @IsString({ message: NO_TITLE })
  @Matches(/\S/u, { message: NO_TITLE })
  @MaxLength(20)
  readonly title!: string;

  @IsInt()
  @Min(0)
  @Max(MOST)
  readonly finishedBooks!: number;

  @IsInt()
  @Min(0)
  @Max(MOST)
  readonly reflections!: number;

  @IsInt()
  @Min(0)
  @Max(MOST)
  readonly recommendations!: number;
}

export class CampaignDto implements CampaignBody {
  @IsString()
  @Length(1, 64)
  readonly unitId!: string;

  @IsString({ message: NO_NAME })
  @Matches(/\S/u, { message: NO_NAME })
  @MaxLength(60)
  readonly name!: string;

  @IsString()
  @MaxLength(2000)
  readonly introduction!: string;

  @Matches(DAY, NO_DAY)
  readonly fromDate!: string;

  @Matches(DAY, NO_DAY)
  readonly toDate!: string;

  @IsObject()
  @ValidateNested()
  @Type(() => RecognitionRuleDto)
  readonly rule!: RecognitionRuleDto;
}

export class CampaignPatchDto implements CampaignPatch {
  @IsOptional()
  @IsString({ message: NO_NAME })
  @Matches(/\S/u, { message: NO_NAME })
  @MaxLength(60)
  readonly name?: string;

  @IsOptional()
  @IsString()
  @MaxLength(2000)
  readonly introduction?: string;

  @IsOptional()
  @Matches(DAY, NO_DAY)
  readonly fromDate?: string;

  @IsOptional()
  @Matches(DAY, NO_DAY)
  readonly toDate?: string;

  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => RecognitionRuleDto)
  readonly rule?: RecognitionRuleDto;

  @IsOptional()
  @IsObject()
  readonly before?: Partial<Omit<CampaignBody, 'unitId'>>;
}

export class BookDto implements BookBody {
  @ValidateIf((body: BookDto) => body.isbn !== null)
  @IsString()
  @MaxLength(40)
  readonly isbn!: string | null;

  @IsString()
  @MaxLength(200)
  readonly title!: string;

  @IsString()
  @MaxLength(200)
  readonly author!: string;

  @IsString()
  @MaxLength(100)
  readonly publisher!: string;
}

export class BookQueryDto {
  @IsOptional()
  @IsString()
  @MaxLength(40)
  readonly isbn?: string;

  @IsOptional()
  @IsString()
  @MaxLength(200)
  readonly title?: string;
}

export class RecommendationDto implements RecommendationBody {
  @IsString()
  @Matches(/\S/u, { message: '请填写推荐人，例如“示例同志（支部书记）”。' })
  @MaxLength(60)
  readonly recommender!: string;

  @IsString()
  @Matches(/\S/u, { message: '请填写推荐语。' })
  @MaxLength(500)
  readonly words!: string;
}

export class ReflectionsQueryDto {
  @IsOptional()
  @IsIn(REFLECTION_STATUS_NAMES)
  readonly status?: ReflectionStatusName;

  @IsOptional()
  @IsString()
  @Length(1, 64)
  readonly after?: string;
}

export class DecisionDto implements DecisionBody {
  @IsIn(['return', 'approve', 'adopt'])
  readonly decision!: 'return' | 'approve' | 'adopt';

  @IsString()
  @MaxLength(500)
  readonly reason!: string;
}

export class FiguresQueryDto {
  @IsOptional()
  @IsString()
  @Length(1, 64)
  readonly unitId?: string;
}
