import { Injectable } from '@nestjs/common';

import { replay } from '../../core/contest/evolve.js';
import type { ContestPlan, ContestState } from '../../core/contest/types.js';
import { Reader } from '../../platform/database/reader.js';
import { refuse } from '../../platform/refusal.js';
import { ContestStore } from '../contest.store.js';
import { AppealEntity } from '../persistence/appeal.entity.js';
import { CaptionEntity } from '../persistence/caption.entity.js';
import { ContestBranchEntity } from '../persistence/contest-branch.entity.js';
import { ContestEventEntity } from '../persistence/contest-event.entity.js';
import { ContestItemEntity } from '../persistence/contest-item.entity.js';
import { ContestRoundEntity } from '../persistence/contest-round.entity.js';
import { ContestUnitEntity } from '../persistence/contest-unit.entity.js';
import { ContestEntity } from '../persistence/contest.entity.js';
import { adjustmentOf, PointsAdjustmentEntity } from '../persistence/points-adjustment.entity.js';
import { RECENT_CAPTIONS, type ContestRecord } from './contest-record.js';
import { Figures, type FrozenBoard } from './figures.js';
import type { LiveParts, OpenMatters } from './live-parts.js';
import { ResponseBook } from './response-book.js';
import type { Roster } from './roster.js';
import { SeatReader } from './seat-reader.js';
import { Scoreboard, type ResponsesByItem } from './scoreboard.js';

/** Brings a contest back from its rows: the same state, seats, responses and board as before a restart. */
@Injectable()
export class ContestLoader {
  constructor(
    private readonly reader: Reader,
    private readonly store: ContestStore,
    private readonly seats: SeatReader,
  ) {}

  /** @throws RefusalError contest.unknown */
  async load(contestId: string): Promise<LiveParts> {
    const { manager } = this.reader.source;
    const contest = await manager.findOneBy(ContestEntity, { id: contestId });
    if (!contest) throw refuse('contest.unknown');
    const [record, plan] = await Promise.all([this.record(contest), this.plan(contest)]);
    const events = await manager.find(ContestEventEntity, { where: { contestId }, order: { version: 'ASC' } });
    const state = replay(
      plan,
      events.map((event) => event.payload),
    );
    const revealedAt = revealsOf(events);
    const roster = await this.seats.roster(record);
    const adjustments = await this.adjustments(contestId);
    const settled = { record, plan, roster, revealedAt, adjustments };
    const responses = revealedAt.length > 0 ? await this.store.responsesByItem(contestId) : new Map();
    const scoreboard = scoreboardOf(settled, state, responses);
    const frozen =
      state.frozenAtVersion === null ? null : frozenBoard(settled, events, state.frozenAtVersion, responses);
    const itemId = state.currentItemId;
    const opening = itemId === null ? undefined : state.items[itemId]?.openings.at(-1);
    let book: ResponseBook | null = null;
    if (itemId !== null && opening) {
      book = new ResponseBook(itemId, await this.store.responsesOfItem(itemId));
      book.startOpening(opening.number);
    }
    const captions = await manager.find(CaptionEntity, {
      where: { contestId },
      order: { sequence: 'DESC' },
      take: RECENT_CAPTIONS,
    });
    return {
      record,
      plan,
      state,
      roster,
      scoreboard,
      figures: new Figures(scoreboard, frozen),
      openMatters: await this.openMatters(contestId),
      book,
      captions: captions.reverse().map(captionOf),
      revision: contest.revision ?? 0,
    };
  }

  /** What still waits for somebody's word before the result may stand. */
  async openMatters(contestId: string): Promise<OpenMatters> {
    const { manager } = this.reader.source;
    return {
      appeals: await manager.countBy(AppealEntity, { contestId, state: 'open' }),
      adjustments: await manager.countBy(PointsAdjustmentEntity, { contestId, state: 'proposed' }),
    };
  }

  private adjustments(contestId: string): Promise<readonly PointsAdjustmentEntity[]> {
    const where = { contestId, state: 'confirmed' } as const;
    return this.reader.source.manager.find(PointsAdjustmentEntity, { where, order: { id: 'ASC' } });
  }

