import type { EntityManager } from 'typeorm';

import { orderOf } from '../../core/contest/choice-order.js';
import { itemInForce, placedItems, progressOf, type PlacedItem } from '../../core/contest/plan.js';
import { shownItem } from '../../core/contest/view.js';
import { keyOf } from '../../core/item/key.js';
import { settle } from '../../core/scoring/settle.js';
import type { ItemRecord } from '../../protocol/corrections.js';
import type { LiveContest } from '../live/live-contest.js';
import type { Seat } from '../live/roster.js';
import { ContestEventEntity } from '../persistence/contest-event.entity.js';
import { ResponseEntity } from '../persistence/response.entity.js';

interface Rows {
  /** By contestItemId; epoch milliseconds. */
  readonly presentedAt: ReadonlyMap<string, number>;
  readonly revealedAt: ReadonlyMap<string, number>;
  readonly responses: readonly ResponseEntity[];
}

/**
 * What somebody was shown of each item that counts and was revealed, what was received of them and when, from the rows.
 * @param contestItemId that item alone; null: all of them
 */
export async function itemRecords(
  manager: EntityManager,
  live: LiveContest,
  seat: Seat,
  contestItemId: string | null,
): Promise<ItemRecord[]> {
  const rows = await rowsOf(manager, live.id, seat.id);
  return placedItems(live.plan)
    .filter(({ item, round }) => !round.warmUp && (contestItemId === null || item.id === contestItemId))
    .flatMap((placed) => recordOf(live, seat, placed, rows) ?? []);
}

async function rowsOf(manager: EntityManager, contestId: string, participantId: string): Promise<Rows> {
  const events = await manager.find(ContestEventEntity, { where: { contestId }, order: { version: 'ASC' } });
  const moments = (type: 'item-presented' | 'item-revealed') =>
    new Map(events.flatMap(({ payload, at }) => (payload.type === type ? [[payload.contestItemId, at] as const] : [])));
  const responses = await manager.find(ResponseEntity, { where: { contestId, participantId }, order: { id: 'ASC' } });
  return { presentedAt: moments('item-presented'), revealedAt: moments('item-revealed'), responses };
}

function recordOf(live: LiveContest, seat: Seat, { item, number }: PlacedItem, rows: Rows): ItemRecord | null {
  const { plan, state } = live;
  const revealedAt = rows.revealedAt.get(item.id);
  const shown = shownItem(plan, state, item.id, orderOf(plan, seat.id));
  if (revealedAt === undefined || shown === null) return null;
  const { openings, voided } = progressOf(state, item.id);
  const responses = rows.responses.filter((row) => row.contestItemId === item.id);
  const judged = itemInForce(state, item);
  const [settled] = settle(judged, plan.rule, voided, seat.joinedAt <= revealedAt ? [seat.id] : [], responses);
  const frozen = state.frozenAtVersion !== null;
  return {
    contestItemId: item.id,
    number,
    item: shown,
    presentedAt: rows.presentedAt.get(item.id) ?? null,
    // Times of the item, the same for everybody: nobody's own deadline.
    openings: openings.map(({ number: opening, opensAt, closedAt }) => ({ opening, opensAt, closedAt })),
    revealedAt,
    responses: responses.map(({ opening, receivedAt, response }) => ({ opening, receivedAt, response })),
    outcome: settled && !frozen ? settled.outcome : null,
    points: settled && !frozen ? settled.points / 100 : null,
    withheld: frozen,
    correctResponse: keyOf(judged),
    explanation: judged.explanation,
    source: judged.source,
    voided,
  };
}
