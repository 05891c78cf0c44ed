import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Subject } from 'rxjs';
import type { EntityManager } from 'typeorm';

import { Bus, type NodeIdentity } from '../bus/bus.js';
import { Clock } from '../clock/clock.js';
import { ScaledClock } from '../clock/scaled-clock.js';
import { Reader } from '../database/reader.js';
import { WriteQueue } from '../database/write-queue.js';
import { ServerNodeEntity } from './server-node.entity.js';

const BEAT_MS = 1000;
/** Three beats missed. */
const GONE_AFTER_MS = 3500;
/** Whoever did not look for longer does not know whose beat stood still meanwhile: the others may have been as mute. */
const LONGEST_GAP_MS = 2 * BEAT_MS;

const BEAT = `INSERT INTO server_node (name, incarnation, started_at, beat_at) VALUES ($1, $2, $3, $4)
  ON CONFLICT (name) DO UPDATE SET incarnation = $2, started_at = $3, beat_at = $4`;

const ALL = 'SELECT name, incarnation, beat_at AS "beatAt" FROM server_node';

/** A node that ended without saying so. */
export interface GoneNode extends NodeIdentity {
  /** Epoch milliseconds: when it was heard of last. */
  readonly beatAt: number;
}

/** Does what the node has left undone, in the transaction that strikes it off: once, whoever notices. */
type Burial = (manager: EntityManager, gone: GoneNode) => Promise<void>;

interface Watched {
  readonly node: GoneNode;
  /** Of this node's own clock: since when its beat has been the same. */
  readonly since: number;
}

/**
 * Which other nodes run on the same database. On a single machine there are none, and nothing is written.
 *
 * A node is gone whose beat has not moved while this one looked on for 3.5 seconds, not one whose beat is old: after an
 * outage of the database all are old, and clocks may part. So after beats of its own that failed or came late it waits
 * until whoever lives has had the time to say so.
 */
@Injectable()
export class Nodes implements OnApplicationBootstrap {
  private readonly logger = new Logger('nodes');
  private readonly startedAt: number;
  private others: readonly NodeIdentity[] = [];
  private cancel: (() => void) | null = null;
  private beating: Promise<void> = Promise.resolve();
  private burying: Promise<void> | null = null;
  private watched: ReadonlyMap<string, Watched> = new Map();
  private lookedAt = -Infinity;
  private known = false;
  private readonly burials: Burial[] = [];
  /** Once it is struck off, on the node that did it. */
  readonly gone = new Subject<GoneNode>();

  constructor(
    private readonly bus: Bus,
    private readonly queue: WriteQueue,
    private readonly reader: Reader,
    private readonly clock: Clock,
  ) {
    this.startedAt = clock.now();
  }

  get self(): NodeIdentity {
    return this.bus.self;
  }

  /** Whether others may exist at all. */
  get isShared(): boolean {
    return this.bus.isShared;
  }

  /** As of the last look, a second ago at most while the database answers. */
  get alive(): readonly NodeIdentity[] {
    return this.others;
  }

  /** False before the first look, and while the database does not say who is there. */
  get isKnown(): boolean {
    return this.known || !this.isShared;
  }

  /** For constructors alone: at the start it is asked before this node says that it is there. */
  onGone(burial: Burial): void {
    this.burials.push(burial);
  }

  async onApplicationBootstrap(): Promise<void> {
    if (!this.isShared) return;
    // An earlier start of this node left its row: the first beat would write over it. That one is gone for certain.
    const { name, incarnation } = this.self;
    const rows = (await this.reader.source.query(ALL)) as readonly GoneNode[];
    await this.bury(rows.filter((row) => row.name === name && row.incarnation !== incarnation));
    await this.turn();
    this.arm();
  }

