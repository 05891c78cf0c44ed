import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';

import type { Phase } from '../../core/contest/types.js';
import { Clock } from '../../platform/clock/clock.js';
import { refuse } from '../../platform/refusal.js';
import { hashToken } from '../../platform/secrets.js';
import { ContestStore } from '../contest.store.js';
import { OtherNodes } from '../nodes/other-nodes.js';
import { Broadcaster } from './broadcaster.js';
import { ContestLoader } from './contest-loader.js';
import { LiveContest } from './live-contest.js';
import type { Seat } from './roster.js';

export interface SeatKey {
  readonly contestId: string;
  readonly participantId: string;
}

/** Phases in which the clock of a contest runs or may run. */
export const RUNNING: readonly Phase[] = ['lobby', 'introducing', 'presenting', 'open', 'closed', 'revealed'];

/** Minutes; see Pulse. */
const UNUSED_TURNS = 10;

/** Every contest in memory: running ones from the start of the server, others for as long as somebody looks. */
@Injectable()
export class ContestRegistry implements BeforeApplicationShutdown {
  private readonly logger = new Logger(ContestRegistry.name);
  private readonly contests = new Map<string, Promise<LiveContest>>();
  private readonly loaded = new Map<string, LiveContest>();
  private readonly idByPin = new Map<string, string>();
  private readonly seatByToken = new Map<string, SeatKey>();
  private readonly leaving = new Set<string>();
  private readonly unusedTurns = new Map<string, number>();

  constructor(
    private readonly loader: ContestLoader,
    private readonly store: ContestStore,
    private readonly broadcaster: Broadcaster,
    private readonly nodes: OtherNodes,
    private readonly clock: Clock,
  ) {}

  /** @throws RefusalError contest.unknown */
  get(contestId: string): Promise<LiveContest> {
    const known = this.contests.get(contestId);
    if (known) return known;
    if (this.leaving.has(contestId)) return Promise.reject(refuse('contest.unknown'));
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

  /** Takes a contest out of memory while `remove` deletes its rows; nobody can bring it back in between. */
  async drop(contestId: string, remove: () => Promise<void>): Promise<void> {
    const live = await this.get(contestId);
    this.leaving.add(contestId);
    try {
      await live.stop();
      this.forget(live);
      this.broadcaster.dismiss(live);
      await remove();
      this.nodes.hints.deleted(contestId);
    } finally {
      this.leaving.delete(contestId);
    }
  }

  /** Contests that do not run and that nobody has looked at lately are read from their rows when they are wanted again. */
  evictUnused(): void {
    for (const live of this.loaded.values()) {
      if (RUNNING.includes(live.state.phase) || this.broadcaster.hasAudience(live)) this.unusedTurns.delete(live.id);
      else if ((this.unusedTurns.get(live.id) ?? 0) < UNUSED_TURNS) {
        this.unusedTurns.set(live.id, (this.unusedTurns.get(live.id) ?? 0) + 1);
      } else void live.stop().then(() => this.forget(live));
    }
  }

  /** Another node has deleted it. */
  dismiss(contestId: string): void {
    const live = this.loaded.get(contestId);
    if (!live) return;
    this.forget(live);
    this.broadcaster.dismiss(live);
    void live.stop();
  }

  private forget(live: LiveContest): void {
    this.contests.delete(live.id);
    this.loaded.delete(live.id);
    this.unusedTurns.delete(live.id);
    this.nodes.peers.forget(live.id);
    this.idByPin.delete(live.record.pin);
    for (const seat of live.roster.all()) this.seatByToken.delete(seat.tokenHash);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all([...this.loaded.values()].map((live) => live.stop()));
  }

  private async load(contestId: string): Promise<LiveContest> {
    const live = new LiveContest(await this.loader.load(contestId), {
      clock: this.clock,
      store: this.store,
      broadcaster: this.broadcaster,
      nodes: this.nodes,
      reload: () => this.loader.load(contestId),
      openMatters: () => this.loader.openMatters(contestId),
      onFault: (error) => this.logger.error(`Contest ${contestId}: ${String(error)}`),
    });
    this.loaded.set(contestId, live);
    this.idByPin.set(live.record.pin, contestId);
    for (const seat of live.roster.active()) this.remember(live, seat);
    // Begun on another node, which may go: each can take the next step.
    if (this.nodes.isShared) live.schedule();
    return live;
  }
}
