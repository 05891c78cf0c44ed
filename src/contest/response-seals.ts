import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { AuditService, coverInTurns, type AuditDeed, type Tail } from '../audit/audit.service.js';
import { Clock } from '../platform/clock/clock.js';
import { WriteQueue } from '../platform/database/write-queue.js';

/** A row as its columns hold it. */
export interface CommittedResponse {
  readonly contestId: string;
  readonly batch: string;
}

type Commit = readonly CommittedResponse[];

/** How long a committed response may be without an entry that vouches for it. */
const SEAL_MS = 250;

/**
 * Has the audit log vouch for responses, one digest for each commit. After the acknowledgement: nobody in the hall waits
 * for it. What a crash leaves without an entry is adopted at the next start.
 */
@Injectable()
export class ResponseSeals implements OnApplicationShutdown {
  private open: Commit[] = [];
  private cancel: (() => void) | null = null;

  constructor(
    private readonly queue: WriteQueue,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** Rows that came with one commit, and are on disk. */
  committed(rows: Commit): void {
    if (rows.length === 0) return;
    this.open.push(rows);
    this.cancel ??= this.clock.after(SEAL_MS, () => {
      this.cancel = null;
      // A full queue or disk: the rows stay open, and the next responses or the next command come back to them.
      void this.seal().catch(() => undefined);
    });
  }

  async seal(): Promise<void> {
    if (this.open.length > 0) await this.sealedWith(() => Promise.resolve());
  }

  /** Runs a job in one transaction with, and after, the entries for what is open; where it fails, that stays open. */
  async sealedWith<T>(job: (manager: EntityManager) => Promise<T>): Promise<T> {
    const taken = this.open;
    this.open = [];
    try {
      // Before the transaction, which keeps other responses waiting.
      const deeds = await deedsOf(taken);
      return await this.queue.run(async (manager) => {
        for (const deed of deeds) await this.audit.record(manager, deed);
        return job(manager);
      });
    } catch (error) {
      this.open.unshift(...taken);
      throw error;
    }
  }

  /** Before the server takes anything new. */
  async adopt(tails: readonly Tail[]): Promise<void> {
    await this.queue.run((manager) => this.audit.started(manager, 'response', tails));
  }

  /** Sockets are closed: nothing comes any more. */
  async onApplicationShutdown(): Promise<void> {
    this.cancel?.();
    // A full disk: the next start takes it for a crash.
    await this.sealedWith((manager) => this.audit.stopped(manager)).catch(() => undefined);
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
    action: 'responses.committed',
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
