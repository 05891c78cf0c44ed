import { Injectable } from '@nestjs/common';
import { merge, mergeMap, type Observable } from 'rxjs';
import { In } from 'typeorm';

import type { Item, Outcome, Points, Response } from '../../core/item/types.js';
import { countingResponses } from '../../core/scoring/settle.js';
import { Reader } from '../../platform/database/reader.js';
import { Nodes } from '../../platform/nodes/nodes.service.js';
import { ContestStore } from '../contest.store.js';
import { ContestLoader } from '../live/contest-loader.js';
import type { LiveParts } from '../live/live-parts.js';
import { ContestEventEntity } from '../persistence/contest-event.entity.js';
import { ContestItemEntity } from '../persistence/contest-item.entity.js';
import { ContestEntity } from '../persistence/contest.entity.js';
import { settledItems } from './contest-results.js';

/** One contest whose result is final, as its rows say; for what people learn from it. Instants are epoch milliseconds. */
export interface FinalContest {
  readonly contestId: string;
  readonly title: string;
  /** When the first item was opened. */
  readonly startedAt: number;
  readonly endedAt: number;
  readonly pointsPossible: Points;
  /** Those that count and were revealed, with the key in force. */
  readonly items: readonly FinalItem[];
  /**
   * Who took part: that takes a response. People of the roster alone: who came in by name is nobody that a study log knows.
   */
  readonly people: readonly FinalPerson[];
}
export interface FinalItem {
  readonly item: Item;
  readonly number: number;
  readonly revealedAt: number;
  readonly voided: boolean;
  /** The revision of the bank item that was drawn; null: written by hand. */
  readonly bankRevisionId: string | null;
}
export interface FinalPerson {
  readonly personId: string;
  /** Of the branch for which they played; null where it was typed in by hand. */
  readonly unitId: string | null;
  readonly total: Points;
  /** In the order of the items; null for somebody who came later. Points without a bonus for speed. */
  readonly perItem: readonly (FinalPart | null)[];
}
export interface FinalPart {
  readonly outcome: Outcome;
  readonly points: Points;
  readonly response: Response | null;
}

/** A contest whose result is final, in which somebody of the roster took part. */
export interface Participation {
  readonly contestId: string;
  readonly title: string;
  /** Epoch milliseconds. */
  readonly endedAt: number;
  /** Of the branch for which they played; null where it was typed in by hand. */
  readonly unitId: string | null;
}

/** Who only joined has not taken part: that takes a response. Contests first, for people have no index of their own. */
const PARTICIPATIONS = `SELECT contest.id AS "contestId", contest.title, branch.unit_id AS "unitId",
    COALESCE((SELECT MIN(ended.at) FROM contest_event ended
      WHERE ended.contest_id = contest.id AND ended.type IN ('contest-ended', 'contest-finalized')), contest.created_at) AS "endedAt"
  FROM contest
  JOIN participant ON participant.contest_id = contest.id AND participant.person_id = $1
  JOIN contest_branch branch ON branch.id = participant.branch_id
  WHERE contest.kind = 'regular' AND contest.phase = 'finalized' AND participant.removed_at IS NULL
    AND EXISTS (SELECT 1 FROM contest_item item JOIN response ON response.contest_item_id = item.id
      WHERE item.contest_id = contest.id AND response.participant_id = participant.id)
  ORDER BY "endedAt" DESC, contest.id`;

/** What other features may ask about results that are final. Rehearsals and the demonstration have none. */
@Injectable()
export class FinalResults {
  /**
   * The contest's id, after the commit; and that of every final contest where another node is gone, which may have left its
   * last ones. Who misses it finds it in `contests` at the next start.
   */
  readonly finalized: Observable<string>;

  constructor(
    private readonly loader: ContestLoader,
    private readonly store: ContestStore,
    private readonly reader: Reader,
    nodes: Nodes,
  ) {
    this.finalized = merge(
      store.finalized,
      nodes.gone.pipe(
        mergeMap(() => this.contests()),
        mergeMap((ids) => ids),
      ),
    );
  }

  async contests(): Promise<readonly string[]> {
    const where = { kind: 'regular', phase: 'finalized' } as const;
    return (await this.reader.source.manager.find(ContestEntity, { select: { id: true }, where })).map(({ id }) => id);
  }

  /** Whether there is such a contest, final or not. */
  exists(contestId: string): Promise<boolean> {
    return this.reader.source.manager.existsBy(ContestEntity, { id: contestId, kind: 'regular' });
  }

  /** When it ended; null where it has not. Contests from before there were appeals say so by the row of the event alone. */
  async endOf(contestId: string): Promise<number | null> {
    const where = { contestId, type: In(['contest-ended', 'contest-finalized']) };
    const ended = await this.reader.source.manager.findOne(ContestEventEntity, { where, order: { version: 'ASC' } });
    return ended?.at ?? null;
  }

  /** The latest first. */
  async participationsOf(personId: string): Promise<readonly Participation[]> {
    const rows = (await this.reader.source.manager.query(PARTICIPATIONS, [personId])) as readonly Participation[];
    return rows.map((row) => ({ ...row, endedAt: Number(row.endedAt) }));
  }

  /** Null for one that is not final, or does not count. @throws RefusalError contest.unknown */
  async of(contestId: string): Promise<FinalContest | null> {
    const parts = await this.loader.load(contestId);
    const { record, state, roster, scoreboard } = parts;
    if (record.kind !== 'regular' || state.phase !== 'finalized') return null;
    const responses = await this.store.responsesByItem(contestId);
    const rows = await this.reader.source.manager.findBy(ContestItemEntity, { contestId });
    const drawnFrom = new Map(rows.map(({ id, bankItemId }) => [id, bankItemId]));
    const revealed = settledItems(parts, responses).flatMap(({ item, number, voided, settled }) => {
      const revealedAt = scoreboard.revealedAt(item.id);
      if (settled === null || revealedAt === undefined) return [];
      const outcomes = new Map(settled.map((one) => [one.participantId, one]));
      const given = countingResponses(responses.get(item.id) ?? []);
      const bankRevisionId = drawnFrom.get(item.id) ?? null;
      return [{ about: { item, number, revealedAt, voided, bankRevisionId }, outcomes, given }];
    });
    const totals = new Map(scoreboard.board.standings.map(({ participantId, total }) => [participantId, total]));
    const units = new Map(record.branches.map(({ id, unitId }) => [id, unitId]));
    const people = [...roster.active()].flatMap(({ id, personId, branchId, simulated }): FinalPerson[] => {
      if (personId === null || simulated) return [];
      const perItem = revealed.map(({ outcomes, given }): FinalPart | null => {
        const one = outcomes.get(id);
        if (!one) return null;
        return { outcome: one.outcome, points: one.points - one.bonus, response: given.get(id)?.response ?? null };
      });
      if (perItem.every((part) => (part?.response ?? null) === null)) return [];
      return [{ personId, unitId: units.get(branchId) ?? null, total: totals.get(id) ?? 0, perItem }];
    });
    const endedAt = state.endedAt ?? (await this.endOf(contestId)) ?? record.createdAt;
    const startedAt = startOf(parts) ?? endedAt;
    const { title } = record;
    const items = revealed.map(({ about }) => about);
    return { contestId, title, startedAt, endedAt, pointsPossible: scoreboard.board.pointsPossible, items, people };
  }
}

function startOf({ state }: LiveParts): number | null {
  const opened = Object.values(state.items).flatMap(({ openings }) => openings.map(({ opensAt }) => opensAt));
  return opened.length === 0 ? null : Math.min(...opened);
}
