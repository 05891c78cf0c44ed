import { Injectable } from '@nestjs/common';

import type { LeaderboardPage } from '../protocol/rest.js';
import { ContestRegistry } from './live/contest-registry.js';
import { leaderboardPage } from './live/board-view.js';
import { Pulse } from './live/pulse.js';
import { ContestMeasures } from './results/contest-measures.js';
import { RehearsalService } from './rehearsal/rehearsal.service.js';
import { DemoService } from './setup/demo.service.js';

/** What other features and the composition root may ask of running contests. */
@Injectable()
export class LiveService {
  constructor(
    private readonly registry: ContestRegistry,
    private readonly pulse: Pulse,
    private readonly demo: DemoService,
    private readonly rehearsals: RehearsalService,
    private readonly measures: ContestMeasures,
  ) {}

  /** Before the server listens: running contests are back before the first phone is. */
  async start(): Promise<void> {
    await this.demo.createWhenEmpty();
    await this.registry.resume();
    this.pulse.start();
    this.rehearsals.start();
    this.measures.start();
  }

  /** The demonstration contest, where there is one. */
  async demonstration(): Promise<{ id: string; pin: string; screenKey: string } | null> {
    const found = await this.demo.find();
    return found && { id: found.id, pin: found.pin, screenKey: found.screenKey };
  }

  /**
   * @param everything for operators; to others no rank is told before it is shown in the hall
   * @throws RefusalError contest.unknown
   */
  async leaderboard(contestId: string, offset: number, limit: number, everything: boolean): Promise<LeaderboardPage> {
    return leaderboardPage(await this.registry.get(contestId), offset, limit, everything);
  }
}
