import { Module } from '@nestjs/common';

import { ContestModule } from '../contest/contest.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { LeaderboardController } from './leaderboard.controller.js';

@Module({ imports: [ContestModule, IdentityModule], controllers: [LeaderboardController] })
export class LeaderboardModule {}
