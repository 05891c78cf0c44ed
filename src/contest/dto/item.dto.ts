import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsInt,
  IsNumber,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';

import type { CorrectResponse } from '../../protocol/item.js';
import { IsCorrectResponse } from './correct-response.js';

class ChoiceTextDto {
  @IsString()
  @Length(1, 64)
  readonly id!: string;

  @IsString()
  @Length(1, 500)
  readonly text!: string;
}

/** What may be edited of a drawn item; the kind, the source and the number of choices stay. */
export class ItemEditDto {
  @IsString()
  @Length(1, 2000)
  readonly stem!: string;

  @IsOptional()
  @IsString()
  @MaxLength(2000)
  readonly readAloud?: string;

  @IsOptional()
  @IsString()
  @MaxLength(2000)
  readonly easyRead?: string;

  @IsArray()
  @ArrayMaxSize(26)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => ChoiceTextDto)
  readonly choices!: ChoiceTextDto[];

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(26)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => ChoiceTextDto)
  readonly targets?: ChoiceTextDto[];

  @IsObject()
  @IsCorrectResponse()
  readonly correctResponse!: CorrectResponse;

  @IsString()
  @MaxLength(2000)
  readonly explanation!: string;

  @IsNumber({ maxDecimalPlaces: 2 })
  @Min(0)
  @Max(1000)
  readonly points!: number;

  @IsInt()
  @Min(5)
  @Max(3600)
  readonly timeLimitSeconds!: number;
}
