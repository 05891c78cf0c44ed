import { Body, Controller, Get, HttpCode, Param, ParseIntPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

import { CurrentOperator, RequireRight } from '../../identity/identity.module.js';
import type { OperatorIdentity } from '../../identity/identity.service.js';
import type { CorrectionPreview, CorrectionSheet } from '../../protocol/corrections.js';
import { ApplyCorrectionDto, CancelCorrectionDto, CorrectionDto } from './correction.dto.js';
import { Corrections } from './corrections.service.js';

/** Keys changed and items taken out after play. */
@ApiTags('corrections')
@RequireRight('correction.apply')
@Controller('api/contests/:id/corrections')
export class CorrectionsController {
  constructor(private readonly corrections: Corrections) {}

  @Get()
  @RequireRight('contest.results')
  sheet(@Param('id') id: string): Promise<CorrectionSheet> {
    return this.corrections.sheet(id);
  }

  @Post('preview')
  @HttpCode(200)
  preview(
    @Param('id') id: string,
    @Body() body: CorrectionDto,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<CorrectionPreview> {
    return this.corrections.preview(id, body, operator.id);
  }

  @Post()
  @HttpCode(200)
  apply(
    @Param('id') id: string,
    @Body() body: ApplyCorrectionDto,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<CorrectionSheet> {
    return this.corrections.apply(id, body, operator.id);
  }

  @Post(':version/cancel')
  @HttpCode(200)
  cancel(
    @Param('id') id: string,
    @Param('version', ParseIntPipe) version: number,
    @Body() body: CancelCorrectionDto,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<CorrectionSheet> {
    return this.corrections.cancel(id, version, body, operator.id);
  }
}