  /** At the start, before the first beat: whether any node is playing on meanwhile. */
  async look(): Promise<readonly NodeIdentity[]> {
    if (!this.isShared) return [];
    const now = this.clock.now();
    const rows = (await this.reader.source.query(
      'SELECT name, incarnation FROM server_node WHERE beat_at > $1 AND incarnation <> $2 AND name <> $3',
      [now - GONE_AFTER_MS, this.self.incarnation, this.self.name],
    )) as readonly NodeIdentity[];
    this.others = rows;
    this.known = true;
    return rows;
  }

  /** Before `leave`: a beat that comes after it would write the row anew. */
  async stopBeats(): Promise<void> {
    this.cancel?.();
    await this.beating;
    await this.burying;
    // What came last may have armed the next.
    this.cancel?.();
  }

  /** Nothing is left to do for this node: others need not bury it. Inside the transaction of its last deed. */
  async leave(manager: EntityManager): Promise<void> {
    if (this.isShared) await manager.delete(ServerNodeEntity, this.self);
  }

  private arm(): void {
    this.cancel = this.clock.after(BEAT_MS, () => {
      this.beating = this.turn().finally(() => this.arm());
    });
  }

  private async turn(): Promise<void> {
    try {
      const { name, incarnation } = this.self;
      const beat = [name, incarnation, this.startedAt, this.clock.now()];
      const rows = await this.queue.beside(async (manager) => {
        const before = (await manager.query(ALL)) as readonly GoneNode[];
        await manager.query(BEAT, beat);
        return before;
      });
      this.see(rows);
    } catch (error) {
      if (this.known) this.logger.error(`The beat of this node could not be written: ${String(error)}`);
      this.known = false;
      this.watched = new Map();
      return;
    }
    const gone = this.watchedBy((silentMs) => silentMs >= GONE_AFTER_MS);
    // Not waited for: a job may wait for its turn longer than the others would wait for the next beat.
    if (gone.length > 0) this.burying ??= this.buryAll(gone);
  }

  private see(rows: readonly GoneNode[]): void {
    const now = this.clock.now();
    const before: ReadonlyMap<string, Watched> =
      now - this.lookedAt > LONGEST_GAP_MS ? new Map<string, Watched>() : this.watched;
    const isNew = this.lookedAt === -Infinity;
    this.lookedAt = now;
    const watched = new Map<string, Watched>();
    for (const node of rows) {
      if (node.name === this.self.name) continue;
      const seen = before.get(node.incarnation);
      watched.set(node.incarnation, seen?.node.beatAt === node.beatAt ? seen : { node, since: now });
    }
    this.watched = watched;
    this.others = this.watchedBy((silentMs) => silentMs < GONE_AFTER_MS);
    this.known = true;
    if (!isNew && !rows.some(({ incarnation }) => incarnation === this.self.incarnation)) this.wasStruckOff();
  }

  private watchedBy(holds: (silentMs: number) => boolean): readonly GoneNode[] {
    return [...this.watched.values()].filter(({ since }) => holds(this.lookedAt - since)).map(({ node }) => node);
  }

  /** This node stood still, or had no way to the database, for so long that another took it for gone. */
  private wasStruckOff(): void {
    this.logger.warn('Another node took this one for gone; it goes on');
    if (this.clock instanceof ScaledClock) this.clock.stoodStill();
  }

  private async buryAll(gone: readonly GoneNode[]): Promise<void> {
    try {
      await this.bury(gone);
    } catch (error) {
      this.logger.error(`What a node left that is gone could not be taken up, and is tried again: ${String(error)}`);
    } finally {
      this.burying = null;
    }
  }

  private async bury(gone: readonly GoneNode[]): Promise<void> {
    for (const node of gone) {
      const struckOff = await this.queue.run(async (manager) => {
        const { affected } = await manager.delete(ServerNodeEntity, node);
        // Another node was quicker, or it has come back to life meanwhile.
        if (affected !== 1) return false;
        for (const burial of this.burials) await burial(manager, node);
        return true;
      });
      if (!struckOff) continue;
      this.logger.warn(`Node ${node.name} is gone`);
      this.gone.next(node);
    }
  }
}
