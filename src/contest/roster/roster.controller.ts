import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

import { CurrentOperator, RequireRight } from '../../identity/identity.module.js';
import type { OperatorIdentity } from '../../identity/identity.service.js';
import type { ContestRosterPage, EntryCodeInfo } from '../../protocol/organisation.js';
import { ExemptionDto, RosterQueryDto } from '../dto/roster.dto.js';
import { ContestService } from '../setup/contest.service.js';
import { ContestRoster } from './contest-roster.service.js';
import { RosterView } from './roster-view.js';

const PAGE = 50;

/** Who is expected in a contest: exemptions and personal codes. */
@ApiTags('contests')
@RequireRight('roster.manage')
@Controller('api/contests/:id/roster')
export class ContestRosterController {
  constructor(
    private readonly view: RosterView,
    private readonly roster: ContestRoster,
    private readonly contests: ContestService,
  ) {}

  @Get()
  page(
    @Param('id') id: string,
    @Query() { branchId, offset = 0, limit = PAGE }: RosterQueryDto,
  ): Promise<ContestRosterPage> {
    return this.view.page(id, branchId, offset, limit);
  }

  /** Takes the organisation over as it stands now; the lobby's opening does so for the last time. */
  @Post('refresh')
  @HttpCode(200)
  async refresh(@Param('id') id: string, @CurrentOperator() operator: OperatorIdentity): Promise<ContestRosterPage> {
    await this.contests.inDraft(id, (manager) => this.roster.sync(manager, id, operator.id));
    return this.view.page(id, undefined, 0, PAGE);
  }

  @Put(':personId/exemption')
  @HttpCode(204)
  exempt(
    @Param('id') id: string,
    @Param('personId') personId: string,
    @Body() { exempt }: ExemptionDto,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<void> {
    return this.contests.inDraft(id, (manager) => this.roster.exempt(manager, id, personId, exempt, operator.id));
  }

  @Post(':personId/code')
  @HttpCode(200)
  renew(
    @Param('id') id: string,
    @Param('personId') personId: string,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<EntryCodeInfo> {
    return this.roster.renewCode(id, personId, operator.id);
  }
}
