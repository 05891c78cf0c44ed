import { Injectable } from '@nestjs/common';
import { HealthIndicatorService, type HealthIndicatorFunction } from '@nestjs/terminus';

import { Bus } from '../bus/bus.js';
import { Clock } from '../clock/clock.js';
import { ScaledClock } from '../clock/scaled-clock.js';
import { AppConfig } from '../config/app-config.js';

/** What a node among several is asked besides; nothing of a single machine. */
@Injectable()
export class NodeChecks {
  constructor(
    private readonly indicators: HealthIndicatorService,
    private readonly config: AppConfig,
    private readonly clock: Clock,
    private readonly bus: Bus,
  ) {}

  all(): readonly HealthIndicatorFunction[] {
    const { clock } = this;
    return clock instanceof ScaledClock ? [() => this.time(clock), () => this.hints()] : [];
  }

  /** Its deadlines are right all the same, by the database's time; but a machine whose clock is off wants looking after. */
  private time(clock: ScaledClock) {
    const check = this.indicators.check('clock');
    const offsetMs = Math.round(clock.offset);
    return clock.isFit(this.config.clockLimitMs) ? check.up({ offsetMs }) : check.down({ offsetMs });
  }

  /** Without hints a node finds everything in the database, a second later: no reason to send people elsewhere. */
  private hints() {
    return this.indicators.check('hints').up({ arriving: this.bus.isUp });
  }
}
