import { describe, expect, it } from '@jest/globals';

import { changesOf, draftFrom, emptyDraft, fieldsOf, patchOf, rowOf, thingOf, withChanges } from './entry-fields.js';
import type { EntryDraft } from './entry-fields.js';

const draft = (over: Partial<EntryDraft> = {}): EntryDraft => ({
  ...emptyDraft('theme-day', '2026-01-05'),
  title: '示例主题党日',
  minutes: 90,
  modes: ['branch'],
  record: { host: '示例主持', 'votes-for': 0 },
  attendance: { a: rowOf('present'), b: { ...rowOf('absent'), reason: 'sick' } },
  ...over,
});
const patch = (before: EntryDraft, after: EntryDraft) => patchOf(changesOf(fieldsOf(before), fieldsOf(after)));

describe('an entry as flat fields', () => {
  it('comes back the same', () => {
    expect(draftFrom(fieldsOf(draft()))).toEqual(draft());
  });

  it('leaves out what is empty, and keeps a nought', () => {
    const fields = fieldsOf(draft({ place: ' ', record: { host: '', 'votes-for': 0 } }));
    expect([fields.has('place'), fields.has('record.host'), fields.get('record.votes-for')]).toEqual([false, false, 0]);
  });

  it('makes a patch of what is changed alone', () => {
    expect(patch(draft(), draft())).toEqual({});
    expect(patch(draft(), draft({ title: '示例二', minutes: null, record: { 'votes-for': 3 } }))).toEqual({
      title: '示例二',
      minutes: null,
      record: { host: null, 'votes-for': 3 },
    });
  });

  it('takes what belongs to an absence from somebody who came, also where it was not shown', () => {
    const after = draft({ attendance: { a: rowOf('absent'), b: rowOf('present') } });
    expect(patch(draft(), after).attendance).toEqual([
      { personId: 'a', state: 'absent', minutes: null },
      { personId: 'b', state: 'present', reason: null, madeUpOn: null, madeUpChannel: null, madeUpForm: null },
    ]);
  });

  it('names a row that goes by its state alone', () => {
    const after = draft({ attendance: { a: rowOf('present') } });
    expect(patch(draft(), after).attendance).toEqual([{ personId: 'b', state: null }]);
  });

  it('puts changes on top of what somebody else saved meanwhile', () => {
    const mine = changesOf(fieldsOf(draft()), fieldsOf(draft({ title: '我的' })));
    const theirs = fieldsOf(draft({ minutes: 45, record: { host: '示例他人' } }));
    expect(draftFrom(withChanges(theirs, mine))).toEqual(draft({ title: '我的', minutes: 45, record: { host: '示例他人' } })); // prettier-ignore
  });
});

it('what belongs to one person at a meeting is one thing, and their make-up another', () => {
  expect(['title', 'record.host', 'attendance.a.state', 'attendance.a.reason', 'attendance.a.madeUpOn'].map(thingOf)) // prettier-ignore
    .toEqual(['title', 'record.host', 'attendance.a', 'attendance.a', 'attendance.a.madeUp']);
});
