import { Injectable } from '@nestjs/common';

import { Follower } from '../nodes/follower.js';
import { RehearsalService } from '../rehearsal/rehearsal.service.js';
import { ContestMeasures } from '../results/contest-measures.js';
import { Pulse } from './pulse.js';
import { Resumption } from './resumption.js';

/** Everything of running contests that goes on by itself. */
@Injectable()
export class Runtime {
  constructor(
    private readonly resumption: Resumption,
    private readonly pulse: Pulse,
    private readonly follower: Follower,
    private readonly rehearsals: RehearsalService,
    private readonly measures: ContestMeasures,
  ) {}

  async start(): Promise<void> {
    await this.resumption.resume();
    this.follower.start();
    this.pulse.start();
    this.rehearsals.start();
    this.measures.start();
  }
}
