import { describe, expect, it } from '@jest/globals';
import type { EditableItem } from '../../../src/protocol/rest.js';
import { draftOfItem, editOf, itemFaults, keyOf, previewOf } from './item-draft.js';

const item = (more: Partial<EditableItem>): EditableItem => ({
  contestItemId: 'i1',
  kind: 'choice',
  select: 'single',
  stem: '题干',
  choices: [
    { id: 'x', text: '甲' },
    { id: 'y', text: '乙' },
  ],
  media: [],
  correctResponse: { choices: ['x'] },
  explanation: '解析',
  source: null,
  points: 10,
  timeLimitSeconds: 30,
  bankTitle: '示例题库',
  ...more,
});
const kinds: readonly EditableItem[] = [
  item({}),
  item({ select: 'multiple', correctResponse: { choices: ['x', 'y'] } }),
  item({ kind: 'true-false', choices: [], correctResponse: { value: true } }),
  item({ kind: 'fill-in', choices: [], correctResponse: { texts: [['自由', '平等'], ['公正']] } }),
  item({ kind: 'ordering', correctResponse: { order: ['y', 'x'] } }),
  item({
    kind: 'matching',
    targets: [
      { id: 'p', text: '一' },
      { id: 'q', text: '二' },
    ],
    correctResponse: {
      pairs: [
        ['x', 'q'],
        ['y', 'p'],
      ],
    },
  }),
];

describe('item draft', () => {
  it.each(kinds.map((one) => [one.kind, one.select, one] as const))(
    '%s %s: nothing changed, nothing lost, no fault',
    (_kind, _select, one) => {
      const draft = draftOfItem(one);
      expect(keyOf(one, draft)).toEqual(one.correctResponse);
      expect(itemFaults(one, draft)).toEqual([]);
      expect(editOf(one, draft)).toMatchObject({ stem: '题干', correctResponse: one.correctResponse });
    },
  );

  it('names what is missing', () => {
    const draft = { ...draftOfItem(item({})), stem: ' ', keyChoices: [], points: Number.NaN, timeLimitSeconds: 1 };
    expect(itemFaults(item({}), draft)).toEqual(['stem', 'key', 'points', 'seconds']);
    expect(itemFaults(item({}), { ...draftOfItem(item({})), keyChoices: ['x', 'y'] })).toEqual(['key']);
  });

  it('refuses an order in which an entry stands twice', () => {
    const ordering = item({ kind: 'ordering', correctResponse: { order: ['y', 'x'] } });
    expect(itemFaults(ordering, { ...draftOfItem(ordering), keyOrder: ['y', 'y'] })).toEqual(['order']);
  });

  it('refuses a blank without an accepted text', () => {
    const blanks = item({ kind: 'fill-in', choices: [], correctResponse: { texts: [['自由']] } });
    expect(itemFaults(blanks, { ...draftOfItem(blanks), keyTexts: [' \n '] })).toEqual(['key']);
  });

  it('drops the easy-read version of a stem that was changed', () => {
    const easy = item({ easyRead: '易读' });
    expect(editOf(easy, draftOfItem(easy))).toHaveProperty('easyRead', '易读');
    expect(editOf(easy, { ...draftOfItem(easy), stem: '新的题干' })).not.toHaveProperty('easyRead');
  });

  it('previews with letters on the left and numbers on the right, without the key', () => {
    const matching = kinds[5] as EditableItem;
    const frame = previewOf(matching, draftOfItem(matching), 2, 9);
    expect(frame.choices.map(({ label }) => label)).toEqual(['A', 'B']);
    expect(frame.targets?.map(({ label }) => label)).toEqual(['1', '2']);
    expect(frame).not.toHaveProperty('correctResponse');
  });
});
