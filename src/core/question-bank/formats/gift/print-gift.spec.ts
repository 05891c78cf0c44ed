import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { bankArbitrary } from '../../../../../test/support/bank-arbitraries.js';
import { millisecondsOf } from '../../../../../test/support/stopwatch.js';
import type { BankDocument, StoredBankItem } from '../../types.js';
import { carryingOf } from '../carried.js';
import { printGift } from './print-gift.js';
import { readGift } from './read-gift.js';

const bankOf = (...items: StoredBankItem[]): BankDocument<StoredBankItem> => ({
  format: 1,
  slug: 'sample',
  title: '示例\n题库',
  description: '',
  documents: [],
  items,
});
const choices = [
  { id: 'A', text: '甲' },
  { id: 'B', text: '乙' },
  { id: 'C', text: '丙' },
];

describe('printGift', () => {
  it('writes each kind in Moodle’s words', () => {
    const bank = bankOf(
      { id: 'a:1', kind: 'true-false', stem: '题一', correctResponse: true, tags: ['总则'], explanation: '说明' },
      { id: 'a2', kind: 'choice', select: 'single', stem: '题二', choices, correctResponse: 'B', tags: [] },
      { id: 'a3', kind: 'choice', select: 'multiple', stem: '题三', choices, correctResponse: ['A', 'C'], tags: [] },
      { id: 'a4', kind: 'fill-in', stem: '题____四', correctResponse: [['一', '1*']], tags: [] },
      { id: 'a5', kind: 'fill-in', stem: '题五____', correctResponse: [{ min: 1, max: 2.5 }], tags: [] },
      { id: 'a6', kind: 'short-answer', stem: '<b>题六</b>', tags: [] },
    );
    expect(printGift(bank)).toEqual({
      losses: [],
      output: [
        '// 示例 题库',
        '// [id:a:1] [tag:总则]\n::a\\:1::题一{TRUE####说明}',
        '// [id:a2]\n::a2::题二{\n\t~甲\n\t=乙\n\t~丙\n}',
        '// [id:a3]\n::a3::题三{\n\t~%50%甲\n\t~%-100%乙\n\t~%50%丙\n}',
        '// [id:a4]\n::a4::题{=一 =1\\\\*}四',
        '// [id:a5]\n::a5::题五{#1..2.5}',
        '// [id:a6]\n::a6::[plain]<b>题六</b>{}\n',
      ].join('\n\n'),
    });
  });

  it.each<[string, StoredBankItem, string]>([
    ['a draft without key', { id: 'a', kind: 'true-false', stem: '题', tags: [] }, 'key.not-carried'],
    [
      'two blanks',
      { id: 'a', kind: 'fill-in', stem: '____和____', correctResponse: [['一'], ['二']], tags: [] },
      'kind.not-carried',
    ],
    [
      'a text that would be a pair',
      { id: 'a', kind: 'fill-in', stem: '题____', correctResponse: [['a->b']], tags: [] },
      'kind.not-carried',
    ],
    [
      'an ordering whose entries are two lines',
      {
        id: 'a',
        kind: 'ordering',
        stem: '题',
        choices: [
          { id: 'A', text: '[html]<p>' },
          { id: 'B', text: ' ' },
        ],
        correctResponse: ['A', 'B'],
        tags: [],
      },
      'kind.not-carried',
    ],
  ])('leaves out %s and says so', (_, item, code) => {
    const { output, losses } = printGift(bankOf(item));
    expect(losses).toMatchObject([{ itemId: 'a', code }]);
    expect(readGift(output).read).toBe(0);
  });

  it('names the fields that have no place, once an item', () => {
    const item: StoredBankItem = {
      id: 'a',
      kind: 'true-false',
      stem: '题',
      correctResponse: true,
      tags: [],
      difficulty: 2,
      points: 3,
      validUntil: '2030-01-01',
      media: [{ kind: 'image', file: 'f'.repeat(64) }],
    };
    expect(printGift(bankOf(item)).losses).toEqual([
      {
        itemId: 'a',
        code: 'media.not-carried',
        message: '有图片、录音或手语视频没有写出，GIFT 里没有它们的位置，或文件不在这里。',
      },
      { itemId: 'a', code: 'field.not-carried', message: '没有写出难度、分值、有效期，GIFT 里没有它们的位置。' },
    ]);
  });
});

describe('round trip of GIFT', () => {
  it('carries all kinds with explanation and tags; no ordering an explanation, no fill-in a second blank', () => {
    const within = bankArbitrary({ keys: 'all', fields: ['explanation', 'tags'], avoid: { blank: ['->'] } });
    fc.assert(
      fc.property(within, (bank) => {
        const { output, losses } = printGift(bank);
        const unsaid = losses.filter(({ itemId, code }) => {
          const item = bank.items.find(({ id }) => id === itemId);
          const twoBlanks = item?.kind === 'fill-in' && (item.correctResponse?.length ?? 0) > 1;
          return code === 'field.not-carried' ? item?.kind !== 'ordering' : !twoBlanks;
        });
        expect(unsaid).toEqual([]);
        const { rejected, warnings } = readGift(output);
        expect([...rejected, ...warnings.filter(({ code }) => code !== 'file.empty')]).toEqual([]);
      }),
    );
  });

  it('gives everything back of which nothing was said', () => {
    fc.assert(
      fc.property(bankArbitrary(), (bank) => {
        const { output, losses } = printGift(bank);
        const back = readGift(output);
        const missing = losses.filter(({ code }) => code === 'kind.not-carried' || code === 'key.not-carried');
        expect(back.rejected).toEqual([]);
        expect(back.items).toHaveLength(bank.items.length - missing.length);
        for (const { item } of back.items) {
          const original = bank.items.find(({ id }) => id === item.id) as StoredBankItem;
          expect(carryingOf(original, item, 'GIFT').losses).toEqual(losses.filter(({ itemId }) => itemId === item.id));
        }
      }),
    );
  });

  it('never throws and counts every block, whatever the text', () => {
    const piece = fc.constantFrom('{', '}', '=', '~', '#', '->', '####', '%50%', '\\', '::', '\n', '\n\n', '题', 'T', '//', '[html]', '<p>', '&#', '>2', '..', ':', '$CATEGORY:', '*', '____', '1'); // prettier-ignore
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece, { maxLength: 40 }).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(text, (some) => {
        const { read, items, rejected } = readGift(some);
        expect(read).toBe(items.length + rejected.length);
      }),
      { numRuns: 1000 },
    );
  });

  it('takes time in proportion to the length', () => {
    const items = Array.from(
      { length: 5000 },
      (_, index) => `// [id:q${index}]\n::${index}::示例题 ${index}{=甲#好 ~乙 ~丙\n####说明}\n\n`,
    );
    const texts = [items.join(''), '{'.repeat(200_000), '题{\n\n'.repeat(50_000), `题{${'~%1%甲#'.repeat(50_000)}}`, '//[tag:'.repeat(50_000), `题{${'=1 '.repeat(50_000)}}`, `题{#${'=1 '.repeat(50_000)}}`, `题{=${' *'.repeat(50_000)}x}`, `[markdown]${'[a]('.repeat(50_000)}{T}`]; // prettier-ignore
    for (const text of texts) expect(millisecondsOf(() => readGift(text))).toBeLessThan(3000);
    expect(readGift(texts[0] ?? '').items).toHaveLength(5000);
  });
});
