import { Controller, Get, Headers, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

import { LiveService } from '../contest/live.service.js';
import { IdentityService } from '../identity/identity.service.js';
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
  ) {}

  /** A board that is not public is for signed-in operators. */
  @Get()
  async page(
    @Param('id') id: string,
    @Query() { offset, limit }: PageDto,
    @Headers('cookie') cookie: string | undefined,
  ): Promise<LeaderboardPage> {
    const operator = await this.identity.operatorOfCookie(cookie);
    const page = await this.live.leaderboard(id, offset ?? 0, limit ?? ROWS, operator !== null);
    if (!page.publicBoard && !operator) throw refuse('auth.required');
    return page;
  }
}
