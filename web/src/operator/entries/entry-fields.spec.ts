import { describe, expect, it } from '@jest/globals';

import {
  changesOf,
  chosenChanges,
  draftFrom,
  emptyDraft,
  fieldsOf,
  foreignTo,
  patchOf,
  rowOf,
  thingOf,
  withChanges,
} from './entry-fields.js';
import type { Choice, EntryDraft } from './entry-fields.js';

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

  it('names the campaign of a sharing session, and none of anything else', () => {
    const shared = draft({ kind: 'book-sharing', campaignId: 'may' });
    expect(draftFrom(fieldsOf(shared))).toEqual(shared);
    expect(patch(draft({ kind: 'book-sharing' }), shared)).toEqual({ campaignId: 'may' });
    expect(patch(shared, { ...shared, campaignId: null })).toEqual({ campaignId: null });
    expect(patch(shared, { ...shared, kind: 'lecture' })).toEqual({ kind: 'lecture', campaignId: null });
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

describe('a conflict', () => {
  const before = fieldsOf(draft());
  const mine = fieldsOf(
    draft({
      title: '我的',
      place: '我的地点',
      record: { host: '我' },
      attendance: { a: rowOf('present'), b: rowOf('present') },
    }),
  );
  const theirs = fieldsOf(
    draft({
      title: '他的',
      record: { host: '他' },
      attendance: { a: rowOf('present'), b: { ...rowOf('absent'), reason: 'official' } },
    }),
  );
  const conflicts = ['title', 'record.host', 'attendance.b.state'].map((path) => ({
    path,
    current: theirs.get(path) ?? null,
    wanted: mine.get(path) ?? null,
  }));
  const after = (...choices: readonly [string, Choice][]) => {
    const changes = changesOf(before, mine);
    return draftFrom(withChanges(theirs, chosenChanges({ theirs, mine, changes }, conflicts, new Map(choices))));
  };

  it('goes as chosen, thing by thing, and what nobody else touched stays', () => {
    expect(after(['title', 'theirs'], ['record.host', 'both'], ['attendance.b', 'theirs'])).toMatchObject({
      title: '他的',
      place: '我的地点',
      record: { host: '他\n我' },
      attendance: { b: { state: 'absent', reason: 'official' } },
    });
  });

  it('takes a row whole, also what the other had besides', () => {
    expect(after(['title', 'mine'], ['record.host', 'mine'], ['attendance.b', 'mine'])).toMatchObject({
      title: '我的',
      record: { host: '我' },
      attendance: { b: rowOf('present') },
    });
  });
});

describe('a new entry that was there already', () => {
  const sent = fieldsOf(draft({ title: ' 示例 ', modes: ['self', 'apply'] }));

  it('is one’s own where it says what was sent, however the server puts it', () => {
    const theirs = fieldsOf(draft({ title: '示例', modes: ['apply', 'self'] }));
    expect(foreignTo([sent], theirs, sent)).toEqual([]);
    const typedSince = fieldsOf(draft({ title: '示例：后来写的', modes: ['self'] }));
    expect(foreignTo([sent], theirs, typedSince)).toEqual([]);
  });

  it('shows both texts where another page wrote it', () => {
    const theirs = fieldsOf(
      draft({ title: '示例：另一页写的', modes: ['self', 'apply'], minutes: 45, record: { host: '示例他人' } }),
    );
    const mine = fieldsOf(draft({ title: ' 示例 ', modes: ['self', 'apply'], record: {}, minutes: 30 }));
    expect(foreignTo([sent, mine], theirs, mine)).toEqual([
      { path: 'title', current: '示例：另一页写的', wanted: ' 示例 ' },
      { path: 'minutes', current: 45, wanted: 30 },
      { path: 'record.host', current: '示例他人', wanted: null },
    ]);
  });
});
