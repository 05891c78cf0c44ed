import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bankArbitrary, storedItemArbitrary } from '../../../../test/support/bank-arbitraries.js';
import {
  bankOf, FILL_IN, MATCHING, MULTIPLE, ONE_OF_EACH, ORDERING, SINGLE, TRUE_FALSE,
} from '../../../../test/support/sample-banks.js'; // prettier-ignore
import type { BankDocument, StoredBankItem } from '../types.js';
import { layPaper } from './lay-paper.js';
import type { PaperItem } from './paper.js';

const bank = (...items: readonly StoredBankItem[]): BankDocument<StoredBankItem> => ({ ...bankOf([]), items });
const lay = (...items: readonly StoredBankItem[]) => layPaper(bank(...items), { print: 'normal' }).output;
const itemsOf = (paper: ReturnType<typeof lay>) => paper.sections.flatMap(({ items }) => items);
const keysOf = (paper: ReturnType<typeof lay>) => paper.key.flatMap(({ items }) => items);
const only = (item: StoredBankItem) => {
  const paper = lay(item);
  return { item: itemsOf(paper)[0] as PaperItem, key: keysOf(paper)[0]?.key };
};

const SHORT: StoredBankItem = {
  id: 'x',
  kind: 'short-answer',
  stem: '示例：为什么？',
  tags: [],
  correctResponse: '因为。',
};