  async record(contest: ContestEntity): Promise<ContestRecord> {
    const branches = await this.reader.source.manager.find(ContestBranchEntity, {
      where: { contestId: contest.id },
      order: { ordinal: 'ASC' },
    });
    const units = await this.reader.source.manager.findBy(ContestUnitEntity, { contestId: contest.id });
    const { id, kind, pin, screenKey, createdAt, title, settings } = contest;
    return {
      id,
      kind,
      pin,
      screenKey,
      createdAt,
      title,
      settings,
      branches: branches.map(({ id: branchId, name, expected, unitId }) => ({ id: branchId, name, expected, unitId })),
      units: units.map(({ unitId, parentId, name, level }) => ({ unitId, parentId, name, level })),
    };
  }

  async plan(contest: ContestEntity): Promise<ContestPlan> {
    const { manager } = this.reader.source;
    const order = { ordinal: 'ASC' } as const;
    const rounds = await manager.find(ContestRoundEntity, { where: { contestId: contest.id }, order });
    const items = await manager.find(ContestItemEntity, { where: { contestId: contest.id }, order });
    const { settings } = contest;
    return {
      contestId: contest.id,
      title: contest.title,
      advance: settings.advance,
      introductionMs: settings.introductionSeconds * 1000,
      readingMs: settings.readingSeconds * 1000,
      revealMs: settings.revealSeconds * 1000,
      // Absent in contests from before there was such a setting.
      shuffleChoices: settings.shuffleChoices === true,
      // Nobody's result hangs on a rehearsal or a demonstration: there is nothing to wait for.
      appealWindowMs: contest.kind === 'regular' ? (settings.appealWindowMinutes ?? 0) * 60_000 : 0,
      rule: {
        speedBonusPercent: settings.speedBonusPercent,
        multiSelectMode: settings.multiSelectMode,
        fillInMode: settings.fillInMode,
        branchFormula: settings.branchFormula,
        topN: settings.topN,
        indexWeights: settings.indexWeights,
      },
      rounds: rounds.map((round) => ({
        id: round.id,
        title: round.title,
        warmUp: round.warmUp,
        items: items
          .filter((row) => row.roundId === round.id)
          .map((row) => ({ ...row.content, id: row.id, points: row.points, timeLimitMs: row.timeLimitMs })),
      })),
    };
  }
}

interface Settled {
  readonly record: ContestRecord;
  readonly plan: ContestPlan;
  readonly roster: Roster;
  readonly revealedAt: readonly (readonly [string, number])[];
  readonly adjustments: readonly PointsAdjustmentEntity[];
}

function revealsOf(events: readonly ContestEventEntity[]): (readonly [string, number])[] {
  return events.flatMap(({ payload, at }) =>
    payload.type === 'item-revealed' ? [[payload.contestItemId, at] as const] : [],
  );
}

function scoreboardOf(
  { record, plan, roster, revealedAt, adjustments }: Settled,
  state: ContestState,
  responses: ResponsesByItem,
): Scoreboard {
  const scoreboard = new Scoreboard(plan.rule, record.branches, revealedAt, adjustments.map(adjustmentOf));
  if (revealedAt.length + adjustments.length > 0) scoreboard.recompute(plan, state, responses, roster);
  return scoreboard;
}

/** The board once more as it stood at that version. */
function frozenBoard(
  settled: Settled,
  events: readonly ContestEventEntity[],
  version: number,
  responses: ResponsesByItem,
): FrozenBoard {
  const until = events.slice(0, version);
  const adjustments = settled.adjustments.filter(({ version: counted }) => counted !== null && counted < version);
  const state = replay(
    settled.plan,
    until.map((event) => event.payload),
  );
  return { board: scoreboardOf({ ...settled, revealedAt: revealsOf(until), adjustments }, state, responses), state };
}

function captionOf({ sequence, text, at }: CaptionEntity): { sequence: number; text: string; at: number } {
  return { sequence, text, at };
}
