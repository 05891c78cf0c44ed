import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsOptional,
  IsString,
  Length,
  Matches,
  MaxLength,
  ValidateIf,
} from 'class-validator';

import {
  BANK_ITEM_STATUSES,
  type BankItemStatus,
  type CopyItemsBody,
  type NewBankBody,
  type StatusBody,
} from '../../protocol/question-bank.js';

/** About 40 kB of ids, and a tenth of a second of preparing copies. */
const MOST_COPIES = 1000;
/** A large bank at once. */
const MOST_ITEMS = 10_000;
const NO_TITLE = '请填写题库名称。';

export class NewBankDto implements NewBankBody {
  @IsString({ message: NO_TITLE })
  @Matches(/\S/u, { message: NO_TITLE })
  @MaxLength(80)
  readonly title!: string;

  @IsOptional()
  @IsString()
  @MaxLength(1000)
  readonly description?: string;
}

export class BankPatchDto implements Partial<NewBankBody> {
  @ValidateIf((patch: BankPatchDto) => patch.title !== undefined)
  @IsString({ message: NO_TITLE })
  @Matches(/\S/u, { message: NO_TITLE })
  @MaxLength(80)
  readonly title?: string;

  @ValidateIf((patch: BankPatchDto) => patch.description !== undefined)
  @IsString()
  @MaxLength(1000)
  readonly description?: string;
}

export class CopyItemsDto implements CopyItemsBody {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_COPIES)
  @IsString({ each: true })
  @Length(1, 64, { each: true })
  readonly itemIds!: string[];
}

export class StatusDto implements StatusBody {
  /** Required where there is no batch. */
  @ValidateIf((body: StatusDto) => body.batchId === undefined || body.itemIds !== undefined)
  @IsArray({ message: '请选择题目。' })
  @ArrayMinSize(1, { message: '请选择题目。' })
  @ArrayMaxSize(MOST_ITEMS)
  @IsString({ each: true })
  @Length(1, 64, { each: true })
  readonly itemIds?: string[];

  @IsOptional()
  @IsString()
  @Length(1, 64)
  readonly batchId?: string;

  @IsIn(BANK_ITEM_STATUSES)
  readonly status!: BankItemStatus;

  @IsOptional()
  @IsString()
  @MaxLength(500)
  readonly note?: string;
}
