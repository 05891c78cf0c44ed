import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { AuditService } from '../audit/audit.service.js';
import type { Cover } from '../core/audit/cover.js';
import { dayOf } from '../core/study/day.js';
import { Clock } from '../platform/clock/clock.js';
import { Reader } from '../platform/database/reader.js';
import { WriteQueue } from '../platform/database/write-queue.js';

/** Who did it: an operator, a person of the organisation for themselves, or the server. */
export interface By {
  readonly kind: 'operator' | 'member' | 'server';
  readonly id: string | null;
}

export interface StudyDeed {
  readonly action: string;
  readonly subjectId?: string;
  /** Ids alone. */
  readonly detail?: Readonly<Record<string, unknown>>;
  /** Free text. */
  readonly note?: string;
  readonly covers?: readonly Cover[];
}

/** Changes of the study log: one transaction each, with its record. */
@Injectable()
export class StudyDeeds {
  constructor(
    private readonly queue: WriteQueue,
    private readonly audit: AuditService,
    private readonly clock: Clock,
    private readonly reads: Reader,
  ) {}

  get reader(): EntityManager {
    return this.reads.source.manager;
  }

  now(): number {
    return this.clock.now();
  }

  /** YYYY-MM-DD */
  today(): string {
    return dayOf(this.clock.now());
  }

  run<T>(by: By, job: (manager: EntityManager, at: number) => Promise<readonly [T, StudyDeed | null]>): Promise<T> {
    return this.queue.run(async (manager) => {
      const [value, deed] = await job(manager, this.clock.now());
      if (deed !== null) await this.record(manager, by, deed);
      return value;
    });
  }

  /** Inside the transaction of the deed. */
  record(manager: EntityManager, { kind, id }: By, deed: StudyDeed): Promise<void> {
    if (kind === 'server') return this.audit.record(manager, deed);
    return this.audit.record(manager, { ...deed, actor: { kind: kind === 'member' ? 'participant' : 'operator', id } });
  }
}
