import { Controller, Get, Headers, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

import { LiveService } from '../contest/live.service.js';
import { can, Public } from '../identity/identity.module.js';
import { IdentityService } from '../identity/identity.service.js';
import { OrganisationService } from '../organisation/organisation.service.js';
import { refuse } from '../platform/refusal.js';
import type { LeaderboardPage } from '../protocol/rest.js';
import { PageDto } from './page.dto.js';

const ROWS = 100;

/** The public board: figures of the last reveal, names masked. */
@ApiTags('leaderboard')
@Controller('api/contests/:id/leaderboard')
export class LeaderboardController {
  constructor(
    private readonly live: LiveService,
    private readonly identity: IdentityService,
    private readonly organisation: OrganisationService,
  ) {}

  /** A board that is not public is for operators who may see the contest. */
  @Get()
  @Public()
  async page(
    @Param('id') id: string,
    @Query() { offset = 0, limit = ROWS, level, unit }: PageDto,
    @Headers('cookie') cookie: string | undefined,
  ): Promise<LeaderboardPage> {
    const operator = await this.identity.operatorOfCookie(cookie);
    const insider = operator !== null && can(operator, 'contest.read');
    const page = await this.live.leaderboard(id, { offset, limit, level, unit }, insider);
    if (!page.publicBoard && !insider) throw refuse(operator ? 'auth.forbidden' : 'auth.required');
    if (page.levels.length === 0) return page;
    const names = await this.organisation.levels();
    return { ...page, levels: page.levels.map((one) => ({ ...one, name: names[one.level - 1] ?? one.name })) };
  }
}
