import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsObject, IsOptional, Matches } from 'class-validator';

import type { ItemResponse } from '../../../protocol/item.js';
import {
  WEAK_TOPIC_MONTHS,
  WRONG_ITEM_STATES,
  type WrongItemAsideBody,
  type WrongItemReviewBody,
  type WrongItemState,
} from '../../../protocol/wrong-items.js';

export class WrongItemsQueryDto {
  @IsOptional()
  @IsIn(WRONG_ITEM_STATES)
  readonly state?: WrongItemState;

  @IsOptional()
  @Matches(/^\d{1,15}\.[\w-]{1,64}$/u)
  readonly after?: string;
}

export class WrongItemReviewDto implements WrongItemReviewBody {
  /** Checked against its item by the core. */
  @IsObject()
  readonly response!: ItemResponse;
}

export class WrongItemAsideDto implements WrongItemAsideBody {
  @IsBoolean()
  readonly aside!: boolean;
}

export class WeakTopicsQueryDto {
  @IsOptional()
  @Type(() => Number)
  @IsIn(WEAK_TOPIC_MONTHS)
  readonly months?: number;
}
