import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayUnique, IsArray, IsBoolean, IsIn, IsInt, IsObject, IsOptional, IsString, Length, Matches, Max, MaxLength, Min, ValidateIf, ValidateNested } from 'class-validator'; // prettier-ignore

import {
  HOUR_LEDGER_IDS,
  type AwardTakeBackBody,
  type HourAwardBody,
  type HourLedgerId,
  type HourPolicyBody,
  type HourPolicyChange,
  type HourRulesBody,
  type HourTrackId,
  type ParticipationBody,
  type PersonLedgerInfo,
  type PersonLedgersBody,
} from '../../../protocol/hours.js';
import { ENTRY_KINDS, type EntryKind } from '../../../protocol/study.js';
import { IsDayText } from '../../is-day.js';

const FIRST_YEAR = 2000;
const LAST_YEAR = 2100;
const MOST_HUNDREDTHS = 1_000_000;
const PEOPLE_AT_ONCE = 500;
const LONGEST_TITLE = 100;
const MOST_DAYS = 31;
const DAYS = `请填写活动的天数，1到${MOST_DAYS}天。`;
const MOST_AWARDED = 25_000;

export class YearDto {
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(FIRST_YEAR)
  @Max(LAST_YEAR)
  readonly year?: number;
}

export class HourPolicyDto implements HourPolicyChange {
  @IsIn(HOUR_LEDGER_IDS)
  readonly ledger!: HourLedgerId;

  @IsString()
  @Matches(/\S/u, { message: '请填写学时办法的名称，例如所依据的文件。' })
  @MaxLength(LONGEST_TITLE)
  readonly name!: string;

  @IsInt()
  @Min(FIRST_YEAR)
  @Max(LAST_YEAR)
  readonly fromYear!: number;

  @IsInt()
  @Min(FIRST_YEAR)
  @Max(LAST_YEAR)
  readonly toYear!: number;

  @IsInt()
  @Min(0)
  @Max(MOST_HUNDREDTHS)
  readonly yearTarget!: number;

  @ValidateIf((body: HourPolicyDto) => body.spanTarget !== null)
  @IsInt()
  @Min(0)
  @Max(MOST_HUNDREDTHS)
  readonly spanTarget!: number | null;

  @IsInt()
  @Min(0)
  @Max(50)
  readonly trainings!: number;

  @IsInt()
  @Min(20)
  @Max(120)
  readonly minutesPerHour!: number;

  @IsInt()
  @Min(50)
  @Max(2400)
  readonly dailyCap!: number;

  @IsIn([10, 25, 50, 100])
  readonly step!: number;

  @IsIn(['down', 'nearest'])
  readonly rounding!: 'down' | 'nearest';

  @IsArray()
  @ArrayUnique()
  @IsIn(ENTRY_KINDS, { each: true })
  readonly recognised!: string[];

  @IsBoolean()
  readonly makeUpCounts!: boolean;

  @IsOptional()
  @IsObject()
  readonly before?: Partial<HourPolicyBody> | null;
}

class PersonLedgerDto implements PersonLedgerInfo {
  @IsIn(HOUR_LEDGER_IDS)
  readonly ledger!: HourLedgerId;

  @IsIn(['year', 'span'])
  readonly track!: HourTrackId;

  @IsInt()
  @Min(FIRST_YEAR)
  @Max(LAST_YEAR)
  readonly fromYear!: number;

  @ValidateIf((body: PersonLedgerDto) => body.toYear !== null)
  @IsInt()
  @Min(FIRST_YEAR)
  @Max(LAST_YEAR)
  readonly toYear!: number | null;
}

class PersonLedgersOfDto {
  @IsString()
  @Length(1, 64)
  readonly personId!: string;

  @IsArray()
  @ArrayMaxSize(HOUR_LEDGER_IDS.length)
  @ValidateNested({ each: true })
  @Type(() => PersonLedgerDto)
  readonly before!: PersonLedgerDto[];

  @IsArray()
  @ArrayMaxSize(HOUR_LEDGER_IDS.length)
  @ValidateNested({ each: true })
  @Type(() => PersonLedgerDto)
  readonly ledgers!: PersonLedgerDto[];
}

export class PersonLedgersDto implements PersonLedgersBody {
  @IsArray()
  @ArrayMaxSize(PEOPLE_AT_ONCE)
  @ArrayUnique(({ personId }: PersonLedgersOfDto) => personId)
  @ValidateNested({ each: true })
  @Type(() => PersonLedgersOfDto)
  readonly people!: PersonLedgersOfDto[];
}

export class HourAwardDto implements HourAwardBody {
  @IsString()
  @Length(1, 64)
  readonly personId!: string;

  @IsIn(HOUR_LEDGER_IDS)
  readonly ledger!: HourLedgerId;

  @IsString()
  @Matches(/\S/u, { message: '请填写认定的事由，例如培训班的名称。' })
  @MaxLength(LONGEST_TITLE)
  readonly title!: string;

  @IsOptional()
  @IsIn(ENTRY_KINDS)
  readonly kind?: EntryKind;

  @IsDayText()
  readonly onDate!: string;

  @IsOptional()
  @IsInt({ message: DAYS })
  @Min(1, { message: DAYS })
  @Max(MOST_DAYS, { message: DAYS })
  readonly days?: number;

  @IsInt()
  @Min(1)
  @Max(MOST_AWARDED)
  readonly hundredths!: number;

  @IsString()
  @Length(8, 64)
  readonly key!: string;
}

export class AwardTakeBackDto implements AwardTakeBackBody {
  @IsString()
  @Matches(/\S/u, { message: '请填写撤回的理由。' })
  @MaxLength(200)
  readonly reason!: string;
}

export class ParticipationDto implements ParticipationBody {
  @IsString()
  @Length(1, 64)
  readonly contestId!: string;
}

class HourRuleDto {
  @IsIn(HOUR_LEDGER_IDS)
  readonly ledger!: HourLedgerId;

  @IsInt()
  @Min(1)
  @Max(100)
  readonly passPercent!: number;

  @IsInt()
  @Min(1)
  @Max(10_000)
  readonly hundredths!: number;
}

export class HourRulesDto implements HourRulesBody {
  @IsArray()
  @ArrayMaxSize(HOUR_LEDGER_IDS.length)
  @ArrayUnique(({ ledger }: HourRuleDto) => ledger)
  @ValidateNested({ each: true })
  @Type(() => HourRuleDto)
  readonly rules!: HourRuleDto[];
}
