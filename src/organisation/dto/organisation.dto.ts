import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
} from 'class-validator';

import { DEEPEST_LEVEL, LONGEST_CODE, LONGEST_PERSON_NAME, LONGEST_UNIT_NAME } from '../../core/organisation/types.js';
import {
  MISSING_MODES,
  type LevelsBody,
  type MergeBody,
  type MissingMode,
  type NewPersonBody,
  type NewUnitBody,
  type PersonPatch,
  type UnitPatch,
} from '../../protocol/organisation.js';

const NO_UNIT_NAME = '请填写组织名称。';
const NO_PERSON_NAME = '请填写姓名。';

export class LevelsDto implements LevelsBody {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(DEEPEST_LEVEL)
  @ArrayUnique({ message: '各级的名称不能相同。' })
  @IsString({ each: true })
  @Length(1, 10, { each: true })
  readonly names!: string[];
}

export class NewUnitDto implements NewUnitBody {
  @ValidateIf((body: NewUnitDto) => body.parentId !== null)
  @IsString()
  @Length(1, 64)
  readonly parentId!: string | null;

  @IsString({ message: NO_UNIT_NAME })
  @Matches(/\S/u, { message: NO_UNIT_NAME })
  @MaxLength(LONGEST_UNIT_NAME)
  readonly name!: string;

  @IsInt()
  @Min(1)
  @Max(DEEPEST_LEVEL)
  readonly level!: number;

  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_CODE)
  readonly code?: string;
}

export class UnitPatchDto implements UnitPatch {
  @IsOptional()
  @IsString({ message: NO_UNIT_NAME })
  @Matches(/\S/u, { message: NO_UNIT_NAME })
  @MaxLength(LONGEST_UNIT_NAME)
  readonly name?: string;

  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_CODE)
  readonly code?: string;

  @ValidateIf((patch: UnitPatchDto) => patch.parentId !== undefined && patch.parentId !== null)
  @IsString()
  @Length(1, 64)
  readonly parentId?: string | null;

  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(DEEPEST_LEVEL)
  readonly level?: number;

  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(100_000)
  readonly ordinal?: number;
}

export class MergeDto implements MergeBody {
  @IsString()
  @Length(1, 64)
  readonly into!: string;
}

export class BranchesQueryDto {
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(DEEPEST_LEVEL)
  readonly level!: number;
}

export class NewPersonDto implements NewPersonBody {
  @IsString({ message: NO_PERSON_NAME })
  @Matches(/\S/u, { message: NO_PERSON_NAME })
  @MaxLength(LONGEST_PERSON_NAME)
  readonly name!: string;

  @ValidateIf((body: NewPersonDto) => body.staffCode !== null)
  @IsString()
  @MaxLength(LONGEST_CODE)
  readonly staffCode!: string | null;

  @IsString()
  @Length(1, 64)
  readonly unitId!: string;
}

export class PersonPatchDto implements PersonPatch {
  @IsOptional()
  @IsString({ message: NO_PERSON_NAME })
  @Matches(/\S/u, { message: NO_PERSON_NAME })
  @MaxLength(LONGEST_PERSON_NAME)
  readonly name?: string;

  @ValidateIf((patch: PersonPatchDto) => patch.staffCode !== undefined && patch.staffCode !== null)
  @IsString()
  @MaxLength(LONGEST_CODE)
  readonly staffCode?: string | null;

  @ValidateIf((patch: PersonPatchDto) => patch.unitId !== undefined && patch.unitId !== null)
  @IsString()
  @Length(1, 64)
  readonly unitId?: string | null;
}

export class RosterImportDto {
  /** Left out: true, so that nothing is written by mistake. */
  @IsOptional()
  @IsIn(['true', 'false'])
  readonly dryRun?: 'true' | 'false';

  @IsOptional()
  @IsString()
  @MaxLength(300)
  readonly fileName?: string;

  @IsOptional()
  @IsIn(MISSING_MODES)
  readonly missing?: MissingMode;
}

export class RosterExportDto {
  @IsOptional()
  @IsIn(['xlsx', 'csv'])
  readonly format?: 'xlsx' | 'csv';

  /** Only what is below this unit. */
  @IsOptional()
  @IsString()
  @Length(1, 64)
  readonly unitId?: string;
}
