import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { AuditService, coverInTurns, coverStored, type AuditDeed, type Tail } from '../audit/audit.service.js';
import { Clock } from '../platform/clock/clock.js';
import { WriteQueue } from '../platform/database/write-queue.js';
import { Nodes } from '../platform/nodes/nodes.service.js';

/** A row as its columns hold it. */
export interface CommittedResponse {
  readonly contestId: string;
  readonly batch: string;
}

type Commit = readonly CommittedResponse[];

/** Rows that went out to a database which did not answer any more: on disk or not. */
interface Doubtful {
  readonly contestId: string;
  readonly batch: string;
}

const COMMITTED = 'responses.committed';

/** How long a committed response may be without an entry that vouches for it. */
const SEAL_MS = 250;
const AGAIN_MS = 1000;

/**
 * Has the audit log vouch for responses, one digest for each commit. After the acknowledgement: nobody in the hall waits
 * for it. What a crash leaves without an entry is adopted at the next start, or by another node.
 */
@Injectable()
export class ResponseSeals implements OnApplicationShutdown {
  private open: Commit[] = [];
  private doubtful: Doubtful[] = [];
  private sealing: Promise<unknown> = Promise.resolve();
  private cancel: (() => void) | null = null;
  private atWork = false;
  private stopping = false;

  constructor(
    private readonly queue: WriteQueue,
    private readonly audit: AuditService,
    private readonly clock: Clock,
    private readonly nodes: Nodes,
  ) {}

  /** Rows that came with one commit, and are on disk. */
  committed(rows: Commit): void {
    if (rows.length === 0) return;
    this.open.push(rows);
    this.arm(SEAL_MS);
  }

  /** Whoever wrote them tries again before anything else is written; until then it is not known what stands there. */
  doubted(batch: string, contestIds: ReadonlySet<string>): void {
    for (const contestId of contestIds) this.doubtful.push({ contestId, batch });
    this.arm(SEAL_MS);
  }

  private arm(ms: number): void {
    if (this.stopping) return;
    this.cancel ??= this.clock.after(ms, () => {
      this.cancel = null;
      // One at a time: what comes while it waits for its turn goes with the next one.
      if (this.atWork) return this.arm(SEAL_MS);
      this.atWork = true;
      // A full queue or disk, a database that is away: nobody else vouches for them while this server lives.
      const over = this.seal().catch(() => this.arm(AGAIN_MS));
      void over.finally(() => (this.atWork = false));
    });
  }

  async seal(): Promise<void> {
    if (this.open.length + this.doubtful.length > 0) await this.sealedWith(() => Promise.resolve());
  }

  /** Runs a job in one transaction with, and after, the entries for what is open; where it fails, that stays open. */
  sealedWith<T>(job: (manager: EntityManager) => Promise<T>): Promise<T> {
    const sealed = this.sealOpen(job);
    this.sealing = Promise.allSettled([this.sealing, sealed]);
    return sealed;
  }

  private async sealOpen<T>(job: (manager: EntityManager) => Promise<T>): Promise<T> {
    const [taken, doubted] = [this.open, this.doubtful];
    [this.open, this.doubtful] = [[], []];
    try {
      // Before the transaction, which keeps other responses waiting.
      const deeds = await deedsOf(taken);
      return await this.queue.run(async (manager) => {
        for (const deed of deeds) await this.audit.record(manager, deed);
        for (const doubt of doubted) await this.vouchForStored(manager, doubt);
        return job(manager);
      });
    } catch (error) {
      this.open.unshift(...taken);
      this.doubtful.unshift(...doubted);
      throw error;
    }
  }

  private async vouchForStored(manager: EntityManager, { contestId, batch }: Doubtful): Promise<void> {
    const cover = await coverStored(manager, 'response', contestId, [batch]);
    if (cover.count === 0) return;
    const detail = { responses: cover.count };
    await this.audit.record(manager, { action: COMMITTED, contestId, detail, covers: [cover] });
  }

  /** Before the server takes anything new. */
  async adopt(tails: readonly Tail[]): Promise<void> {
    await this.queue.run((manager) => this.audit.started(manager, 'response', tails));
  }

  /** For a node that is gone. Inside the caller's transaction. */
  adoptOf(manager: EntityManager, tails: readonly Tail[]): Promise<void> {
    return this.audit.adopted(manager, 'response', tails);
  }

  /**
   * Sockets are closed, but what came over them a moment ago may still be on its way to the disk. The log says that the
   * server stopped, and the node is struck off, with the very entry after which nothing is left to vouch for: wherever
   * that entry is missing, the next start or another node takes it for a crash.
   */
  async onApplicationShutdown(): Promise<void> {
    this.stopping = true;
    this.cancel?.();
    await this.queue.closeLanes();
    await this.nodes.stopBeats();
    // One that fails puts back what it had taken.
    await this.sealing;
    await this.sealedWith(async (manager) => {
      await this.audit.stopped(manager);
      await this.nodes.leave(manager);
    }).catch(() => undefined);
  }
}

async function deedsOf(commits: readonly Commit[]): Promise<AuditDeed[]> {
  const byContest = new Map<string, { responses: number; covers: Awaited<ReturnType<typeof coverInTurns>>[] }>();
  for (const rows of commits.flatMap(partsOf)) {
    const contestId = rows[0]?.contestId ?? '';
    const entry = byContest.get(contestId) ?? { responses: 0, covers: [] };
    byContest.set(contestId, entry);
    entry.responses += rows.length;
    entry.covers.push(await coverInTurns('response', rows));
  }
  return [...byContest].map(([contestId, { responses, covers }]) => ({
    action: COMMITTED,
    contestId,
    detail: { responses },
    covers,
  }));
}

/** Two contests may share a commit. */
function partsOf(rows: Commit): Commit[] {
  const parts = new Map<string, CommittedResponse[]>();
  for (const row of rows) {
    const part = parts.get(row.contestId);
    if (part) part.push(row);
    else parts.set(row.contestId, [row]);
  }
  return [...parts.values()];
}
