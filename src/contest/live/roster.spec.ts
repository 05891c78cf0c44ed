import { beforeEach, describe, expect, it } from '@jest/globals';

import type { Needs } from '../../protocol/frames.js';
import { PRESENCE_GRACE_MS, Roster, type Seat } from './roster.js';

const NOW = 1_000_000;

function seatOf(id: string, changes: Partial<Seat> = {}): Seat {
  return {
    id,
    branchId: 'first',
    joinedAt: NOW,
    rejoinDigest: `code-${id}`,
    rejoinNumber: 0,
    joinId: null,
    personId: null,
    enteredBy: 'self',
    simulated: false,
    name: '示例',
    nameOrdinal: 1,
    tokenHash: `hash-${id}`,
    needs: null,
    needsState: 'approved',
    connection: null,
    lostAt: NOW,
    removed: false,
    ...changes,
  };
}

describe('the roster', () => {
  let roster: Roster;
  const seat = (id: string, changes: Partial<Seat> = {}): Seat => {
    const made = seatOf(id, changes);
    roster.add(made);
    return made;
  };
  const counts = (branchId = 'first') => ({
    total: roster.connected,
    joined: roster.joined,
    branch: roster.countsByBranch(branchId),
  });

  beforeEach(() => {
    roster = new Roster();
  });

  it('finds seats by id and by rejoin code, also codes that are only reserved', () => {
    const made = seat('a');
    roster.reserveRejoinDigest('code-b');
    expect(roster.get('a')).toBe(made);
    expect(roster.byRejoinDigest('code-a')).toBe(made);
    expect(roster.byRejoinDigest('code-b')).toBeUndefined();
    expect(['code-a', 'code-b', 'code-c'].map((code) => roster.knowsRejoinDigest(code))).toEqual([true, true, false]);
  });

  it('numbers people of one name in one branch, each branch by itself, also after a restart', () => {
    seat('a', { nameOrdinal: 3 });
    expect(roster.nextOrdinal('first', '示例')).toBe(4);
    // Taken at once: two who join together never get the same number.
    expect(roster.nextOrdinal('first', '示例')).toBe(5);
    expect(roster.nextOrdinal('first', '示例乙')).toBe(1);
    expect(roster.nextOrdinal('second', '示例')).toBe(1);
  });

  it('counts a connection once and names the one it replaces', () => {
    const made = seat('a');
    expect(roster.connect(made, { id: 's1' })).toBeNull();
    expect(roster.connect(made, { id: 's1' })).toBeNull();
    expect(roster.connect(made, { id: 's2' })).toEqual({ id: 's1' });
    expect(counts()).toEqual({ total: 1, joined: 1, branch: { connected: 1, joined: 1 } });
  });

  it('is not moved by the late disconnect of a connection that was replaced', () => {
    const made = seat('a');
    roster.connect(made, { id: 's1' });
    roster.connect(made, { id: 's2' });
    roster.disconnect(made, 's1', NOW + 1);
    expect(made.connection).toEqual({ id: 's2' });
    expect(roster.connected).toBe(1);
    roster.disconnect(made, 's2', NOW + 2);
    roster.disconnect(made, 's2', NOW + 3);
    expect(made.lostAt).toBe(NOW + 2);
    expect(counts()).toEqual({ total: 0, joined: 1, branch: { connected: 0, joined: 1 } });
  });

  it('waits for somebody lost for the time of the grace and no longer', () => {
    const made = seat('a');
    roster.connect(made, { id: 's1' });
    expect(roster.isPresent(made, NOW + 10 * PRESENCE_GRACE_MS)).toBe(true);
    roster.disconnect(made, 's1', NOW);
    expect(roster.isPresent(made, NOW + PRESENCE_GRACE_MS - 1)).toBe(true);
    expect(roster.isPresent(made, NOW + PRESENCE_GRACE_MS)).toBe(false);
  });

  it('after a restart waits for everybody from then on', () => {
    const made = seat('a', { lostAt: null });
    expect(roster.isPresent(made, NOW)).toBe(false);
    roster.awaitReturn(NOW);
    expect(roster.isPresent(made, NOW + PRESENCE_GRACE_MS - 1)).toBe(true);
  });

  it('lets a removed person out of every figure, once', () => {
    const made = seat('a');
    seat('b', { branchId: 'second' });
    roster.connect(made, { id: 's1' });
    roster.disconnect(made, 's1', NOW);
    roster.remove(made);
    roster.remove(made);
    expect([...roster.active()].map(({ id }) => id)).toEqual(['b']);
    expect([...roster.all()]).toHaveLength(2);
    expect({ ...counts(), removed: roster.removed }).toEqual({
      total: 0,
      joined: 1,
      branch: { connected: 0, joined: 0 },
      removed: 1,
    });
    expect(roster.isPresent(made, NOW)).toBe(false);
  });

  it('does not count seats that were removed before a restart', () => {
    seat('a', { removed: true });
    expect({ joined: roster.joined, removed: roster.removed }).toEqual({ joined: 0, removed: 1 });
  });

  describe('multipliers', () => {
    const needs = (multiplier: Needs['multiplier']): Needs => ({ multiplier });

    it('the largest is that of those present', () => {
      const slow = seat('a', { needs: needs(3), lostAt: NOW - PRESENCE_GRACE_MS });
      roster.connect(seat('b', { needs: needs(1.5) }), { id: 's1' });
      expect(roster.largestMultiplier(NOW)).toBe(1.5);
      roster.connect(slow, { id: 's2' });
      expect(roster.largestMultiplier(NOW)).toBe(3);
      roster.remove(slow);
      expect(roster.largestMultiplier(NOW)).toBe(1.5);
    });

    it('is 1 where nobody is', () => {
      expect(new Roster().largestMultiplier(NOW)).toBe(1);
    });
  });
});
