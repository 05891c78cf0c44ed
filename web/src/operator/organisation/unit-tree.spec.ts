import { describe, expect, it } from '@jest/globals';
import type { UnitInfo } from '@protocol/organisation.js';

import { searchUnits, unitTree } from './unit-tree.js';

const unit = (id: string, parentId: string | null, members: number): UnitInfo => ({
  id,
  parentId,
  code: `C-${id}`,
  name: `示例${id}`,
  level: 1,
  ordinal: 0,
  members,
  closedAt: null,
  mergedInto: null,
  formerNames: [],
});
const units = [unit('甲', null, 1), unit('乙', '甲', 2), unit('丙', '乙', 4), unit('丁', '甲', 8)];
const tree = unitTree({ levels: [], units });

describe('the organisation on a page', () => {
  it('knows ways, children and people', () => {
    expect(tree.pathOf('丙').map(({ id }) => id)).toEqual(['甲', '乙', '丙']);
    expect(tree.childrenOf('甲').map(({ id }) => id)).toEqual(['乙', '丁']);
    expect(tree.childrenOf(null).map(({ id }) => id)).toEqual(['甲']);
    expect(tree.peopleOf('甲')).toBe(15);
    expect(tree.peopleOf('丁')).toBe(8);
  });

  it('finds units by words of name and code', () => {
    expect(searchUnits(units, '示例 ｃ-乙').map(({ id }) => id)).toEqual(['乙']);
    expect(searchUnits(units, ' ')).toHaveLength(4);
    expect(searchUnits(units, '没有')).toEqual([]);
  });
});
