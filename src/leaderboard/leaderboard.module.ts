import { Module } from '@nestjs/common';

import { ContestModule } from '../contest/contest.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { OrganisationModule } from '../organisation/organisation.module.js';
import { LeaderboardController } from './leaderboard.controller.js';

@Module({ imports: [ContestModule, IdentityModule, OrganisationModule], controllers: [LeaderboardController] })
export class LeaderboardModule {}
