import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';

import type { Phase } from '../../core/contest/types.js';
import { Bus } from '../../platform/bus/bus.js';
import { Clock } from '../../platform/clock/clock.js';
import { digestOf } from '../live/attendance.js';
import { ContestRegistry, RUNNING } from '../live/contest-registry.js';
import type { LiveContest } from '../live/live-contest.js';
import { CONTEST_HINTS, type ContestHint } from './hints.js';
import { OtherNodes } from './other-nodes.js';
import { SeatRevision } from './seat-revision.js';

const TURN_MS = 250;
/** Turns; a digest that has not changed is told as often, so that silence means something. */
const LOOK_EVERY = 4;
/** In which a draft is changed, or points are given by hand, and appeals are filed. */
const MATTERS_CHANGE: ReadonlySet<Phase> = new Set(['draft', 'introducing', 'revealed', 'ended']);

/**
 * Keeps the contests of this node as the rows say, whoever wrote them: by hints within milliseconds, and by looking for
 * itself each second, so that a hint that was lost makes it late and nothing else: versions, seats and responses are counted,
 * and what leaves none of these is counted in the contest's row (Revisions).
 */
@Injectable()
export class Follower implements BeforeApplicationShutdown {
  private readonly logger = new Logger('nodes');
  private cancel: (() => void) | null = null;
  private looking: Promise<void> = Promise.resolve();
  private turn = 0;
  private isLooking = false;
  private lived: ReadonlySet<string> = new Set();
  private readonly told = new Map<string, string>();

  constructor(
    private readonly registry: ContestRegistry,
    private readonly nodes: OtherNodes,
    private readonly revision: SeatRevision,
    private readonly bus: Bus,
    private readonly clock: Clock,
  ) {}

  start(): void {
    if (!this.nodes.isShared) return;
    this.bus.on(CONTEST_HINTS, (payload) => this.hear(payload as ContestHint));
    this.bus.onRecovered(() => this.reviewAll());
    this.nodes.hints.counted.subscribe(({ contestId, revision }) => this.revisedTo(contestId, revision));
    this.cancel ??= this.arm();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.cancel?.();
    await this.looking;
  }

  private arm(): () => void {
    return this.clock.after(TURN_MS, () => {
      this.cancel = this.arm();
      this.turn = (this.turn + 1) % LOOK_EVERY;
      this.tellDigests(this.turn === 0);
      if (this.turn === 0 && !this.isLooking) void this.lookAround();
    });
  }

  private async lookAround(): Promise<void> {
    this.isLooking = true;
    this.looking = this.look().catch((error: unknown) => {
      this.logger.error(`Looking for what other nodes wrote: ${String(error)}`);
    });
    await this.looking;
    this.isLooking = false;
  }

  private tellDigests(all: boolean): void {
    const now = this.clock.now();
    const digests = this.registry.running().map((live) => digestOf(live, now));
    const changed = digests.filter((digest) => this.told.get(digest.contestId) !== JSON.stringify(digest));
    this.nodes.peers.tell(all ? digests : changed);
    if (all) this.told.clear();
    for (const digest of digests) this.told.set(digest.contestId, JSON.stringify(digest));
  }

  private hear(hint: ContestHint): void {
    if ('revision' in hint) this.revisedTo(hint.contestId, hint.revision);
    switch (hint.kind) {
      case 'moved': {
        const live = this.registry.peek(hint.contestId);
        if (!live) void this.guard(this.registry.get(hint.contestId));
        else if (live.state.version < hint.version) void this.guard(live.catchUp());
        return;
      }
      case 'edited':
      case 'matters':
        return this.with(hint.contestId, (live) => live.reread());
      case 'deleted':
        return this.registry.dismiss(hint.contestId);
      case 'caption':
        return this.with(hint.contestId, (live) => this.captions(live));
      case 'seats':
        return this.with(hint.contestId, (live) => this.review(live, hint.participantIds));
      case 'seated':
        for (const seated of hint.seated) {
          const live = this.registry.peek(seated.contestId);
          if (live) this.revision.satElsewhere(live, seated);
        }
        return;
      case 'appeal':
        return this.with(hint.contestId, (live) => this.revision.appealRuled(live, hint.appealId));
    }
  }

