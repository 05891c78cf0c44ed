import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { known } from '../../../test/support/known-sums.js';
import { unitsArbitrary } from '../../../test/support/organisation-arbitraries.js';
import { treeOf, within } from '../organisation/tree.js';
import type { Unit } from '../organisation/types.js';
import { SMALLEST_GROUP } from '../ranking/small-cells.js';
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

  it('leave out units under five people, and with them another where the total would tell', () => {
    const tree = treeOf([unit('省', null), ...UNITS.map((id) => unit(id, '省'))]);
    const place = { tree, unitId: '省', reader: { top: null, own: null } };
    fc.assert(
      fc.property(members, activities, (roster, done) => {
        const { rows, total } = figureTable(place, roster, { activities: done, sharing: [] });
        const filled = rows.filter(({ people: size }) => size > 0);
        const shown = filled.filter(({ figures }) => figures !== null);
        for (const { figures } of shown) expect(figures?.roster).toBeGreaterThanOrEqual(5);
        const hidden = filled.length - shown.length;
        if (total !== null && hidden > 0) expect(hidden).toBeGreaterThanOrEqual(2);
        if (total !== null) expect(total.roster === 0 || total.roster >= 5).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('tell of no small group by any sum and difference of all tables of the campaign there are', () => {
    const somewhere = fc.nat(30);
    const world = fc.record({
      units: unitsArbitrary({ closed: true, twins: true }),
      // Where somebody belongs, and where else they took part.
      people: fc.array(fc.record({ home: fc.option(somewhere), did: fc.array(somewhere, { maxLength: 2 }) }), { maxLength: 60 }),
      top: fc.option(somewhere),
      knows: fc.boolean(),
    }); // prettier-ignore
    fc.assert(
      fc.property(world, ({ units, people: drawn, top, knows }) => {
        if (units.length === 0) return;
        const tree = treeOf(units);
        const at = (index: number): string => units[index % units.length]?.id ?? '';
        const roster = drawn.flatMap(({ home }, index) => (home === null ? [] : [{ personId: `p${index}`, unitId: at(home) }]));
        const done = drawn.flatMap(({ did }, index) => [...new Set(did.map(at))].map((unitId) => ({ ...NOTHING, personId: `p${index}`, unitId })));
        const first = top === null ? null : at(top);
        const reader = { top: first, own: knows ? first : null };
        const shown: (readonly string[])[] = reader.own === null ? [] : [[reader.own]];
        const idsOf = (id: string) => within(tree, id).map((one) => one.id);
        for (const { id } of within(tree, first)) {
          const { total, rows } = figureTable({ tree, unitId: id, reader }, roster, { activities: done, sharing: [] });
          if (total) shown.push(idsOf(id));
          for (const row of rows) if (row.figures) shown.push(row.unitId === id ? [id] : idsOf(row.unitId));
        }
        const peopleIn = (ids: readonly string[]) =>
          new Set([...roster, ...done].flatMap(({ personId, unitId }) => (ids.includes(unitId) ? [personId] : []))).size;
        const { tells } = known(units.map(({ id }) => id).filter((id) => peopleIn([id]) > 0), shown);
        for (const { id } of within(tree, first)) {
          for (const group of [idsOf(id), [id]]) {
            const secret = group.filter((one) => one !== reader.own && peopleIn([one]) > 0);
            const size = peopleIn(secret);
            if (size > 0 && size < SMALLEST_GROUP) expect([id, tells(secret)]).toEqual([id, false]);
          }
        }
      }),
      { numRuns: 300 },
    );
  }); // prettier-ignore
});

function unit(id: string, parentId: string | null): Unit {
  return { id, parentId, code: id, name: id, level: parentId === null ? 1 : 5, ordinal: 0, closedAt: null };
}
