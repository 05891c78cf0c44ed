import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { emptyEntry } from './entry-rules.js';
import { changesOf, conflictsOf, entryOf, fieldsOf, withChanges, type Fields } from './merge.js';
import type { Value } from './types.js';

const START: Fields = new Map([
  ...fieldsOf({ ...emptyEntry({ kind: 'theme-day', onDate: '2026-01-05' }), title: '示例', modes: ['branch'] }),
  ['record.host', '示例甲'],
  ['attendance.p.state', 'absent'],
  ['attendance.p.reason', 'sick'],
]);

/** Pages send what was changed, and nothing else. */
const patches: fc.Arbitrary<Fields> = fc
  .dictionary(
    fc.constantFrom('title', 'place', 'minutes', 'record.host', 'record.agenda', 'attendance.q.state'),
    fc.constantFrom('甲', '乙', 'present', null),
  )
  .map((given) => changesOf(START, new Map(Object.entries(given))))
  .map((changes) => new Map(changes.map(({ path, after }) => [path, after])));

const apply = (fields: Fields, patch: Fields) => withChanges(fields, changesOf(fields, patch));
const shape = (fields: Fields) => [...fields].toSorted(([one], [other]) => (one < other ? -1 : 1));

describe('entries as fields', () => {
  it('are the same entry again', () => {
    expect(shape(fieldsOf(entryOf(START)))).toEqual(shape(START));
  });

  it('lose a person with all that was said of them', () => {
    const patch: Fields = new Map<string, Value>([['attendance.p.state', null]]);
    expect(changesOf(START, patch).map(({ path }) => path)).toEqual(['attendance.p.state', 'attendance.p.reason']);
    expect(entryOf(apply(START, patch)).attendance.size).toBe(0);
  });

  it('lose what somebody above does not see with what it belongs to, and nothing that is said as well', () => {
    const came: Fields = new Map<string, Value>([['attendance.p.state', 'present']]);
    expect(changesOf(START, came).map(({ path }) => path)).toEqual(['attendance.p.state', 'attendance.p.reason']);
    const said = new Map([...came, ['attendance.p.reason', 'official'] as const]);
    expect(apply(START, said).get('attendance.p.reason')).toBe('official');
    const madeUp: Fields = new Map<string, Value>([
      ['attendance.p.madeUpOn', '2026-01-09'],
      ['attendance.p.madeUpChannel', 'home'],
      ['attendance.p.madeUpForm', 'braille'],
    ]);
    const undone = apply(apply(START, madeUp), new Map<string, Value>([['attendance.p.madeUpOn', null]]));
    expect(shape(undone)).toEqual(shape(START));
  });
});

describe('two at once', () => {
  it('are put together in whatever order they come, or told of each other; nothing is lost', () => {
    fc.assert(
      fc.property(patches, patches, (one, other) => {
        const first = changesOf(START, one);
        const after = withChanges(START, first);
        const conflicts = conflictsOf(
          after,
          other,
          first.map(({ path }) => path),
        );
        if (conflicts.length > 0) {
          for (const { path, current, wanted } of conflicts) {
            expect([current, wanted]).toEqual([one.get(path) ?? null, other.get(path)]);
            expect(current).not.toEqual(wanted);
          }
          return;
        }
        const merged = apply(after, other);
        expect(shape(merged)).toEqual(shape(apply(apply(START, other), one)));
        for (const [path, value] of [...one, ...other]) {
          const wanted = [one.get(path), other.get(path)].filter((found) => found !== undefined);
          expect(wanted).toContainEqual(merged.get(path) ?? null);
          expect(value === (merged.get(path) ?? null) || wanted.length === 2).toBe(true);
        }
      }),
    );
  });

  it('do not make half of one and half of the other of a person', () => {
    const came: Fields = new Map<string, Value>([
      ['attendance.p.state', 'present'],
      ['attendance.p.reason', null],
    ]);
    const since = changesOf(START, came);
    const now = withChanges(START, since);
    const paths = since.map(({ path }) => path);
    const reason: Fields = new Map<string, Value>([['attendance.p.reason', 'official']]);
    expect(conflictsOf(now, reason, paths)).toEqual([
      { path: 'attendance.p.reason', current: null, wanted: 'official' },
    ]);
    const gone = withChanges(START, changesOf(START, new Map<string, Value>([['attendance.p.state', null]])));
    const makeUp: Fields = new Map<string, Value>([['attendance.p.madeUpOn', '2026-01-09']]);
    expect(conflictsOf(gone, makeUp, ['attendance.p.state'])).toHaveLength(1);
    expect(conflictsOf(START, makeUp, ['attendance.q.state', 'title'])).toEqual([]);
  });
});
