import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { figureTable, readingFigures, type ReadingActivity, type RosterMember } from './reading-figures.js';

const UNITS = ['甲', '乙', '丙'] as const;
const count = fc.nat(5);
const people = fc.constantFrom(...Array.from({ length: 30 }, (_, index) => `p${index}`));
const member = fc.record({ personId: people, unitId: fc.constantFrom(...UNITS) });
const activity = fc.record({
  personId: people,
  unitId: fc.constantFrom(...UNITS),
  finished: fc.record({ print: count, 'e-book': count, audio: count, braille: count }),
  minutes: fc.nat(600),
  reflections: count,
  adopted: count,
  recommendations: count,
});
/** One unit a person, one activity a person and unit. */
const members = fc.uniqueArray(member, { selector: ({ personId }) => personId, maxLength: 30 });
const activities = fc.uniqueArray(activity, { selector: ({ personId, unitId }) => personId + unitId, maxLength: 30 });
const parts = UNITS.map((unitId) => ({ unitId, units: new Set([unitId]) }));

/** Of 甲, and of a unit that is none of these. */
const HELD = [
  { unitId: '甲', sessions: 2, attended: 17 },
  { unitId: '丁', sessions: 1, attended: 9 },
] as const;
const NOTHING = { finished: { print: 0, 'e-book': 0, audio: 0, braille: 0 }, minutes: 0, reflections: 0, adopted: 0, recommendations: 0 } as const; // prettier-ignore

describe('reading figures', () => {
  it('count a book that was heard or felt like one that was read', () => {
    const roster: RosterMember[] = ['a', 'b', 'c', 'd', 'e'].map((personId) => ({ personId, unitId: '甲' }));
    const done: ReadingActivity[] = [
      { ...NOTHING, personId: 'a', unitId: '甲', finished: { print: 1, 'e-book': 0, audio: 2, braille: 0 }, minutes: 90 },
      { ...NOTHING, personId: 'b', unitId: '甲', finished: { print: 0, 'e-book': 1, audio: 0, braille: 1 }, reflections: 2, adopted: 1 },
    ]; // prettier-ignore
    expect(readingFigures(new Set(['甲']), roster, { activities: done, sharing: HELD })).toEqual({
      roster: 5,
      participants: 2,
      finished: { print: 1, 'e-book': 1, audio: 2, braille: 1 },
      finishedAll: 5,
      minutes: 90,
      withMinutes: 1,
      reflections: 2,
      adopted: 1,
      recommendations: 0,
      sessions: 2,
      attended: 17,
    });
  });

  it('keep who has left where they took part, and count who moved once in the whole', () => {
    const roster = [{ personId: 'mover', unitId: '乙' }];
    const done = [
      { ...NOTHING, personId: 'gone', unitId: '甲' },
      { ...NOTHING, personId: 'mover', unitId: '甲' },
    ];
    expect(readingFigures(new Set(['甲']), roster, { activities: done, sharing: [] })).toMatchObject({
      roster: 2,
      participants: 2,
    });
    expect(readingFigures(new Set(['乙']), roster, { activities: done, sharing: [] })).toMatchObject({
      roster: 1,
      participants: 0,
    });
    expect(readingFigures(new Set(['甲', '乙']), roster, { activities: done, sharing: [] })).toMatchObject({
      roster: 2,
      participants: 2,
    });
  });

  it('never show more participants than people, nor more with minutes than participants', () => {
    fc.assert(
      fc.property(members, activities, (roster, done) => {
        const figures = readingFigures(new Set(UNITS), roster, { activities: done, sharing: [] });
        expect(figures.participants).toBeLessThanOrEqual(figures.roster);
        expect(figures.withMinutes).toBeLessThanOrEqual(figures.participants);
      }),
    );
  });

  it('add up: books, minutes and reflections of the whole are those of its parts', () => {
    fc.assert(
      fc.property(members, activities, (roster, done) => {
        const all = readingFigures(new Set(UNITS), roster, { activities: done, sharing: [] });
        const each = parts.map(({ units }) => readingFigures(units, roster, { activities: done, sharing: [] }));
        const sum = (of: (figures: typeof all) => number) => each.reduce((total, one) => total + of(one), 0);
        expect(sum(({ finishedAll }) => finishedAll)).toBe(all.finishedAll);
        expect(sum(({ minutes }) => minutes)).toBe(all.minutes);
        expect(sum(({ reflections }) => reflections)).toBe(all.reflections);
      }),
    );
  });

  it('leave out parts under five people, and with them another where the total would tell', () => {
    fc.assert(
      fc.property(members, activities, (roster, done) => {
        const { rows, total } = figureTable(parts, roster, { activities: done, sharing: [] });
        const shown = rows.filter(({ figures }) => figures !== null);
        for (const { figures } of shown) expect(figures?.roster === 0 || (figures?.roster ?? 0) >= 5).toBe(true);
        const hidden = rows.length - shown.length;
        if (total !== null && hidden > 0) expect(hidden).toBeGreaterThanOrEqual(Math.min(2, rows.length));
        if (total !== null) expect(total.roster === 0 || total.roster >= 5).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
