import { Module } from '@nestjs/common';

import { AuditModule } from '../audit/audit.module.js';
import { ContestModule } from '../contest/contest.module.js';
import { ReportController } from './report.controller.js';

@Module({ imports: [AuditModule, ContestModule], controllers: [ReportController] })
export class ReportModule {}