describe('layPaper', () => {
  it('goes kind by kind and numbers through', () => {
    const paper = lay(SHORT, MATCHING, ORDERING, FILL_IN, TRUE_FALSE, MULTIPLE, SINGLE, { ...SINGLE, id: 'sb-009' });
    expect(paper.sections.map(({ heading }) => heading)).toEqual([
      '单项选择题（共 2 题）',
      '多项选择题（共 1 题）',
      '判断题（共 1 题）',
      '填空题（共 1 题）',
      '排序题（共 1 题）',
      '连线题（共 1 题）',
      '简答题（共 1 题）',
    ]);
    expect(itemsOf(paper).map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(keysOf(paper).map(({ key }) => key)).toEqual([
      'C', 'C', 'ABD', '错误', '七，或 7；十二，或 12', 'B → C → A', 'A—2，B—1', '因为。',
    ]); // prettier-ignore
    expect(paper.sections.every(({ instruction }) => instruction !== '')).toBe(true);
  });

  it('sums points up where all are known', () => {
    const points = (...each: readonly (number | undefined)[]) =>
      lay(...each.map((one, index) => ({ ...SINGLE, id: `p-${index}`, ...(one === undefined ? {} : { points: one }) })));
    expect(points(0.1, 0.1, 0.1)).toMatchObject({
      summary: '共 3 题，满分 0.3 分',
      sections: [{ heading: '单项选择题（共 3 题，每题 0.1 分，共 0.3 分）' }],
    });
    const mixed = points(1, 2);
    expect(mixed.sections[0]?.heading).toBe('单项选择题（共 2 题，共 3 分）');
    expect(itemsOf(mixed).map(({ stem }) => String(stem.at(-1)).slice(-5))).toEqual(['（1\u00A0分）', '（2\u00A0分）']);
    expect(points(1, undefined).summary).toBe('共 2 题');
  }); // prettier-ignore

  it('follows the rounds of a contest where they are given', () => {
    const { output } = layPaper(bank(...ONE_OF_EACH), {
      print: 'large',
      title: '示例竞赛',
      sections: [
        { title: '必答环节', itemIds: ['sb-003', 'sb-001', 'gone'], points: 10 },
        { title: '风险环节', itemIds: ['sb-005'], points: 20 },
        { title: '空环节', itemIds: [] },
      ],
    });
    expect(output.title).toBe('示例竞赛');
    expect(output.summary).toBe('共 3 题，满分 40 分');
    expect(output.sections.map(({ heading, instruction }) => [heading, instruction === ''])).toEqual([
      ['必答环节（共 2 题，每题 10 分，共 20 分）', true],
      ['风险环节（共 1 题，每题 20 分，共 20 分）', false],
    ]);
  });

  it('leaves a place to respond', () => {
    const PLACE = '（\u00A0\u00A0\u00A0\u00A0\u00A0）';
    expect(only(TRUE_FALSE).item.stem).toEqual([`示例：太阳从西方升起。${PLACE}`]);
    expect(only({ ...SINGLE, stem: '示例：彩虹有（ ）种颜色。' }).item.stem).toEqual([`示例：彩虹有${PLACE}种颜色。`]);
    const blank = { blank: true };
    expect(only(FILL_IN).item.stem).toEqual(['示例：一周有', blank, '天，一年有', blank, '个月。']);
    expect(only(ORDERING).item.response).toBe('顺序：____ → ____ → ____');
    expect(only(MATCHING).item.response).toBe(`A${PLACE}\u3000B${PLACE}`);
    expect([only(SHORT).item.lines, only({ ...SHORT, correctResponse: '长'.repeat(200) }).item.lines]).toEqual([4, 9]);
  });

  it('puts short choices beside each other, except in large print', () => {
    const columns = (print: 'normal' | 'large', ...texts: readonly string[]) => {
      const choices = texts.map((text, index) => ({ id: 'ABCDE'[index] ?? '', text }));
      const { output } = layPaper(bank({ ...SINGLE, choices, correctResponse: 'A' }), { print });
      return output.sections[0]?.items[0]?.columns;
    };
    expect(columns('normal', '甲', '乙', '丙', '丁')).toBe(4);
    expect(columns('normal', '甲', '乙', '丙')).toBe(2);
    expect(columns('normal', '甲'.repeat(12), '乙', '丙', '丁')).toBe(2);
    expect(columns('normal', '甲'.repeat(18), '乙', '丙', '丁')).toBe(1);
    expect(columns('normal', '甲', '乙', '丙', '丁', '戊')).toBe(1);
    expect(columns('large', '甲', '乙', '丙', '丁')).toBe(1);
  });

  it('says what has no place on paper', () => {
    const item = {
      ...SINGLE,
      media: [{ kind: 'image' as const, file: '0'.repeat(64), alt: '示例地图' }] as const,
      easyRead: '示例',
    };
    const { output, losses } = layPaper(bank(item), { print: 'normal' });
    expect(output.sections[0]?.items[0]?.media).toEqual(['图：示例地图']);
    expect(losses.map(({ itemId, code }) => [itemId, code])).toEqual([
      ['sb-002', 'media.not-carried'],
      ['sb-002', 'field.not-carried'],
    ]);
    const [{ file }] = item.media;
    expect(output.sections[0]?.items[0]?.pictures).toEqual([{ file, words: '示例地图', label: '' }]);
    const printed = layPaper(bank(item), { print: 'normal', pictures: new Set([file]) });
    expect(printed.losses.map(({ code }) => code)).toEqual(['field.not-carried']);
    expect(losses[1]?.message).toContain('难度、易读版、核对方式、标签');
    const { correctResponse: _key, ...draft } = TRUE_FALSE;
    const bare = layPaper(bank(draft), { print: 'normal' });
    expect(keysOf(bare.output)[0]).toMatchObject({ key: '（还没有答案）', brief: false });
    expect(bare.losses[0]?.code).toBe('key.not-carried');
  });

  it('cites the source', () => {
    const cited = (source: object) => keysOf(lay({ ...TRUE_FALSE, source: { document: 'x', title: '《示例法》', ...source } }))[0]?.source;
    expect(cited({ article: 12, quote: '示例。' })).toBe('《示例法》第十二条：“示例。”');
    expect(cited({ section: '总纲', paragraph: 3 })).toBe('《示例法》总纲第 3 段');
    expect(cited({})).toBe('《示例法》');
  }); // prettier-ignore

  it('puts every item of any bank on the paper once', () => {
    fc.assert(
      fc.property(bankArbitrary(), (generated) => {
        const { output } = layPaper(generated, { print: 'normal' });
        const numbers = generated.items.map((_, index) => index + 1);
        expect(itemsOf(output).map(({ number }) => number)).toEqual(numbers);
        expect(keysOf(output).map(({ number }) => number)).toEqual(numbers);
      }),
    );
  });

  it('gives no order away, and its key means the same', () => {
    const textOf = (list: PaperItem['choices'], label: string | undefined) => list.find((entry) => entry.label === label)?.text;
    fc.assert(
      fc.property(storedItemArbitrary({ kinds: ['ordering', 'matching'], keys: 'all', fields: [] }), (item) => {
        const { item: laid, key = '' } = only(item);
        if (item.kind === 'ordering') {
          const order = key.split(' → ');
          const meant = item.correctResponse?.map((id) => item.choices.find((choice) => choice.id === id)?.text);
          expect(order.map((label) => textOf(laid.choices, label))).toEqual(meant);
          expect(laid.choices.map(({ label }) => label)).not.toEqual(order);
        } else if (item.kind === 'matching') {
          const partners = key.split('，').map((pair) => textOf(laid.targets, pair.split('—')[1]));
          const meant = item.choices.map(({ id }) => item.targets.find((target) => target.id === item.correctResponse?.[id])?.text);
          expect(partners).toEqual(meant);
        }
      }),
    );
  }); // prettier-ignore
});
