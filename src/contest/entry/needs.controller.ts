import { Body, Controller, Get, HttpCode, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

import { CurrentOperator, RequireRight } from '../../identity/identity.module.js';
import type { OperatorIdentity } from '../../identity/identity.service.js';
import type { NeedsRequest } from '../../protocol/privacy.js';
import { NeedsDecisionDto } from '../dto/needs.dto.js';
import { NeedsApproval } from './needs-approval.service.js';

/** Who asks for more time, where a contest wants somebody's word on it. */
@ApiTags('contests')
@RequireRight('needs.approve')
@Controller('api/contests/:id/needs')
export class NeedsController {
  constructor(private readonly approval: NeedsApproval) {}

  @Get()
  list(@Param('id') id: string, @CurrentOperator() operator: OperatorIdentity): Promise<NeedsRequest[]> {
    return this.approval.list(id, operator.id);
  }

  @Put(':subjectId')
  @HttpCode(204)
  decide(
    @Param('id') id: string,
    @Param('subjectId') subjectId: string,
    @Body() { approved }: NeedsDecisionDto,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<void> {
    return this.approval.decide(id, subjectId, approved, operator.id);
  }
}
