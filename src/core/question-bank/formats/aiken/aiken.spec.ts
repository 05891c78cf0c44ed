import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { bankArbitrary } from '../../../../../test/support/bank-arbitraries.js';
import { millisecondsOf } from '../../../../../test/support/stopwatch.js';
import type { BankDocument, StoredBankItem } from '../../types.js';
import { carryingOf } from '../carried.js';
import { printAiken } from './print-aiken.js';
import { readAiken } from './read-aiken.js';

const text = (...lines: string[]) => lines.join('\n');

describe('readAiken', () => {
  it('reads choices with dot or bracket, Chinese signs and small letters where the next is due', () => {
    const { read, items, rejected, warnings } = readAiken(
      `\uFEFF${text('示例国的首都是？', 'A. 甲城', 'B. 乙城', 'ANSWER: B', '', '第二题的题干', 'A) 甲', 'B) 乙', 'C)丙', 'ANSWER: C', '第三题', 'a、甲', 'b．乙', '答案：A')}`.replaceAll(
        '\n',
        '\r\n',
      ),
    );
    expect({ read, rejected, warnings }).toEqual({ read: 3, rejected: [], warnings: [] });
    expect(items).toMatchObject([
      { place: { line: 1 }, item: { stem: '示例国的首都是？', choices: [{ id: 'A', text: '甲城' }, { id: 'B', text: '乙城' }], correctResponse: 'B' } },
      { place: { line: 6 }, item: { stem: '第二题的题干', select: 'single', correctResponse: 'C' } },
      { place: { line: 11 }, item: { stem: '第三题', choices: [{ text: '甲' }, { text: '乙' }], correctResponse: 'A' } },
    ]); // prettier-ignore
  });

  it('keeps stems and choices of several lines together', () => {
    expect(readAiken(text('第一行', '第二行', 'A. 甲', '接着甲', 'B. 乙', 'ANSWER: A')).items).toMatchObject([
      { item: { stem: '第一行\n第二行', choices: [{ text: '甲\n接着甲' }, { text: '乙' }] } },
    ]);
  });

  it('A.I. in a stem is no choice', () => {
    expect(readAiken(text('A.I. 是什么？', 'A. 甲', 'B. 乙', 'ANSWER: A')).items).toMatchObject([
      { item: { stem: 'A.I. 是什么？' } },
    ]);
  });

  it('two choices that say 正确 and 错误 are true-false, several letters a multiple choice', () => {
    expect(readAiken(text('题一', 'A. 正确', 'B. 错误', 'ANSWER: B')).items).toMatchObject([
      { item: { kind: 'true-false', correctResponse: false } },
    ]);
    expect(readAiken(text('题二', 'A. 甲', 'B. 乙', 'C. 丙', 'ANSWER: A, C')).items).toMatchObject([
      { item: { kind: 'choice', select: 'multiple', correctResponse: ['A', 'C'] } },
    ]);
  });

  it('takes what some programs write behind the key as explanation', () => {
    expect(readAiken(text('题', 'A. 甲', 'B. 乙', 'ANSWER: A', 'FEEDBACK: 因为甲')).items).toMatchObject([
      { item: { explanation: '因为甲' } },
    ]);
  });

  it.each([
    ['a letter without choice', text('题', 'A. 甲', 'B. 乙', 'ANSWER: D'), 4, 'key.unknown-choice'],
    [
      'an empty key',
      text('题', 'A. 甲', 'B. 乙', 'ANSWER:', '', '题', 'A. 甲', 'B. 乙', 'ANSWER: A'),
      4,
      'key.missing',
    ],
    ['equal choices', text('题', 'A) .', 'B) .', 'ANSWER: A'), 2, 'choices.duplicate'],
    ['an empty choice', text('题', 'A. 甲', 'B.', 'ANSWER: A'), 3, 'choices.malformed'],
    ['no stem', text('A. 甲', 'B. 乙', 'ANSWER: A'), 1, 'stem.missing'],
    ['no choices', text('题', 'ANSWER: A'), 1, 'choices.too-few'],
    ['a key that stands alone', 'ANSWER: A', 1, 'stem.missing'],
  ])('refuses %s', (_, written, line, code) => {
    expect(readAiken(written).rejected).toMatchObject([{ place: { line }, code }]);
  });

  it('an item without key does not swallow the next', () => {
    const { read, rejected, items } = readAiken(
      text('题一', 'A. 甲', 'B. 乙', '题二', 'A. 甲', 'B. 乙', 'ANSWER: B', '', '题三', 'A. 甲', 'B. 乙', '', '题四', 'A. 甲', 'B. 乙', 'ANSWER: A'),
    ); // prettier-ignore
    expect(read).toBe(4);
    expect(rejected.map(({ place, code }) => [place.line, code])).toEqual([
      [1, 'key.missing'],
      [9, 'key.missing'],
    ]);
    expect(items.map(({ item }) => item.stem)).toEqual(['题二', '题四']);
  });

  it('a file without any key is read as drafts', () => {
    const { items, warnings } = readAiken(text('题一', 'A. 甲', 'B. 乙', '', '题二', 'A. 甲', 'B. 乙'));
    expect(items.map(({ item }) => item.correctResponse)).toEqual([undefined, undefined]);
    expect(warnings.map(({ code }) => code)).toContain('key.missing');
  });

  it('names words that belong to no item', () => {
    const { items, warnings } = readAiken(text('第一单元 示例', '', '题', 'A. 甲', 'B. 乙', 'ANSWER: A'));
    expect(items).toHaveLength(1);
    expect(warnings).toMatchObject([{ place: { line: 1 }, code: 'text.unclaimed', excerpt: '第一单元 示例' }]);
    expect(readAiken('\n')).toMatchObject({ read: 0, warnings: [{ code: 'file.empty' }] });
  });
});

