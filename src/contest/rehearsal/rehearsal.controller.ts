import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

import { CurrentOperator, RequireRight } from '../../identity/identity.module.js';
import type { OperatorIdentity } from '../../identity/identity.service.js';
import type { CopyReply } from '../../protocol/rest.js';
import { RehearsalDto } from '../dto/contest.dto.js';
import { RehearsalService } from './rehearsal.service.js';

@ApiTags('contests')
@RequireRight('contest.prepare')
@Controller('api/contests/:id/rehearsal')
export class RehearsalController {
  constructor(private readonly rehearsals: RehearsalService) {}

  /** Deleting the answered contest is the reset. */
  @Post()
  async prepare(
    @Param('id') id: string,
    @Body() body: RehearsalDto,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<CopyReply> {
    return { id: await this.rehearsals.prepare(id, body.participants, operator.id) };
  }
}
