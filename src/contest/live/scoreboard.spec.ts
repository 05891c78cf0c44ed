import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { perform, SAMPLE_RULE, samplePlan, START } from '../../../test/support/contest-plans.js';
import { initialState } from '../../core/contest/evolve.js';
import { findItem } from '../../core/contest/plan.js';
import type { Command, ContestState } from '../../core/contest/types.js';
import type { Response } from '../../core/item/types.js';
import type { RecordedResponse } from '../../core/scoring/types.js';
import { Roster } from './roster.js';
import { Scoreboard } from './scoreboard.js';

const PLAN = samplePlan();
const BRANCHES = [
  { id: 'first', name: '示例第一支部', expected: 4, unitId: null },
  { id: 'second', name: '示例第二支部', expected: 2, unitId: null },
];
/** In the order of play: a round, then its items. */
const PLAY: readonly (readonly [string, readonly string[]])[] = [
  ['warm-up', ['w1']],
  ['first', ['a1', 'a2']],
  ['second', ['b1', 'b2', 'b3']],
];
const RIGHT: Readonly<Record<string, Response>> = {
  w1: { value: true },
  a1: { value: false },
  a2: { choices: ['a2-x', 'a2-z'] },
  b1: { texts: ['SECRET-MARK text 2', 'SECRET-MARK text 3'] },
  b2: { order: ['b2-z', 'b2-x', 'b2-y'] },
  b3: {
    pairs: [
      ['b3-x', 'b3-q'],
      ['b3-y', 'b3-p'],
    ],
  },
};
const WRONG: Readonly<Record<string, Response>> = {
  w1: { value: false },
  a1: { value: true },
  a2: { choices: ['a2-x'] },
  b1: { texts: ['示例', 'SECRET-MARK text 3'] },
  b2: { order: ['b2-x', 'b2-y', 'b2-z'] },
  b3: {
    pairs: [
      ['b3-x', 'b3-q'],
      ['b3-y', 'b3-q'],
    ],
  },
};

/** One contest as the shell plays it: people come, respond and are removed; each item is revealed in turn. */
class Stage {
  readonly roster = new Roster();
  readonly board = new Scoreboard(SAMPLE_RULE, BRANCHES, []);
  readonly responses = new Map<string, RecordedResponse[]>();
  readonly revealedAt: [string, number][] = [];
  state: ContestState = initialState(PLAN);
  now = START;

  constructor() {
    this.do({ type: 'open-lobby' });
  }

  do(command: Command): void {
    this.now += 1000;
    this.state = perform(PLAN, this.state, command, this.now);
  }

  join(id: string, branchId: string, joinedAt = this.now): void {
    const taken = {
      simulated: false,
      name: '示例',
      nameOrdinal: 1,
      needs: null,
      needsState: 'approved' as const,
      connection: { id },
      lostAt: null,
      removed: false,
    };
    this.roster.add({
      id,
      branchId,
      joinedAt,
      rejoinDigest: id,
      rejoinNumber: 0,
      joinId: null,
      personId: null,
      enteredBy: 'self',
      tokenHash: id,
      ...taken,
    });
  }

  /** @param right who responds, and how; who is not named misses the item */
  play(itemId: string, right: Readonly<Record<string, boolean>>): void {
    this.do({ type: 'present-item', contestItemId: itemId });
    this.do({ type: 'open-item', windowMultiplier: 1 });
    const booked = Object.entries(right).map(([participantId, isRight]) => ({
      participantId,
      opening: 1,
      response: (isRight ? RIGHT : WRONG)[itemId] as Response,
      receivedAt: this.now,
      ownLimitMs: null,
      elapsedMs: null,
    }));
    this.responses.set(itemId, booked);
    this.do({ type: 'close-item', reason: 'host', override: false, stillResponding: 0 });
    this.do({ type: 'reveal-item' });
    this.revealedAt.push([itemId, this.now]);
    const item = findItem(PLAN, itemId);
    if (!item) throw new Error('no such item');
    this.board.reveal(PLAN, this.state, item, booked, this.roster, this.now);
  }

  /** As after a restart: from the rows alone. */
  recomputed(): Scoreboard {
    const board = new Scoreboard(SAMPLE_RULE, BRANCHES, this.revealedAt);
    board.recompute(PLAN, this.state, this.responses, this.roster);
    return board;
  }
}

const totals = (board: Scoreboard) =>
  Object.fromEntries(board.board.standings.map(({ participantId, total, rank }) => [participantId, [total, rank]]));

