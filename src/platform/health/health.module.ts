import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';

import { HealthController, MetricsController } from './health.controller.js';

@Module({
  // The answer says what is down; a line in the log for each probe says nothing more.
  imports: [TerminusModule.forRoot({ logger: false })],
  controllers: [HealthController, MetricsController],
})
export class HealthModule {}
