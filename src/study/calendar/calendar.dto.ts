import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
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
  Validate,
  ValidateIf,
  ValidateNested,
  ValidatorConstraint,
  type ValidatorConstraintInterface,
} from 'class-validator';

import { isDay, yearOf } from '../../core/study/day.js';
import type {
  CalendarNodeBody,
  CalendarNodeChange,
  CalendarRuleInfo,
  HolidayInfo,
  HolidayYearBody,
  HolidayYearChange,
  ScheduleBody,
} from '../../protocol/calendar.js';

const NO_NAME = '请填写名称。';
const NO_SOURCE = '请填写通知名称，例如《国务院办公厅关于2027年部分节假日安排的通知》。';
const EARLIEST = 2000;
const LATEST = 2099;

@ValidatorConstraint({ name: 'isCalendarDay' })
class IsCalendarDay implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    return isDay(value) && yearOf(value) >= EARLIEST && yearOf(value) <= LATEST;
  }

  defaultMessage(): string {
    return '请按“2027-01-01”的格式填写日期。';
  }
}

export class YearParam {
  @Type(() => Number)
  @IsInt({ message: '请填写年份。' })
  @Min(EARLIEST)
  @Max(LATEST)
  readonly year!: number;
}

export class CalendarNodeDto implements CalendarNodeBody {
  @IsString({ message: NO_NAME })
  @Matches(/\S/u, { message: NO_NAME })
  @MaxLength(40)
  readonly name!: string;

  /** Read by the core, which knows what belongs to which kind. */
  @IsObject()
  readonly rule!: CalendarRuleInfo;

  @IsString()
  @MaxLength(300)
  readonly content!: string;

  @IsArray()
  @ArrayMaxSize(20)
  @IsString({ each: true })
  @Length(1, 64, { each: true })
  readonly banks!: string[];
}

export class CalendarNodeChangeDto extends CalendarNodeDto implements CalendarNodeChange {
  @IsOptional()
  @IsObject()
  readonly before?: Partial<CalendarNodeBody>;
}

export class HiddenDto {
  @IsBoolean()
  readonly hidden!: boolean;
}

class HolidayDto implements HolidayInfo {
  @Validate(IsCalendarDay)
  readonly date!: string;

  @IsIn(['off', 'work'])
  readonly kind!: 'off' | 'work';

  @IsString({ message: NO_NAME })
  @Matches(/\S/u, { message: NO_NAME })
  @MaxLength(20)
  readonly name!: string;
}

export class HolidayYearDto implements HolidayYearChange {
  @IsString({ message: NO_SOURCE })
  @Matches(/\S/u, { message: NO_SOURCE })
  @MaxLength(200)
  readonly source!: string;

  @IsArray()
  @ArrayMaxSize(120)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => HolidayDto)
  readonly days!: HolidayDto[];

  @IsOptional()
  @IsObject()
  readonly before?: Partial<HolidayYearBody> | null;
}

export class ScheduleDto implements ScheduleBody {
  @IsIn(['live', 'window'])
  readonly form!: 'live' | 'window';

  @Validate(IsCalendarDay)
  readonly startsOn!: string;

  @Validate(IsCalendarDay)
  readonly endsOn!: string;

  @ValidateIf((body: ScheduleDto) => body.deadline !== null)
  @Matches(/^([01]\d|2[0-3]):[0-5]\d$/, { message: '请按“18:00”的格式填写截止时间。' })
  readonly deadline!: string | null;

  @ValidateIf((body: ScheduleDto) => body.announcedOn !== null)
  @Validate(IsCalendarDay)
  readonly announcedOn!: string | null;

  @ValidateIf((body: ScheduleDto) => body.practiceOn !== null)
  @Validate(IsCalendarDay)
  readonly practiceOn!: string | null;
}
