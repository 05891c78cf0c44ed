/** Organisations of all shapes: levels left out, closed units, twins, people with and without a staff code. */
import fc from 'fast-check';

import type { OrganisationState } from '../../src/core/organisation/plan-roster.js';
import { treeOf, within } from '../../src/core/organisation/tree.js';
import { DEEPEST_LEVEL, type Person, type Unit } from '../../src/core/organisation/types.js';

const UNIT_NAMES = ['示例甲局', '示例乙局', '第一支部', '第二支部'];
const NAMES = ['示例甲', '示例乙', '欧阳示例'];

/** Each unit: its parent among those before it, or none; how many levels deeper it stands; its name. */
const shape = fc.array(
  fc.record({
    parent: fc.nat(100),
    top: fc.boolean(),
    deeper: fc.integer({ min: 1, max: 3 }),
    name: fc.constantFrom(...UNIT_NAMES),
    closed: fc.boolean(),
  }),
  { maxLength: 24 },
);

/** @param options.closed whether some units may be closed; @param options.twins whether siblings may share a name */
export const unitsArbitrary = (options: { closed?: boolean; twins?: boolean } = {}): fc.Arbitrary<readonly Unit[]> =>
  shape.map((entries) => {
    const units: Unit[] = [];
    const names = new Set<string>();
    for (const { parent, top, deeper, name, closed } of entries) {
      const above = top || units.length === 0 ? null : (units[parent % units.length] as Unit);
      const level = (above?.level ?? 0) + deeper;
      const key = `${above?.id ?? ''} ${name}`;
      if (level > DEEPEST_LEVEL || (options.twins !== true && names.has(key))) continue;
      names.add(key);
      const number = units.length;
      const code = `c${number}`;
      const unit = { id: `u${number}`, parentId: above?.id ?? null, code, name, level, ordinal: number };
      units.push({ ...unit, closedAt: options.closed === true && closed ? 1 : null });
    }
    if (options.closed !== true) return units;
    // Below a closed unit nothing is open.
    const tree = treeOf(units);
    const shut = new Set(units.filter(({ closedAt }) => closedAt !== null).flatMap(({ id }) => within(tree, id).map((unit) => unit.id))); // prettier-ignore
    return units.map((unit) => ({ ...unit, closedAt: shut.has(unit.id) ? 1 : null }));
  });

export const stateArbitrary: fc.Arbitrary<OrganisationState> = unitsArbitrary().chain((units) =>
  fc
    .array(fc.record({ unit: fc.option(fc.nat(100)), name: fc.constantFrom(...NAMES), coded: fc.boolean() }), {
      maxLength: 30,
    })
    .map((entries) => {
      const codeless = new Set<string>();
      const people: Person[] = entries.flatMap(({ unit, name, coded }, index) => {
        const unitId = unit === null || units.length === 0 ? null : (units[unit % units.length] as Unit).id;
        const key = `${unitId ?? ''} ${name}`;
        if (!coded && codeless.has(key)) return [];
        if (!coded) codeless.add(key);
        return [{ id: `p${index}`, name, staffCode: coded ? `S${index}` : null, unitId }];
      });
      return { units, people };
    }),
);
