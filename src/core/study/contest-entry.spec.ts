import { describe, expect, it } from '@jest/globals';

import { contestEntry, modeForContests } from './contest-entry.js';
import { entryFaults } from './entry-rules.js';
import type { EvidenceField } from './types.js';

const START = 1_772_672_400_000;
const of = (minutes: number) => ({
  title: '示例竞赛',
  onDate: '2026-03-05',
  startedAt: START,
  endedAt: START + minutes * 60_000,
});

describe('the entry of a contest', () => {
  it('names who took part, under the mode that stands for contests, and says nothing that no entry may say', () => {
    const entry = contestEntry(of(40), 'apply', ['p', 'q']);
    expect(entry).toMatchObject({ kind: 'contest', modes: ['apply'], minutes: 40, startsAt: START });
    expect(entry.record['result']).toBe('参赛 2 人，成绩已确认。');
    expect([...entry.attendance].map(([id, { state }]) => [id, state])).toEqual([['p', 'present'], ['q', 'present']]); // prettier-ignore
    expect(entryFaults(entry, { personal: false, own: new Map(), today: entry.onDate })).toEqual([]);
  });

  it('has no length where it had none, or went on for days', () => {
    expect(contestEntry(of(0), null, [])).toMatchObject({ startsAt: null, endsAt: null, minutes: null, modes: [] });
    expect(contestEntry(of(3 * 24 * 60), null, [])).toMatchObject({ startsAt: START, minutes: null });
  });
});

describe('the mode that stands for contests', () => {
  const mode = (id: string, ...links: readonly boolean[]) => ({
    id,
    evidence: links.map((required): EvidenceField => {
      return { key: 'contest', label: '竞赛', input: 'line', source: 'contest', required };
    }),
  });
  it('is told by what it asks for, whatever it is called', () => {
    expect(modeForContests([mode('a'), mode('b', false), mode('c', true), mode('d', true)])).toBe('c');
    expect(modeForContests([mode('a'), mode('b', false)])).toBe('b');
    expect(modeForContests([mode('a')])).toBeNull();
  });
});
