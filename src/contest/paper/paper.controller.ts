import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import type { Response } from 'express';

import { CurrentOperator, RequireRight } from '../../identity/identity.module.js';
import type { OperatorIdentity } from '../../identity/identity.service.js';
import { sendAttachment } from '../../platform/http/attachment.js';
import { PAPER_PARTS, PAPER_SIZES, type PaperPart, type PaperSize } from '../../protocol/paper.js';
import { ContestPapers } from './contest-papers.service.js';

export class PaperDto {
  @IsIn(['docx'])
  readonly format!: 'docx';

  @IsIn(PAPER_PARTS)
  readonly part!: PaperPart;

  @IsOptional()
  @IsIn(PAPER_SIZES)
  readonly size?: PaperSize;
}

/** The contest on paper, for the day on which its network fails. */
@ApiTags('contests')
// Hosts too: they hold the contest on the day, and the pages that this right opens show the same keys.
@RequireRight('contest.read')
@Controller('api/contests/:id/paper')
export class PaperController {
  constructor(private readonly papers: ContestPapers) {}

  @Get()
  async download(
    @Param('id') id: string,
    @Query() { part, size = 'normal' }: PaperDto,
    @CurrentOperator() operator: OperatorIdentity,
    @Res() response: Response,
  ): Promise<void> {
    sendAttachment(response, await this.papers.take(id, { part, size }, operator));
  }
}