describe('the board', () => {
  it('is empty before the first reveal and does not count the warm-up', () => {
    const stage = new Stage();
    stage.join('p1', 'first');
    expect(stage.board).toMatchObject({ revision: 0, asOfItem: 0, current: null });
    stage.do({ type: 'introduce-round', roundId: 'warm-up' });
    stage.play('w1', { p1: true });
    expect(stage.board).toMatchObject({ asOfItem: 0, current: { warmUp: true, contestItemId: 'w1' } });
    expect(totals(stage.board)).toEqual({ p1: [0, 1] });
  });

  it('adds one item after the other', () => {
    const stage = new Stage();
    for (const [id, branchId] of [
      ['p1', 'first'],
      ['p2', 'first'],
      ['p3', 'second'],
    ] as const)
      stage.join(id, branchId);
    stage.do({ type: 'introduce-round', roundId: 'first' });
    stage.play('a1', { p1: true, p2: false });
    expect(totals(stage.board)).toEqual({ p1: [1000, 1], p2: [0, 2], p3: [0, 2] });
    // Half of 2.50, up to the next 0.50, for a choice that is incomplete but not wrong.
    stage.play('a2', { p1: false, p3: true });
    expect(totals(stage.board)).toEqual({ p1: [1150, 1], p3: [250, 2], p2: [0, 3] });
    expect(stage.board.board.branches.map(({ branchId, score, rank }) => [branchId, score, rank])).toEqual([
      ['first', 575, 1],
      ['second', 250, 2],
    ]);
    expect(stage.board.current?.figures).toMatchObject({ responded: 2 });
    expect(stage.board.current?.results.get('p2')).toMatchObject({ outcome: 'missed', points: 0 });
  });

  it('keeps who came after a reveal out of that item, also when the reveal was still on its way to the disk', () => {
    const stage = new Stage();
    stage.join('p1', 'first');
    stage.join('late', 'first', START + 1_000_000);
    stage.do({ type: 'introduce-round', roundId: 'first' });
    stage.play('a1', { p1: true });
    expect(totals(stage.board)).toEqual({ p1: [1000, 1] });
    expect(totals(stage.recomputed())).toEqual(totals(stage.board));
  });

  it('takes a removed person out, and counts every change', () => {
    const stage = new Stage();
    stage.join('p1', 'first');
    stage.join('p2', 'first');
    stage.do({ type: 'introduce-round', roundId: 'first' });
    stage.play('a1', { p1: true, p2: true });
    const before = stage.board.revision;
    const seat = stage.roster.get('p2');
    if (seat) stage.roster.remove(seat);
    expect(stage.board.remove('p2', stage.state, stage.roster)).toBe(true);
    expect(stage.board.remove('p2', stage.state, stage.roster)).toBe(false);
    expect(totals(stage.board)).toEqual({ p1: [1000, 1] });
    expect(stage.board.revision).toBeGreaterThan(before);
  });

  it('gives a voided item back', () => {
    const stage = new Stage();
    stage.join('p1', 'first');
    stage.do({ type: 'introduce-round', roundId: 'first' });
    stage.play('a1', { p1: true });
    stage.do({ type: 'void-item', contestItemId: 'a1', reason: '示例理由' });
    stage.board.recompute(PLAN, stage.state, stage.responses, stage.roster);
    expect(totals(stage.board)).toEqual({ p1: [0, 1] });
    expect(stage.board.current).toMatchObject({ voided: true });
    expect(stage.board.board.pointsPossible).toBe(0);
  });
});

/** What happens before an item: who comes, who is removed; and how each of five people responds to it. */
const step = fc.record({
  joining: fc.option(fc.constantFrom('first', 'second')),
  removing: fc.option(fc.nat(9), { freq: 4 }),
  right: fc.array(fc.option(fc.boolean()), { minLength: 10, maxLength: 10 }),
});

describe('the board kept up item by item', () => {
  it('is the board counted again from the rows, whoever comes and goes', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 6, maxLength: 6 }), (steps) => {
        const stage = new Stage();
        const ids: string[] = [];
        stage.join('p0', 'first');
        ids.push('p0');
        const left = [...steps];
        for (const [roundId, itemIds] of PLAY) {
          stage.do({ type: 'introduce-round', roundId });
          for (const itemId of itemIds) {
            const { joining, removing, right } = left.shift() ?? { joining: null, removing: null, right: [] };
            if (joining !== null) {
              ids.push(`p${ids.length}`);
              stage.join(ids.at(-1) ?? '', joining);
            }
            const seat = removing === null ? undefined : stage.roster.get(ids[removing] ?? '');
            if (seat && !seat.removed) {
              stage.roster.remove(seat);
              stage.board.remove(seat.id, stage.state, stage.roster);
            }
            const there = ids
              .map((id, index) => [id, right[index] ?? null] as const)
              .filter(([id]) => stage.roster.get(id)?.removed === false);
            stage.play(
              itemId,
              Object.fromEntries(there.filter(([, isRight]) => isRight !== null)) as Record<string, boolean>,
            );
            const again = stage.recomputed();
            expect(again.board).toEqual(stage.board.board);
            expect(again.digest()).toBe(stage.board.digest());
            expect(again.current).toEqual(stage.board.current);
            expect([again.revision, again.asOfItem]).toEqual([stage.board.revision, stage.board.asOfItem]);
          }
        }
      }),
      { numRuns: 150 },
    );
  });
});
