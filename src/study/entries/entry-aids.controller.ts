import { Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';

import { CurrentOperator, RequireRight } from '../../identity/identity.module.js';
import type { OperatorIdentity } from '../../identity/identity.service.js';
import { receiveBody } from '../../platform/http/receive-body.js';
import type { BulkReport } from '../../protocol/study-bulk.js';
import type { EntryHistory, StudyOverview, UnitMember } from '../../protocol/study.js';
import { StudyDeeds } from '../study-deeds.js';
import { asOperator } from './actor.js';
import { EntryBulk, MOST_BULK_BYTES } from './bulk/entry-bulk.service.js';
import { BulkQueryDto, MembersQueryDto, OverviewQueryDto } from './dto/entries.dto.js';
import { EntryOverview } from './entry-overview.service.js';
import { EntryViews } from './entry-views.service.js';

/** Beside the entries: who was to be expected, how an entry came to be, many at once. */
@ApiTags('study')
@RequireRight('study.read')
@Controller('api/study')
export class EntryAidsController {
  constructor(
    private readonly views: EntryViews,
    private readonly bulk: EntryBulk,
    private readonly overviews: EntryOverview,
    private readonly deeds: StudyDeeds,
  ) {}

  @Get('units/:id/members')
  members(
    @Param('id') id: string,
    @Query() { on = this.deeds.today() }: MembersQueryDto,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<UnitMember[]> {
    return this.views.members(asOperator(operator), id, on);
  }

  @Get('overview')
  overview(
    @Query() { unitId, to = this.deeds.today(), from = `${to.slice(0, 4)}-01-01` }: OverviewQueryDto,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<StudyOverview> {
    return this.overviews.of(asOperator(operator), { from, to, ...(unitId === undefined ? {} : { unitId }) });
  }

  @Get('entries/:id/history')
  history(@Param('id') id: string, @CurrentOperator() operator: OperatorIdentity): Promise<EntryHistory> {
    return this.views.history(asOperator(operator), id);
  }

  @Post('entries/bulk')
  @HttpCode(200)
  @RequireRight('study.keep')
  async load(
    @Query() { dryRun }: BulkQueryDto,
    @CurrentOperator() operator: OperatorIdentity,
    @Req() request: Request,
  ): Promise<BulkReport> {
    const bytes = await receiveBody(request, MOST_BULK_BYTES);
    return this.bulk.load(asOperator(operator), bytes, { dryRun: dryRun !== 'false' });
  }
}
