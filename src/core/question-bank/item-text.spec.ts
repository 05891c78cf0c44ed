import { describe, expect, it } from '@jest/globals';

import { FILL_IN, MATCHING, SINGLE, TRUE_FALSE } from '../../../test/support/sample-banks.js';
import { canonicalContent, searchTextOf, wordsOf } from './item-text.js';

describe('the words of an item', () => {
  it('are the same whatever the width, punctuation, id, key and explanation', () => {
    const written = {
      ...SINGLE,
      id: 'x-1',
      stem: '示例:雨后的彩虹一般分为几种颜色( )',
      correctResponse: 'A',
      explanation: '别的',
    };
    expect(wordsOf(written)).toBe(wordsOf(SINGLE));
  });

  it('differ with stem, choices, targets and kind', () => {
    const others = [
      { ...SINGLE, stem: '示例：雨后的彩虹分为几种颜色？' },
      { ...SINGLE, choices: SINGLE.choices.slice(1) },
      { ...MATCHING, targets: [...MATCHING.targets].reverse() },
      { ...TRUE_FALSE, kind: 'short-answer' as const, correctResponse: '不是' },
      { ...SINGLE, media: [{ kind: 'image' as const, file: 'a.png' }] },
      {
        ...SINGLE,
        choices: SINGLE.choices.map((one) => ({ ...one, media: [{ kind: 'image' as const, file: 'a.png' }] })),
      },
    ];
    expect(wordsOf({ ...SINGLE, media: [{ kind: 'audio', file: 'a.mp3' }] })).toBe(wordsOf(SINGLE));
    const words = [SINGLE, MATCHING, TRUE_FALSE, ...others].map(wordsOf);
    expect(new Set(words).size).toBe(words.length);
  });

  it.each([
    ['3.15', '31.5'],
    ['≥36V', '≤36V'],
    ['3>2', '3<2'],
    ['＞', '＜'],
    ['-5', '5'],
    ['+', '-'],
    ['x−y', 'xy'],
    ['1:8', '18'],
    ['1∶8', '1.8'],
    ['1/2', '12'],
    ['1、2', '12'],
    ['10²', '102'],
    ['H₂O', 'H2O'],
    ['①②', '12'],
    ['3~5天', '35天'],
    ['5%', '5'],
    ['√3', '3'],
    ['3×2', '32'],
  ])('%s is not %s', (one, other) => {
    const words = (text: string) => [
      wordsOf({ ...SINGLE, stem: `示例：${text}是（ ）。` }),
      wordsOf({ ...SINGLE, choices: SINGLE.choices.map((choice, at) => (at === 1 ? { ...choice, text } : choice)) }),
    ];
    const all = [...words(one), ...words(other)];
    expect(new Set(all).size).toBe(4);
  });

  it.each([
    ['１，０００ 元', '1000元'],
    ['－５℃', '-5 °C'],
    ['3～5天', '3-5天'],
    ['10 ㎡', '10m²'],
    ['《民法典》', '<民法典>'],
    ['国旗——国徽', '国旗国徽'],
    ['国旗是----', '国旗是____。'],
    ['国旗、国徽', '国旗，国徽'],
    ['1：8', '1∶8'],
  ])('%s is %s', (one, other) => {
    expect(wordsOf({ ...SINGLE, stem: one })).toBe(wordsOf({ ...SINGLE, stem: other }));
  });

  it('do not run into each other', () => {
    const one = {
      ...SINGLE,
      choices: [
        { id: 'A', text: '红黄' },
        { id: 'B', text: '蓝' },
      ],
    };
    const other = {
      ...SINGLE,
      choices: [
        { id: 'A', text: '红' },
        { id: 'B', text: '黄蓝' },
      ],
    };
    expect(wordsOf(one)).not.toBe(wordsOf(other));
  });
});

it('a search finds stem, choices and accepted texts, in any width and case', () => {
  expect(searchTextOf({ ...FILL_IN, correctResponse: [['ＷＴＯ 组织'], { min: 1, max: 3 }] })).toBe(
    '示例:一周有____天,一年有____个月。\nwto 组织\n1-3',
  );
  expect(searchTextOf(MATCHING).split('\n')).toEqual(expect.arrayContaining(['猫', '老鼠']));
});

it('content is one text whatever the order of its properties, without the id', () => {
  const { id: _id, stem, ...rest } = SINGLE;
  const turned = { ...Object.fromEntries(Object.entries(rest).reverse()), stem, id: 'x-9' } as typeof SINGLE;
  expect(canonicalContent(turned)).toBe(canonicalContent(SINGLE));
  expect(canonicalContent({ ...SINGLE, readAloud: undefined } as unknown as typeof SINGLE)).toBe(
    canonicalContent(SINGLE),
  );
  expect(canonicalContent({ ...SINGLE, correctResponse: 'A' })).not.toBe(canonicalContent(SINGLE));
});
