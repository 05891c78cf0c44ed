import { Type } from 'class-transformer';
import { IsIn, IsInt, IsObject, IsOptional, IsString, Length, Max, MaxLength, Min } from 'class-validator';

import {
  BANK_ITEM_STATUSES,
  BANK_ITEM_WARNINGS,
  type BankItemBody,
  type BankItemEdit,
  type BankItemKind,
  type BankItemQuery,
  type BankItemStatus,
  type BankItemWarning,
} from '../../protocol/question-bank.js';
import { ITEM_KINDS } from '../../protocol/item.js';

const KINDS: readonly BankItemKind[] = [...ITEM_KINDS, 'short-answer'];
const SORTS = ['key', 'changed', 'difficulty'] as const;

export class NewBankItemDto implements BankItemEdit {
  /** Checked against question-banks/bank.schema.json, as what a file brings is. */
  @IsObject()
  readonly item!: BankItemBody;

  @IsOptional()
  @IsString()
  @MaxLength(500)
  readonly note?: string;
}

export class BankItemEditDto extends NewBankItemDto {
  @IsInt()
  @Min(1)
  readonly revision!: number;
}

export class BankItemQueryDto implements BankItemQuery {
  @IsOptional()
  @IsIn(BANK_ITEM_STATUSES)
  readonly status?: BankItemStatus;

  @IsOptional()
  @IsIn(KINDS)
  readonly kind?: BankItemKind;

  @IsOptional()
  @IsIn(['single', 'multiple'])
  readonly select?: 'single' | 'multiple';

  @IsOptional()
  @IsString()
  @Length(1, 50)
  readonly tag?: string;

  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(5)
  readonly difficulty?: number;

  @IsOptional()
  @IsIn(BANK_ITEM_WARNINGS)
  readonly warning?: BankItemWarning;

  @IsOptional()
  @IsString()
  @Length(1, 64)
  readonly batchId?: string;

  @IsOptional()
  @IsString()
  @MaxLength(200)
  readonly text?: string;

  @IsOptional()
  @IsIn(SORTS)
  readonly sort?: (typeof SORTS)[number];

  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100_000)
  readonly page?: number;

  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  readonly size?: number;
}
