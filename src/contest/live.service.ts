import { Injectable } from '@nestjs/common';

import type { LeaderboardPage } from '../protocol/rest.js';
import { ContestRegistry } from './live/contest-registry.js';
import { leaderboardPage } from './live/board-view.js';
import { pageAt, placeOf } from './live/level-board.js';
import { Runtime } from './live/runtime.js';
import { DemoService } from './setup/demo.service.js';

export interface BoardQuery {
  readonly offset: number;
  readonly limit: number;
  readonly level: number | undefined;
  /** A unit that the contest keeps. */
  readonly unit: string | undefined;
}

/** What other features and the composition root may ask of running contests. */
@Injectable()
export class LiveService {
  constructor(
    private readonly registry: ContestRegistry,
    private readonly runtime: Runtime,
    private readonly demo: DemoService,
  ) {}

  /** Before the server listens: running contests are back before the first phone is. */
  async start(): Promise<void> {
    await this.demo.createWhenEmpty();
    await this.runtime.start();
  }

  /** Nobody reads an item or responds to one: the event loop may stand still for a moment. */
  get isBetweenItems(): boolean {
    return this.registry.running().every(({ state }) => state.phase !== 'presenting' && state.phase !== 'open');
  }

  /** The demonstration contest, where there is one. */
  async demonstration(): Promise<{ id: string; pin: string; screenKey: string } | null> {
    const found = await this.demo.find();
    return found && { id: found.id, pin: found.pin, screenKey: found.screenKey };
  }

  /**
   * @param everything for operators; to others no rank is told before it is shown in the hall
   * @throws RefusalError contest.unknown, unit.unknown
   */
  async leaderboard(
    contestId: string,
    { offset, limit, level, unit }: BoardQuery,
    everything: boolean,
  ): Promise<LeaderboardPage> {
    const live = await this.registry.get(contestId);
    const place = placeOf(live, level, unit);
    return pageAt(live, leaderboardPage(live, offset, limit, everything), place, everything);
  }
}
