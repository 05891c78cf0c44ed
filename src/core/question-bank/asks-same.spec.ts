import { describe, expect, it } from '@jest/globals';

import {
  FILL_IN,
  MATCHING,
  MULTIPLE,
  ONE_OF_EACH,
  ORDERING,
  SINGLE,
  TRUE_FALSE,
} from '../../../test/support/sample-banks.js';
import { seededRandom } from '../random.js';
import { asksSame } from './asks-same.js';
import { toCoreItem } from './to-core-item.js';
import type { PlayableBankItem } from './types.js';

let ids = 0;
const drawnFrom = (item: PlayableBankItem) =>
  toCoreItem(item, {
    newId: () => `id-${(ids += 1)}`,
    random: seededRandom(item.id),
    points: 1000,
    timeLimitMs: 30_000,
    mediaUrl: String,
  });

describe('an item of a contest', () => {
  it.each(ONE_OF_EACH.map((item) => [item.kind, item] as const))(
    'asks the same as the %s it was drawn from',
    (_kind, item) => {
      expect(asksSame(drawnFrom(item), item)).toBe(true);
      const explained = { ...drawnFrom(item), explanation: '另一种示例解析', points: 500, timeLimitMs: 5000 };
      expect(asksSame(explained, item)).toBe(true);
    },
  );

  it('asks nothing that another item asks', () => {
    for (const item of ONE_OF_EACH) {
      for (const other of ONE_OF_EACH.filter(({ id }) => id !== item.id)) {
        expect(asksSame(drawnFrom(item), { ...other, stem: item.stem })).toBe(false);
      }
    }
  });

  it.each<[string, PlayableBankItem, PlayableBankItem]>([
    ['the stem', SINGLE, { ...SINGLE, stem: '示例：彩虹有几种颜色？' }],
    ['the key of true-false', TRUE_FALSE, { ...TRUE_FALSE, correctResponse: true }],
    ['the key of a single choice', SINGLE, { ...SINGLE, correctResponse: 'A' }],
    ['the key of a multiple choice', MULTIPLE, { ...MULTIPLE, correctResponse: ['A', 'B'] }],
    ['a choice', SINGLE, { ...SINGLE, choices: [{ id: 'A', text: '四种' }, ...SINGLE.choices.slice(1)] }],
    ['an accepted text', FILL_IN, { ...FILL_IN, correctResponse: [['七'], ['十二', '12']] }],
    ['an order', ORDERING, { ...ORDERING, correctResponse: ['A', 'B', 'C'] }],
    ['a pair', MATCHING, { ...MATCHING, correctResponse: { A: '1', B: '2' } }],
  ])('asks something else once %s was edited', (_what, edited, drawn) => {
    expect(asksSame(drawnFrom(edited), drawn)).toBe(false);
  });
});
