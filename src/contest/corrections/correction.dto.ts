import { IsIn, IsInt, IsString, Length, Min, ValidateIf } from 'class-validator';

import {
  CORRECTION_KINDS,
  type ApplyCorrectionBody,
  type CancelCorrectionBody,
  type CorrectionBody,
  type CorrectionKind,
} from '../../protocol/corrections.js';
import type { CorrectResponse } from '../../protocol/item.js';
import { IsCorrectResponse } from '../dto/correct-response.js';

export class CorrectionDto implements CorrectionBody {
  @IsString()
  @Length(1, 64)
  readonly contestItemId!: string;

  @IsIn(CORRECTION_KINDS)
  readonly kind!: CorrectionKind;

  @ValidateIf(({ kind }: CorrectionDto) => kind === 'key')
  @IsCorrectResponse()
  readonly correctResponse?: CorrectResponse;
}

export class ApplyCorrectionDto extends CorrectionDto implements ApplyCorrectionBody {
  @IsString()
  @Length(1, 200)
  readonly reason!: string;

  @IsInt()
  @Min(0)
  readonly expectedVersion!: number;
}

export class CancelCorrectionDto implements CancelCorrectionBody {
  @IsString()
  @Length(1, 200)
  readonly reason!: string;

  @IsInt()
  @Min(0)
  readonly expectedVersion!: number;
}
