import { describe, expect, it } from '@jest/globals';
import {
  bankOf, FILL_IN, MATCHING, MULTIPLE, ONE_OF_EACH, ORDERING, SINGLE, TRUE_FALSE,
} from '../../../test/support/sample-banks.js'; // prettier-ignore
import { checkBank, duplicateIds, expiredItems, isUsable, keyIsLongest, similarStems } from './check-bank.js';
import type { BankItem } from './types.js';

const codesOf = (...items: readonly BankItem[]) => checkBank(bankOf(items)).map(({ code }) => code);

describe('checkBank', () => {
  it('finds nothing in a faultless item of each kind', () => {
    expect(checkBank(bankOf(ONE_OF_EACH))).toEqual([]);
  });

  it('says for every finding which item and what to do', () => {
    const [finding] = checkBank(bankOf([{ ...SINGLE, correctResponse: 'E' }]));
    expect(finding).toEqual({
      itemId: 'sb-002',
      code: 'key.unknown-choice',
      severity: 'error',
      message: '答案中的“E”不在选项里，请核对答案。',
    });
    expect(isUsable(finding === undefined ? [] : [finding])).toBe(false);
  });

  it.each<[string, BankItem]>([
    ['source.unknown-document', { ...TRUE_FALSE, source: { ...TRUE_FALSE.source, document: 'other' } }],
    ['source.invalid-date', { ...TRUE_FALSE, validUntil: '2027-02-29' }],
    ['source.invalid-date', { ...TRUE_FALSE, validUntil: '2027-13-01' }],
    ['key.unknown-choice', { ...MULTIPLE, correctResponse: ['A', 'F'] }],
    ['key.unknown-choice', { ...MATCHING, correctResponse: { A: '2', B: '3' } }],
    ['key.incomplete', { ...ORDERING, correctResponse: ['B', 'C'] }],
    ['key.incomplete', { ...MATCHING, correctResponse: { A: '2' } }],
    ['choice.duplicate', { ...SINGLE, choices: [...SINGLE.choices.slice(0, 3), { id: 'D', text: ' 五种。' }] }],
    ['choice.duplicate', { ...SINGLE, choices: [...SINGLE.choices.slice(0, 3), { id: 'A', text: '八种' }] }],
    ['choice.duplicate', { ...MATCHING, targets: [...MATCHING.targets, { id: '3', text: '青草' }] }],
    ['blank.count', { ...FILL_IN, correctResponse: [['七']] }],
    ['blank.empty', { ...FILL_IN, correctResponse: [['七'], ['十二', '《》']] }],
    ['blank.range', { ...FILL_IN, correctResponse: [['七'], { min: 12, max: 11 }] }],
  ])('refuses %s', (code, item) => {
    expect(checkBank(bankOf([item]))).toContainEqual(expect.objectContaining({ code, severity: 'error' }));
  });

  it('takes signs for different choices: -2.0 and 2.0, ＞ and ＜', () => {
    const choices = ['-2.0', '2.0', '＞', '＜'].map((text, index) => ({ id: 'ABCD'[index] as string, text }));
    expect(checkBank(bankOf([{ ...SINGLE, choices }])).map(({ code }) => code)).not.toContain('choice.duplicate');
  });

  it.each<[string, BankItem]>([
    ['choice.banned', { ...SINGLE, choices: [...SINGLE.choices.slice(0, 3), { id: 'D', text: '以上都对' }] }],
    ['choice.banned', { ...SINGLE, choices: [...SINGLE.choices.slice(0, 3), { id: 'D', text: 'A和B' }] }],
    ['key.all-choices', { ...MULTIPLE, correctResponse: ['A', 'B', 'C', 'D'] }],
    ['key.in-stem', { ...FILL_IN, stem: '示例：十二个月是一年，一周有____天，一年有____个月。' }],
    ['key.not-in-quote', { ...FILL_IN, correctResponse: [['七'], ['十三', '13']] }],
    ['key.order-differs', { ...ORDERING, correctResponse: ['A', 'C', 'B'] }],
    ['key.number-not-in-quote', { ...SINGLE, choices: [...SINGLE.choices.slice(0, 2), { id: 'C', text: '第九天' }] }],
    ['read-aloud.missing', { ...TRUE_FALSE, stem: '示例：太阳每天升起1次。' }],
    ['read-aloud.missing', { ...TRUE_FALSE, stem: '示例：第十二条讲的是太阳。' }],
    ['read-aloud.missing', { ...TRUE_FALSE, stem: '示例：《示例法》讲的是太阳。' }],
    ['read-aloud.unreadable', { ...TRUE_FALSE, readAloud: '示例：《示例法》讲的是太阳。' }],
    ['easy-read.long-clause', { ...TRUE_FALSE, easyRead: '太阳每一天都是从西边的天上慢慢升起来。' }],
    [
      'explanation.copied',
      {
        ...TRUE_FALSE,
        explanation: '原文写得很清楚：太阳从东方升起，从西方落下，每天都是这样，四季都不会改变。',
        source: { ...TRUE_FALSE.source, quote: '太阳从东方升起，从西方落下，每天都是这样，四季都不会改变。' },
      },
    ],
  ])('advises on %s', (code, item) => {
    const findings = checkBank(bankOf([item]));
    expect(findings).toContainEqual(expect.objectContaining({ code, severity: 'advice' }));
    expect(isUsable(findings)).toBe(true);
  });

  it('lets a number be worked out from the stem', () => {
    const worked: BankItem = {
      ...SINGLE,
      stem: '示例：总价十万元，百分之二十是多少？',
      choices: [{ id: 'A', text: '一万元' }, { id: 'B', text: '三万元' }, { id: 'C', text: '二万元' }],
      source: { ...SINGLE.source, quote: '不得超过百分之二十。' },
    }; // prettier-ignore
    expect(codesOf(worked)).toEqual([]);
    expect(codesOf({ ...worked, stem: '示例：总价的一部分是多少？' })).toEqual(['key.number-not-in-quote']);
  });

  it('reads Chinese and Arabic numbers as the same', () => {
    const date: BankItem = {
      ...SINGLE,
      stem: '示例：哪一天是示例节？',
      choices: [{ id: 'A', text: '九月三日' }, { id: 'B', text: '四月五日' }, { id: 'C', text: '九月三十日' }],
      source: { ...SINGLE.source, quote: '每年9月30日为示例节。' },
    }; // prettier-ignore
    expect(codesOf(date)).toEqual([]);
  });
});

