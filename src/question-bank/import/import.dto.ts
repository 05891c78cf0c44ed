import { Type } from 'class-transformer';
import { IsIn, IsOptional, IsString, MaxLength, ValidateNested } from 'class-validator';

import { FORMATS, type Format } from '../../core/question-bank/formats/reading.js';
import { IMPORT_MODES, type ImportMode, type LoadBody, type LookBody } from '../../protocol/question-bank.js';
import { NewBankDto } from '../dto/bank.dto.js';

export class ImportQueryDto {
  /** Left out: true, so that nothing is written by mistake. */
  @IsOptional()
  @IsIn(['true', 'false'])
  readonly dryRun?: 'true' | 'false';

  @IsOptional()
  @IsString()
  @MaxLength(64)
  readonly bankId?: string;

  @IsOptional()
  @IsIn(IMPORT_MODES)
  readonly mode?: ImportMode;

  @IsOptional()
  @IsString()
  @MaxLength(300)
  readonly fileName?: string;

  @IsOptional()
  @IsIn(FORMATS)
  readonly format?: Format;
}

export class LookDto implements LookBody {
  @IsOptional()
  @IsString()
  @MaxLength(64)
  readonly bankId?: string;
}

export class LoadDto implements LoadBody {
  @IsOptional()
  @IsString()
  @MaxLength(64)
  readonly bankId?: string;

  @IsOptional()
  @ValidateNested()
  @Type(() => NewBankDto)
  readonly newBank?: NewBankDto;

  @IsIn(IMPORT_MODES)
  readonly mode!: ImportMode;
}
