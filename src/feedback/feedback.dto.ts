import { IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import type { FeedbackBody } from '../protocol/rest.js';

export class FeedbackDto implements FeedbackBody {
  @IsString({ message: '请填写意见内容。' })
  @Matches(/\S/u, { message: '请填写意见内容。' })
  @MaxLength(2000, { message: '意见不能超过 2000 个字，请缩短后重试。' })
  readonly text!: string;

  @IsOptional()
  @IsString({ message: '联系方式应为文字。' })
  @MaxLength(100, { message: '联系方式不能超过 100 个字。' })
  readonly contact?: string;

  @IsOptional()
  @IsString({ message: '页面地址应为文字。' })
  @MaxLength(200, { message: '页面地址过长。' })
  readonly page?: string;
}
