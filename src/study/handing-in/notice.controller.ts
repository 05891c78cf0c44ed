import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import type { Response } from 'express';

import { CurrentOperator, RequireRight } from '../../identity/identity.module.js';
import type { OperatorIdentity } from '../../identity/identity.service.js';
import { sendAttachment } from '../../platform/http/attachment.js';
import { Notices } from './notices.service.js';

export class NoticeQueryDto {
  @IsIn(['docx', 'html'])
  readonly format!: 'docx' | 'html';
}

const MIMES = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  html: 'text/html; charset=utf-8',
} as const;

/** The draft of the notice (通报) of a contest. */
@ApiTags('study')
@RequireRight('contest.results')
@Controller('api/contests/:id/notice')
export class NoticeController {
  constructor(private readonly notices: Notices) {}

  @Get()
  async notice(
    @Param('id') id: string,
    @Query() { format }: NoticeQueryDto,
    @CurrentOperator() operator: OperatorIdentity,
    @Res() response: Response,
  ): Promise<void> {
    const { bytes, title } = await this.notices.of(id, format, operator.id);
    sendAttachment(response, { fileName: `${title}（草稿）.${format}`, mime: MIMES[format], bytes });
  }
}
