import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsDefined,
  IsObject,
  IsOptional,
  IsString,
  Length,
  MaxLength,
} from 'class-validator';

import { IsDayText } from '../../is-day.js';
import type {
  ArchiveBody,
  ContentGroupArchiveBody,
  ContentGroupBody,
  ContentGroupPatch,
  EvidenceField,
  ModePatch,
  NewModeBody,
  OrderBody,
  SettingBody,
} from '../../../protocol/study-setup.js';

export class NewModeDto implements NewModeBody {
  @IsString()
  @MaxLength(200)
  readonly name!: string;

  @IsString()
  @MaxLength(2000)
  readonly meaning!: string;

  /** Its fields are checked by core/study/mode-input. */
  @IsArray()
  @ArrayMaxSize(100)
  readonly evidence!: readonly EvidenceField[];

  @IsOptional()
  @IsDayText()
  readonly effectiveFrom?: string;
}

export class ModePatchDto implements ModePatch {
  @IsOptional()
  @IsString()
  @MaxLength(200)
  readonly name?: string;

  @IsOptional()
  @IsString()
  @MaxLength(2000)
  readonly meaning?: string;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(100)
  readonly evidence?: readonly EvidenceField[];

  @IsOptional()
  @IsDayText()
  readonly effectiveFrom?: string;

  @IsOptional()
  @IsObject()
  readonly before?: Partial<Omit<NewModeBody, 'effectiveFrom'>>;
}

export class OrderDto implements OrderBody {
  @IsArray()
  @ArrayMaxSize(200)
  @ArrayUnique()
  @IsString({ each: true })
  @Length(1, 64, { each: true })
  readonly ids!: readonly string[];
}

export class ArchiveDto implements ArchiveBody {
  @IsOptional()
  @IsDayText()
  readonly on?: string;
}

export class ContentGroupDto implements ContentGroupBody {
  @IsString()
  @MaxLength(200)
  readonly name!: string;
}

export class ContentGroupPatchDto extends ContentGroupDto implements ContentGroupPatch {
  @IsOptional()
  @IsString()
  @MaxLength(200)
  readonly before?: string;
}

export class ContentGroupArchiveDto implements ContentGroupArchiveBody {
  @IsBoolean()
  readonly archived!: boolean;
}

export class SettingDto implements SettingBody {
  /** Of the setting's own type; core/study/settings knows which. */
  @IsDefined()
  readonly value!: unknown;

  @IsOptional()
  @IsDayText()
  readonly effectiveFrom?: string;

  @IsOptional()
  @IsString()
  @MaxLength(100)
  readonly approvedBy?: string;

  @IsOptional()
  @IsString()
  @MaxLength(1000)
  readonly reason?: string;

  @IsOptional()
  @IsBoolean()
  readonly ruleRead?: boolean;

  @IsOptional()
  readonly before?: unknown;
}

export class SetupQueryDto {
  @IsOptional()
  @IsDayText()
  readonly on?: string;
}