const bankOf = (...items: StoredBankItem[]): BankDocument<StoredBankItem> => ({
  format: 1,
  slug: 'sample',
  title: '示例',
  description: '',
  documents: [],
  items,
});
const choices = [
  { id: 'A', text: '甲' },
  { id: 'B', text: '乙' },
];

describe('printAiken', () => {
  it('writes single choice and true-false', () => {
    const { output, losses } = printAiken(
      bankOf(
        { id: 'a', kind: 'choice', select: 'single', stem: '题一', choices, correctResponse: 'B', tags: [] },
        { id: 'b', kind: 'true-false', stem: '题二', correctResponse: false, tags: [] },
      ),
    );
    expect(output).toBe('题一\nA. 甲\nB. 乙\nANSWER: B\n\n题二\nA. 正确\nB. 错误\nANSWER: B\n');
    expect(losses.map(({ itemId, code }) => [itemId, code])).toEqual([
      ['a', 'field.not-carried'],
      ['b', 'field.not-carried'],
    ]);
  });

  it.each<[string, StoredBankItem, string]>([
    ['multiple choice', { id: 'a', kind: 'choice', select: 'multiple', stem: '题', choices, correctResponse: ['A', 'B'], tags: [] }, 'kind.not-carried'],
    ['a short answer', { id: 'a', kind: 'short-answer', stem: '题', correctResponse: '要点', tags: [] }, 'kind.not-carried'],
    ['a draft', { id: 'a', kind: 'choice', select: 'single', stem: '题', choices, tags: [] }, 'key.not-carried'],
    ['a single choice that would come back as true-false', { id: 'a', kind: 'choice', select: 'single', stem: '题', choices: [{ id: 'A', text: '正确' }, { id: 'B', text: '错误' }], correctResponse: 'A', tags: [] }, 'kind.not-carried'],
    ['a stem that would be read as a key', { id: 'a', kind: 'true-false', stem: 'ANSWER: B', correctResponse: true, tags: [] }, 'kind.not-carried'],
  ])('leaves out %s and says so', (_, item, code) => {
    expect(printAiken(bankOf(item))).toMatchObject({ output: '', losses: [{ itemId: 'a', code }] });
  }); // prettier-ignore

  it('writes a stem of two lines on one, and says so', () => {
    const { output, losses } = printAiken(
      bankOf({ id: 'a', kind: 'true-false', stem: '一\n二', correctResponse: true, tags: [] }),
    );
    expect(output).toContain('一 二\nA. 正确');
    expect(losses).toMatchObject([{ code: 'field.not-carried', message: expect.stringContaining('题干的排版') }]);
  });

  it('carries every single choice and true-false of a bank', () => {
    const within = bankArbitrary({
      kinds: ['true-false', 'choice-single'],
      keys: 'all',
      fields: [],
      avoid: { stem: ['\n'] },
    });
    fc.assert(
      fc.property(within, (bank) => {
        const { output, losses } = printAiken(bank);
        expect(losses.map(({ message }) => message)).toEqual(
          bank.items.map(() => '没有写出题号，Aiken 里没有它们的位置。'),
        );
        const { items, rejected, warnings } = readAiken(output);
        expect([...rejected, ...warnings]).toEqual([]);
        items.forEach(({ item }, index) => {
          const original = bank.items[index] as StoredBankItem;
          expect({ ...item, id: original.id }).toEqual(original);
        });
      }),
    );
  });

  it('says of every other item what became of it', () => {
    fc.assert(
      fc.property(bankArbitrary(), (bank) => {
        const { output, losses } = printAiken(bank);
        const { items } = readAiken(output);
        const left = bank.items.filter(
          ({ id }) => !losses.some(({ itemId, code }) => itemId === id && /^(?:kind|key)\./u.test(code)),
        );
        expect(items).toHaveLength(left.length);
        items.forEach(({ item }, index) => {
          const original = left[index] as StoredBankItem;
          expect(carryingOf(original, item, 'Aiken').losses).toEqual(
            losses.filter(({ itemId }) => itemId === original.id),
          );
        });
      }),
    );
  });
});

describe('Aiken of any kind', () => {
  it('never throws and counts every item', () => {
    const piece = fc.constantFrom('A. ', 'B) ', 'ANSWER: ', 'A', '题', '\n', '\n\n', '甲', 'FEEDBACK: ', '\r', ' ');
    const some = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece, { maxLength: 40 }).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(some, (written) => {
        const { read, items, rejected } = readAiken(written);
        expect(read).toBe(items.length + rejected.length);
      }),
      { numRuns: 1000 },
    );
  });

  it('takes time in proportion to the length', () => {
    const items = text(...Array.from({ length: 5000 }, (_, index) => `示例题 ${index}\nA. 甲\nB. 乙\nANSWER: A\n`));
    for (const written of [
      items,
      '题\n'.repeat(200_000),
      `题\n${'A. 甲\n'.repeat(100_000)}`,
      `题\nA. 甲\n${'接\n'.repeat(200_000)}`,
    ]) {
      expect(millisecondsOf(() => readAiken(written))).toBeLessThan(3000);
    }
    expect(readAiken(items).items).toHaveLength(5000);
  });
});