  /** One change that this node knows of; where others are missing before it, the next look finds that. */
  private revisedTo(contestId: string, revision: number | null): void {
    const live = this.registry.peek(contestId);
    if (live && revision === live.revision + 1) live.revision = revision;
  }

  /** What this node has not loaded it will read when it does. */
  private with(contestId: string, job: (live: LiveContest) => Promise<void>): void {
    const live = this.registry.peek(contestId);
    if (live) void this.guard(job(live));
  }

  private async guard(job: Promise<unknown>): Promise<void> {
    try {
      await job;
    } catch (error) {
      this.logger.error(`Following another node: ${String(error)}`);
    }
  }

  private async review(live: LiveContest, participantIds: readonly string[]): Promise<void> {
    this.revision.review(live, await this.nodes.rows.some(live.record, participantIds));
  }

  private async captions(live: LiveContest): Promise<void> {
    const last = live.captions.at(-1)?.sequence ?? 0;
    for (const caption of await this.nodes.rows.captionsAfter(live.id, last)) live.addCaption(caption);
  }

  /** Hints may have been lost. */
  private reviewAll(): void {
    for (const live of this.registry.all()) void this.guard(this.reviewWhole(live));
  }

  /** Names, needs, removals, captions and matters leave no trace in a version. */
  private async reviewWhole(live: LiveContest): Promise<void> {
    const everybody = [...live.roster.all()].map(({ id }) => id);
    await this.review(live, everybody);
    await this.captions(live);
    await (MATTERS_CHANGE.has(live.state.phase) ? live.reread() : live.catchUp());
  }

  private async look(): Promise<void> {
    const { rows } = this.nodes;
    this.lookForTheDead();
    const loaded = new Map([...this.registry.all()].map((live) => [live.id, live]));
    const found = await rows.versions(RUNNING, [...loaded.keys()]);
    for (const { id, version, revision } of found) {
      const live = loaded.get(id);
      if (!live) await this.guard(this.registry.get(id));
      else if (live.revision < revision) {
        live.revision = revision;
        await this.guard(this.reviewWhole(live));
      } else if (live.state.version < version) await this.guard(live.catchUp());
    }
    const there = new Set(found.map(({ id }) => id));
    for (const id of loaded.keys()) if (!there.has(id)) this.registry.dismiss(id);
    const running = this.registry.running();
    if (running.length === 0) return;
    const seats = await rows.seatCounts(running.map(({ id }) => id));
    for (const live of running) if ((seats.get(live.id) ?? 0) > live.roster.size) await this.guard(live.learnSeats());
    await this.count(running);
  }

  /** Whoever is gone may have died between a change and the word of it. */
  private lookForTheDead(): void {
    const alive = this.nodes.incarnations;
    if ([...this.lived].some((incarnation) => !alive.has(incarnation))) this.reviewAll();
    this.lived = alive;
  }

  /** How many have responded, wherever they are connected. */
  private async count(running: readonly LiveContest[]): Promise<void> {
    const open = running.flatMap((live) => {
      const { currentItemId, phase } = live.state;
      const opening = live.currentOpening?.number;
      if (phase !== 'open' || currentItemId === null || opening === undefined) return [];
      return [{ live, contestItemId: currentItemId, opening }];
    });
    if (open.length === 0) return;
    const counts = await this.nodes.rows.responseCounts(
      open.map(({ contestItemId, opening }) => ({ contestItemId, opening })),
    );
    for (const { live, contestItemId, opening } of open) {
      live.book?.countedInRows(contestItemId, opening, counts.get(contestItemId) ?? 0);
      live.tallyDirty = true;
    }
  }
}
