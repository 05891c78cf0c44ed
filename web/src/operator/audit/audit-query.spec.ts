import { expect, it } from '@jest/globals';
import { addressOf, groupOf, NO_FILTER, requestOf, viewOf } from './audit-query.js';

it('reads whatever stands in an address, and writes only what is asked', () => {
  expect(viewOf({})).toEqual(NO_FILTER);
  expect(viewOf({ from: '2026-13-40', to: ['x'], group: 'x', actor: 'nobody', outcome: 1 })).toEqual(NO_FILTER);
  const query = { from: '2026-01-05', to: '2026-01-06', group: 'operator', actor: 'server', outcome: 'refused' };
  expect(addressOf(viewOf(query))).toEqual(query);
  expect(addressOf(NO_FILTER)).toEqual({});
});

it('asks for whole days at this place, the last one included', () => {
  const view = viewOf({ from: '2026-01-05', to: '2026-01-05', group: 'bank' });
  const asked = new URL(requestOf(view, 'place'), 'http://localhost').searchParams;
  expect(Number(asked.get('from'))).toBe(new Date(2026, 0, 5).getTime());
  expect(Number(asked.get('to'))).toBe(new Date(2026, 0, 6).getTime());
  expect(asked.get('action')).toBe('bank');
  expect(asked.get('after')).toBe('place');
});

it('knows the group of an action', () => {
  expect(groupOf('bank-item.edited')).toBe('bank');
  expect(groupOf('operator.signed-in')).toBe('operator');
  expect(groupOf('participants.joined')).toBe('participant');
  expect(groupOf('study.entry-created')).toBe('study');
  expect(groupOf('appeal.filed')).toBe('other');
});