describe('stems and ids', () => {
  it('are unique', () => {
    const twin: BankItem = { ...TRUE_FALSE, id: 'sb-100', stem: '示例:太阳从西方升起！' };
    expect(similarStems([TRUE_FALSE, twin])).toMatchObject([{ itemId: 'sb-100', code: 'stem.duplicate' }]);
    expect(duplicateIds([TRUE_FALSE, { ...SINGLE, id: TRUE_FALSE.id }])).toMatchObject([{ code: 'item.duplicate-id' }]);
  });

  it('are told apart from near copies', () => {
    const near: BankItem = { ...TRUE_FALSE, id: 'sb-101', stem: '示例：太阳从西方的天边升起。' };
    expect(similarStems([{ ...TRUE_FALSE, stem: '示例：太阳从西方天边升起。' }, near])).toMatchObject([
      { itemId: 'sb-101', code: 'stem.similar', message: expect.stringContaining('sb-001') },
    ]);
    expect(similarStems([TRUE_FALSE, SINGLE])).toEqual([]);
  });
});

describe('expiredItems', () => {
  it('names items from the day after their last one', () => {
    const bank = bankOf([{ ...TRUE_FALSE, validUntil: '2027-09-30' }, SINGLE]);
    expect(expiredItems(bank, '2027-09-30')).toEqual([]);
    expect(expiredItems(bank, '2027-10-01')).toMatchObject([{ itemId: 'sb-001', code: 'item.expired' }]);
  });
});

/** Twenty items: so many single choices with these keys, then these truths, then one of each other kind. */
function balanced(keys: string, truths: readonly boolean[], easyRead: number): BankItem[] {
  const single = [...keys].map((key): BankItem => ({
    ...SINGLE,
    correctResponse: key,
    source: { document: 'sample-law' },
  }));
  const judged = truths.map((correctResponse): BankItem => ({ ...TRUE_FALSE, correctResponse }));
  const rest = [MULTIPLE, FILL_IN, ORDERING, MATCHING];
  return [...single, ...judged, ...rest].map((item, index) => ({
    ...item,
    id: `sb-${String(index).padStart(3, '0')}`,
    stem: `${item.stem}${String.fromCodePoint(0x4e00 + index * 7).repeat(20)}`,
    ...(index < easyRead ? { easyRead: '示例的易读版。' } : {}),
  }));
}

describe('balance of a bank', () => {
  const HALF = [true, false, true, false, true, false];
  const codes = (items: readonly BankItem[]) =>
    checkBank(bankOf(items))
      .filter(({ itemId }) => itemId === null)
      .map(({ code }) => code);

  it('finds nothing where keys, truths, kinds and easy-read versions are spread', () => {
    expect(codes(balanced('ABCDABCDAB', HALF, 7))).toEqual([]);
  });

  it.each<[string, BankItem[]]>([
    ['bank.key-distribution', balanced('BBBBBBCDAB', HALF, 7)],
    ['bank.true-false-balance', balanced('ABCDABCDAB', [true, true, true, true, true, false], 7)],
    ['bank.easy-read-share', balanced('ABCDABCDAB', HALF, 6)],
    ['bank.single-share', balanced('ABCDABCDABCD', [true, false, true, false], 7)],
    ['bank.kinds', balanced('ABCDABCDABC', HALF, 8).filter(({ kind }) => kind !== 'ordering')],
  ])('advises on %s', (code, items) => {
    expect(codes(items)).toEqual([code]);
  });

  it('advises where the longest choice is too often right', () => {
    const items = balanced('ABCDABCDAB', HALF, 7).map((item, index): BankItem => {
      if (item.kind !== 'choice' || item.select !== 'single' || index > 4) return item;
      const choices = item.choices.map((choice) =>
        choice.id === item.correctResponse ? { ...choice, text: '最长的一种' } : choice,
      );
      return { ...item, choices };
    });
    expect(codes(items)).toEqual(['bank.longest-choice']);
  });

  it('takes a key for longest only where no other is as long', () => {
    expect(keyIsLongest(SINGLE)).toBe(false);
    expect(
      keyIsLongest({
        ...SINGLE,
        choices: [
          { id: 'A', text: '五' },
          { id: 'C', text: '七种' },
        ],
      }),
    ).toBe(true);
  });
});
