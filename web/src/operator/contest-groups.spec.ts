import { describe, expect, it } from '@jest/globals';
import type { ContestSummary } from '../../../src/protocol/rest.js';
import { grouped, groupOf, mayDelete } from './contest-groups.js';

const contest = (id: string, more: Partial<ContestSummary> = {}): ContestSummary => ({
  id,
  title: `竞赛${id}`,
  kind: 'regular',
  phase: 'draft',
  pin: '123456',
  itemCount: 1,
  participantCount: 0,
  createdAt: 1,
  archived: false,
  advance: 'host',
  ...more,
});

describe('grouped', () => {
  it('puts what runs first and the newest first', () => {
    const list = [contest('a', { createdAt: 1 }), contest('b', { createdAt: 2 }), contest('c', { phase: 'open' })];
    expect(grouped(list, '').map(({ group, contests }) => [group, contests.map(({ id }) => id)])).toEqual([
      ['live', ['c']],
      ['drafts', ['b', 'a']],
    ]);
  });

  it('finds by title and by PIN, also typed with a space or in full width', () => {
    const list = [contest('a', { title: '民法典', pin: '246810' }), contest('b')];
    const ids = (search: string): string[] =>
      grouped(list, search).flatMap(({ contests }) => contests.map(({ id }) => id));
    expect(ids('民法')).toEqual(['a']);
    expect(ids('246 810')).toEqual(['a']);
    expect(ids('２４６')).toEqual(['a']);
    expect(ids('没有')).toEqual([]);
  });

  it('keeps archived contests apart whatever their phase', () => {
    expect(groupOf({ archived: true, phase: 'finalized' })).toBe('archived');
    expect(groupOf({ archived: false, phase: 'lobby' })).toBe('live');
    expect(groupOf({ archived: false, phase: 'ended' })).toBe('past');
  });
});

describe('mayDelete', () => {
  it('never offers to delete a real contest that was played', () => {
    expect(mayDelete({ kind: 'regular', phase: 'finalized' })).toBe(false);
    expect(mayDelete({ kind: 'regular', phase: 'draft' })).toBe(true);
    expect(mayDelete({ kind: 'demo', phase: 'open' })).toBe(true);
  });
});
