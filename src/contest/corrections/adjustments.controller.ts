import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

import { CurrentOperator, RequireRight } from '../../identity/identity.module.js';
import type { OperatorIdentity } from '../../identity/identity.service.js';
import type { AdjustmentInfo } from '../../protocol/corrections.js';
import { AdjustmentDto } from './adjustment.dto.js';
import { Adjustments } from './adjustments.service.js';

/** Points given or taken by hand. Every answer is the whole list. */
@ApiTags('corrections')
@RequireRight('contest.results')
@Controller('api/contests/:id/adjustments')
export class AdjustmentsController {
  constructor(private readonly adjustments: Adjustments) {}

  @Get()
  list(@Param('id') id: string, @CurrentOperator() operator: OperatorIdentity): Promise<AdjustmentInfo[]> {
    return this.adjustments.list(id, operator.id);
  }

  @Post()
  @RequireRight('score.propose')
  @HttpCode(200)
  propose(
    @Param('id') id: string,
    @Body() body: AdjustmentDto,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<AdjustmentInfo[]> {
    return this.adjustments.propose(id, body, operator.id);
  }

  @Post(':adjustmentId/confirm')
  @RequireRight('score.confirm')
  @HttpCode(200)
  confirm(
    @Param('id') id: string,
    @Param('adjustmentId') adjustmentId: string,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<AdjustmentInfo[]> {
    return this.adjustments.confirm(id, adjustmentId, operator.id);
  }

  @Post(':adjustmentId/reject')
  @RequireRight('score.confirm')
  @HttpCode(200)
  reject(
    @Param('id') id: string,
    @Param('adjustmentId') adjustmentId: string,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<AdjustmentInfo[]> {
    return this.adjustments.reject(id, adjustmentId, operator.id);
  }
}
