import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';

import type { Phase } from '../../core/contest/types.js';
import { AppConfig } from '../../platform/config/app-config.js';
import { Clock } from '../../platform/clock/clock.js';
import { hashToken } from '../../platform/secrets.js';
import { ContestStore } from '../contest.store.js';
import { Broadcaster } from './broadcaster.js';
import { ContestLoader } from './contest-loader.js';
import { LiveContest } from './live-contest.js';
import type { Seat } from './roster.js';

export interface SeatKey {
  readonly contestId: string;
  readonly participantId: string;
}

/** Phases in which the clock of a contest runs or may run. */
const RUNNING: readonly Phase[] = ['lobby', 'introducing', 'presenting', 'open', 'closed', 'revealed'];

/** Every contest in memory: running ones from the start of the server, others for as long as somebody looks. */
@Injectable()
export class ContestRegistry implements BeforeApplicationShutdown {
  private readonly logger = new Logger(ContestRegistry.name);
  private readonly contests = new Map<string, Promise<LiveContest>>();
  private readonly loaded = new Map<string, LiveContest>();
  private readonly idByPin = new Map<string, string>();
  private readonly seatByToken = new Map<string, SeatKey>();

  constructor(
    private readonly loader: ContestLoader,
    private readonly store: ContestStore,
    private readonly broadcaster: Broadcaster,
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {}

  /** Brings every running contest back, on the right item, with the outage added to its deadlines. */
  async resume(): Promise<void> {
    const lastBeat = await this.store.lastBeat();
    for (const contestId of await this.store.idsInPhases(RUNNING)) {
      const live = await this.get(contestId);
      live.roster.awaitReturn(this.clock.now());
      const clockRuns = live.state.phase === 'open' || live.state.nextAt !== null;
      const lastEvent = await this.store.lastEventAt(contestId);
      // The server was alive when it wrote either; the heartbeat may be an old one if no contest ran before this.
      const aliveAt = Math.max(lastBeat ?? 0, lastEvent ?? 0);
      if (clockRuns) await live.bridgeOutage(aliveAt, this.config.reconnectAllowanceMs);
      live.schedule();
      this.logger.log(`Contest ${contestId} goes on in phase ${live.state.phase}`);
    }
  }

  /** @throws RefusalError contest.unknown */
  get(contestId: string): Promise<LiveContest> {
    const known = this.contests.get(contestId);
    if (known) return known;
    const loading = this.load(contestId);
    this.contests.set(contestId, loading);
    loading.catch(() => this.contests.delete(contestId));
    return loading;
  }

  /** Only what is in memory already; for the hot path. */
  peek(contestId: string): LiveContest | undefined {
    return this.loaded.get(contestId);
  }

  async byPin(pin: string): Promise<LiveContest | null> {
    const id = this.idByPin.get(pin) ?? (await this.store.idByPin(pin));
    return id === null ? null : this.get(id);
  }

  all(): IterableIterator<LiveContest> {
    return this.loaded.values();
  }

  running(): LiveContest[] {
    return [...this.loaded.values()].filter((live) => RUNNING.includes(live.state.phase));
  }

  remember(live: LiveContest, seat: Seat): void {
    this.seatByToken.set(seat.tokenHash, { contestId: live.id, participantId: seat.id });
  }

  forgetToken(tokenHash: string): void {
    this.seatByToken.delete(tokenHash);
  }

  /** Whose token this is; null for one that was replaced, or of a contest that is gone. */
  async seatOfToken(token: string): Promise<SeatKey | null> {
    const tokenHash = hashToken(token);
    return this.seatByToken.get(tokenHash) ?? (await this.store.participantByToken(tokenHash));
  }

  /** Rows of a draft have changed; call it in the contest's line. */
  async refresh(live: LiveContest): Promise<void> {
    live.adopt(await this.loader.load(live.id));
  }

  /** The contest is about to be deleted. */
  async drop(contestId: string): Promise<void> {
    const live = this.loaded.get(contestId);
    this.contests.delete(contestId);
    this.loaded.delete(contestId);
    if (!live) return;
    this.idByPin.delete(live.record.pin);
    for (const seat of live.roster.all()) this.seatByToken.delete(seat.tokenHash);
    await live.stop();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all([...this.loaded.values()].map((live) => live.stop()));
  }

  private async load(contestId: string): Promise<LiveContest> {
    const live = new LiveContest(await this.loader.load(contestId), {
      clock: this.clock,
      store: this.store,
      broadcaster: this.broadcaster,
      onFault: (error) => this.logger.error(`Contest ${contestId}: ${String(error)}`),
    });
    this.loaded.set(contestId, live);
    this.idByPin.set(live.record.pin, contestId);
    for (const seat of live.roster.active()) this.remember(live, seat);
    return live;
  }
}
