import { Injectable } from '@nestjs/common';

import { decide } from '../../core/contest/decide.js';
import { evolve } from '../../core/contest/evolve.js';
import { itemInForce, placedItems, progressOf } from '../../core/contest/plan.js';
import type { Command } from '../../core/contest/types.js';
import { shownItem } from '../../core/contest/view.js';
import { keyOf } from '../../core/item/key.js';
import type { CorrectResponse } from '../../core/item/types.js';
import type { Move } from '../../core/ranking/moves.js';
import { Clock } from '../../platform/clock/clock.js';
import { refuse } from '../../platform/refusal.js';
import type {
  ApplyCorrectionBody,
  CancelCorrectionBody,
  CorrectableItem,
  CorrectionBody,
  CorrectionPreview,
  CorrectionSheet,
  MoveInfo,
} from '../../protocol/corrections.js';
import { ContestStore } from '../contest.store.js';
import { ContestRegistry } from '../live/contest-registry.js';
import { branchName, displayName } from '../live/frames.js';
import type { LiveContest } from '../live/live-contest.js';
import { CorrectionHistory } from './correction-history.js';
import { written } from './words.js';

/** Changes of keys, items taken out, and both taken back, after play and before the result is final. */
@Injectable()
export class Corrections {
  constructor(
    private readonly registry: ContestRegistry,
    private readonly store: ContestStore,
    private readonly history: CorrectionHistory,
    private readonly clock: Clock,
  ) {}

  /** @throws RefusalError contest.unknown */
  async sheet(contestId: string): Promise<CorrectionSheet> {
    const live = await this.registry.get(contestId);
    const { version, phase, frozenAtVersion } = live.state;
    return {
      version,
      phase,
      boardFrozen: frozenAtVersion !== null,
      items: correctable(live),
      history: await this.history.of(contestId, live.plan),
    };
  }

  /**
   * Every rank that would move; nothing is changed.
   * @throws RefusalError what `apply` would be refused with, board.frozen
   */
  async preview(contestId: string, body: CorrectionBody, operatorId: string): Promise<CorrectionPreview> {
    const live = await this.registry.get(contestId);
    // It would tell whoever asks where everybody stands.
    if (live.state.frozenAtVersion !== null) throw refuse('board.frozen');
    if (live.state.phase !== 'ended') throw refuse('contest.wrong-phase', { message: AFTER_PLAY });
    const responses = await this.store.responsesByItem(contestId);
    const { plan, state, roster } = live;
    const context = { actor: { operatorId, rules: true }, expectedVersion: null, now: this.clock.now() };
    const decision = decide(plan, state, commandOf({ ...body, reason: '' }), context);
    if (!decision.ok) throw refuse(decision.error.code);
    const altered = decision.value.reduce((reached, event) => evolve(plan, reached, event), state);
    const moves = live.figures.movesTo(plan, altered, responses, roster);
    return {
      version: state.version,
      participants: moves.participants.map((move) => personMove(live, move)),
      branches: moves.branches.map((move) => ({ ...moveInfo(move), name: branchName(live, move.id) })),
    };
  }

  /** @throws RefusalError contest.wrong-phase, contest.version-conflict, item.* */
  async apply(contestId: string, body: ApplyCorrectionBody, operatorId: string): Promise<CorrectionSheet> {
    const command = commandOf({ ...body, reason: written(body.reason, 'reason') });
    return this.execute(contestId, command, body.expectedVersion, operatorId);
  }

  /** @throws RefusalError contest.wrong-phase, contest.version-conflict, correction.unknown */
  async cancel(
    contestId: string,
    correction: number,
    body: CancelCorrectionBody,
    operatorId: string,
  ): Promise<CorrectionSheet> {
    const reason = written(body.reason, 'reason');
    const command: Command = { type: 'cancel-correction', correction, reason };
    return this.execute(contestId, command, body.expectedVersion, operatorId);
  }

  private async execute(
    contestId: string,
    command: Command,
    expectedVersion: number,
    operatorId: string,
  ): Promise<CorrectionSheet> {
    const live = await this.registry.get(contestId);
    if (live.state.phase !== 'ended') throw refuse('contest.wrong-phase', { message: AFTER_PLAY });
    await live.execute(command, { operatorId, rules: true }, expectedVersion);
    return this.sheet(contestId);
  }
}

const AFTER_PLAY = '更正只能在竞赛结束之后、成绩确认之前进行。';

function commandOf({ contestItemId, kind, correctResponse, reason }: CorrectionBody & { reason: string }): Command {
  if (kind === 'void') return { type: 'void-item', contestItemId, reason };
  if (!correctResponse) throw refuse('item.key-unfit');
  return { type: 'correct-key', contestItemId, correctResponse: cleanKey(correctResponse), reason };
}

function cleanKey(key: CorrectResponse): CorrectResponse {
  if (!('texts' in key)) return key;
  return { texts: key.texts.map((accepted) => accepted.map((text) => text.trim()).filter((text) => text !== '')) };
}

function correctable({ plan, state }: LiveContest): CorrectableItem[] {
  return placedItems(plan).flatMap(({ item, number }) => {
    const { status, voided } = progressOf(state, item.id);
    const shown = shownItem(plan, state, item.id, 0);
    if (status !== 'revealed' || shown === null) return [];
    const correctResponse = keyOf(itemInForce(state, item));
    return [{ contestItemId: item.id, number, item: shown, correctResponse, voided }];
  });
}

const plain = (points: number | null): number | null => (points === null ? null : points / 100);

function moveInfo({ id, before, after }: Move): Omit<MoveInfo, 'name'> {
  return {
    id,
    before: { rank: before.rank, points: plain(before.points) },
    after: { rank: after.rank, points: plain(after.points) },
  };
}

function personMove(live: LiveContest, move: Move): MoveInfo {
  const seat = live.roster.get(move.id);
  const name = seat ? displayName(seat) : '';
  return { ...moveInfo(move), name, branchName: seat ? branchName(live, seat.branchId) : '' };
}
