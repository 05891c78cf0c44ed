import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsIn, IsInt, IsOptional, IsString, Length, Matches, Max, MaxLength, Min, ValidateNested } from 'class-validator'; // prettier-ignore

import { EXPORT_KINDS, type NewExportBody, type PackageBody, type PackageIndicator, type StudyExportKind } from '../../../protocol/study-export.js'; // prettier-ignore
import { ENTRY_KINDS, type EntryKind } from '../../../protocol/study.js';

class IndicatorDto implements PackageIndicator {
  @IsString()
  @Matches(/\S/u, { message: '请填写指标编号。' })
  @MaxLength(40)
  readonly number!: string;

  @IsString()
  @MaxLength(100)
  readonly name!: string;

  @IsArray()
  @IsIn(ENTRY_KINDS, { each: true })
  readonly kinds!: EntryKind[];

  @IsArray()
  @ArrayMaxSize(20)
  @IsString({ each: true })
  @MaxLength(64, { each: true })
  readonly modes!: string[];
}

class PackageDto implements PackageBody {
  @IsArray()
  @ArrayMinSize(1, { message: '请至少填写一个指标。' })
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => IndicatorDto)
  readonly indicators!: IndicatorDto[];

  @IsString()
  @Matches(/\{(indicator|number|date|title|name)\}/u, {
    message: '文件命名方式里请至少用一个占位符，例如 {indicator}。',
  })
  @MaxLength(100)
  readonly pattern!: string;

  @IsInt()
  @Min(1)
  @Max(1000)
  readonly largestMb!: number;
}

export class NewExportDto implements NewExportBody {
  @IsIn(EXPORT_KINDS)
  readonly kind!: StudyExportKind;

  @IsString()
  @Length(1, 64)
  readonly unitId!: string;

  @IsInt()
  @Min(2000)
  @Max(2100)
  readonly year!: number;

  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(12)
  readonly month?: number;

  @IsOptional()
  @IsBoolean()
  readonly below?: boolean;

  @IsOptional()
  @ValidateNested()
  @Type(() => PackageDto)
  readonly package?: PackageDto;
}

export class ExportsQueryDto {
  @IsString()
  @Length(1, 64)
  readonly unitId!: string;
}
