import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

import { CurrentOperator, RequireRight } from '../../identity/identity.module.js';
import type { OperatorIdentity } from '../../identity/identity.service.js';
import type { AppealDetail, AppealInfo } from '../../protocol/corrections.js';
import { AppealDesk } from './appeal-desk.js';
import { RulingDto } from './appeal.dto.js';

/** Appeals for whoever rules on them; they show what one person was shown and what was received of them. */
@ApiTags('corrections')
@RequireRight('appeal.rule')
@Controller('api/contests/:id/appeals')
export class AppealsController {
  constructor(private readonly desk: AppealDesk) {}

  @Get()
  list(@Param('id') id: string): Promise<AppealInfo[]> {
    return this.desk.list(id);
  }

  @Get(':appealId')
  detail(@Param('id') id: string, @Param('appealId') appealId: string): Promise<AppealDetail> {
    return this.desk.detail(id, appealId);
  }

  @Post(':appealId/ruling')
  @HttpCode(200)
  rule(
    @Param('id') id: string,
    @Param('appealId') appealId: string,
    @Body() body: RulingDto,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<AppealDetail> {
    return this.desk.rule(id, appealId, body, operator.id);
  }
}
