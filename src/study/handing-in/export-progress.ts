import { Injectable } from '@nestjs/common';

import { Clock } from '../../platform/clock/clock.js';
import { WriteQueue } from '../../platform/database/write-queue.js';
import { Nodes } from '../../platform/nodes/nodes.service.js';
import { StudyExportEntity } from './persistence/study-export.entity.js';

interface Parts {
  readonly done: number;
  readonly of: number;
}

const TOLD_EVERY_MS = 1000;

/** How far the files have come that are being made: on this node to the moment, of other nodes as of a second ago. */
@Injectable()
export class ExportProgress {
  private readonly here = new Map<string, Parts>();
  private readonly toldAt = new Map<string, number>();

  constructor(
    private readonly nodes: Nodes,
    private readonly queue: WriteQueue,
    private readonly clock: Clock,
  ) {
    // What was being made there is made no more.
    nodes.onGone(async (manager, { incarnation }) => {
      const left = { state: 'running' as const, heldBy: incarnation };
      await manager.update(StudyExportEntity, left, { state: 'failed', finishedAt: clock.now() });
    });
  }

  /** Who makes a file that is started here; null where there is nobody else. */
  get holder(): string | null {
    return this.nodes.isShared ? this.nodes.self.incarnation : null;
  }

  note(id: string, parts: Parts): void {
    this.here.set(id, parts);
    const now = this.clock.now();
    if (!this.nodes.isShared || now - (this.toldAt.get(id) ?? 0) < TOLD_EVERY_MS) return;
    this.toldAt.set(id, now);
    const row = { progressDone: parts.done, progressOf: parts.of };
    // A full queue or a database that is away: the next note says more.
    void this.queue.touch((manager) => manager.update(StudyExportEntity, id, row)).catch(() => undefined);
  }

  of({ id, progressDone, progressOf }: StudyExportEntity): Parts {
    return this.here.get(id) ?? { done: progressDone ?? 0, of: progressOf ?? 0 };
  }

  forget(id: string): void {
    this.here.delete(id);
    this.toldAt.delete(id);
  }
}
