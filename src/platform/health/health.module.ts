import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';

import { NodeChecks } from './node-checks.js';
import { HealthController, MetricsController } from './health.controller.js';

@Module({
  // The answer says what is down; a line in the log for each probe says nothing more.
  imports: [TerminusModule.forRoot({ logger: false })],
  controllers: [HealthController, MetricsController],
  providers: [NodeChecks],
})
export class HealthModule {}
