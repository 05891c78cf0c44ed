import { Injectable } from '@nestjs/common';
import type { Observable } from 'rxjs';
import { In } from 'typeorm';

import { Reader } from '../../platform/database/reader.js';
import { ContestStore } from '../contest.store.js';
import { ContestLoader } from '../live/contest-loader.js';
import { ContestEventEntity } from '../persistence/contest-event.entity.js';
import { ContestEntity } from '../persistence/contest.entity.js';

export interface FinishedContest {
  readonly contestId: string;
  readonly title: string;
  /** Epoch milliseconds. */
  readonly endedAt: number;
  /** Hundredths. */
  readonly pointsPossible: number;
  /** People of the roster alone: who came in by name is nobody of the organisation. */
  readonly people: readonly { readonly personId: string; readonly total: number }[];
}

/** Contests whose result is final, for what follows from them elsewhere. */
@Injectable()
export class FinishedContests {
  constructor(
    private readonly store: ContestStore,
    private readonly loader: ContestLoader,
    private readonly reader: Reader,
  ) {}

  /** The contest's id, after the commit. */
  get finalized(): Observable<string> {
    return this.store.finalized;
  }

  exists(contestId: string): Promise<boolean> {
    return this.reader.source.manager.existsBy(ContestEntity, { id: contestId, kind: 'regular' });
  }

  /** Null where it is not final, or no contest that counts. */
  async of(contestId: string): Promise<FinishedContest | null> {
    const where = { id: contestId, phase: 'finalized', kind: 'regular' } as const;
    if (!(await this.reader.source.manager.existsBy(ContestEntity, where))) return null;
    const { record, roster, scoreboard } = await this.loader.load(contestId);
    const { board } = scoreboard;
    const people = board.standings.flatMap(({ participantId, total }) => {
      const personId = roster.get(participantId)?.personId ?? null;
      return personId === null ? [] : [{ personId, total }];
    });
    const ended = await this.reader.source.manager.findOne(ContestEventEntity, {
      where: { contestId, type: In(['contest-ended', 'contest-finalized']) },
      order: { version: 'ASC' },
    });
    const endedAt = ended?.at ?? record.createdAt;
    return { contestId, title: record.title, endedAt, pointsPossible: board.pointsPossible, people };
  }
}
