import { Module } from '@nestjs/common';

import { ContestModule } from '../contest/contest.module.js';
import { ReportController } from './report.controller.js';

@Module({ imports: [ContestModule], controllers: [ReportController] })
export class ReportModule {}
