import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Length, Max, Min } from 'class-validator';

import { PageQueryDto } from '../platform/http/page-query.js';

/** Which part of a long board (the whole of a hall of 2,000 is ten pages), and at which level of the organisation. */
export class PageDto extends PageQueryDto {
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(8)
  readonly level?: number;

  @IsOptional()
  @IsString()
  @Length(1, 64)
  readonly unit?: string;
}
