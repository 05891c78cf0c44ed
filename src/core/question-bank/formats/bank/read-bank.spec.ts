import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bankArbitrary } from '../../../../../test/support/bank-arbitraries.js';
import { bankOf, FILL_IN, MATCHING, ONE_OF_EACH, ORDERING, SINGLE } from '../../../../../test/support/sample-banks.js';
import { hasKey } from '../../types.js';
import { printBank } from './print-bank.js';
import { readBankValue, type BankChecking } from './read-bank.js';

/** The real one is the schema, which the shell compiles. */
const SHAPE: BankChecking = {
  shape: (item) =>
    typeof (item as { stem?: unknown } | null)?.stem === 'string'
      ? []
      : [{ code: 'stem.missing', message: '缺少“stem”，请补上。' }],
};
const read = (...items: readonly unknown[]) => readBankValue({ ...bankOf([]), items }, SHAPE);
const withoutKey = ({ correctResponse: _key, ...item }: (typeof ONE_OF_EACH)[number]) => item;

describe('readBankValue', () => {
  it('takes what printBank makes of any bank, drafts included', () => {
    fc.assert(
      fc.property(bankArbitrary(), (bank) => {
        const { output, losses } = printBank(bank);
        const reading = readBankValue(output, SHAPE);
        expect(reading.rejected).toEqual([]);
        expect(reading.items.map(({ item }) => item)).toEqual(bank.items);
        const { slug, title, description, documents } = bank;
        expect(reading.bank).toEqual({ slug, title, description, documents });
        expect(reading.warnings.map(({ code, place }) => [code, place.item])).toEqual(
          bank.items.filter((item) => !hasKey(item)).map(({ id }) => ['key.missing', id]),
        );
        expect(new Set(losses.map(({ code }) => code)).size).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('gives the title of its document to a source and leaves a title of its own', () => {
    const own = { ...SINGLE, source: { document: 'sample-law', title: '《示例法》节选' } };
    const reading = read(ONE_OF_EACH[0], own);
    expect(reading.items.map(({ item }) => item.source?.title)).toEqual(['《示例法》', '《示例法》节选']);
    const printed = printBank(bankOf(reading.items.map(({ item }) => item as typeof own))).output;
    expect(printed.items.map(({ source }) => source?.title)).toEqual([undefined, '《示例法》节选']);
  });

  it.each([
    ['stem.missing', { ...SINGLE, stem: undefined }],
    ['key.unknown-choice', { ...SINGLE, correctResponse: 'E' }],
    ['choices.duplicate', { ...SINGLE, choices: SINGLE.choices.map((choice) => ({ ...choice, text: '示例' })) }],
    ['choices.duplicate', withoutKey({ ...MATCHING, targets: MATCHING.targets.map(({ id }) => ({ id, text: '甲' })) })],
    ['key.contradictory', { ...ORDERING, correctResponse: ['A', 'B'] }],
    ['blank.count', { ...FILL_IN, correctResponse: [['七']] }],
    ['key.unreadable', { ...FILL_IN, correctResponse: [['七'], ['。']] }],
    ['key.unreadable', { ...FILL_IN, correctResponse: [['七'], { min: 2, max: 1 }] }],
    ['field.unreadable', { ...SINGLE, validUntil: '2026-02-30' }],
    ['item.duplicate', ONE_OF_EACH[0]],
  ])('rejects %s at its item and takes the others', (code, item) => {
    const reading = readBankValue({ ...bankOf([]), items: [ONE_OF_EACH[0], item] }, { ...SHAPE, lines: [3, 9] });
    expect(reading.read).toBe(2);
    expect(reading.items).toHaveLength(1);
    expect(reading.rejected).toMatchObject([{ code, place: { line: 9, item: item?.id } }]);
  });

  it('names an item without an id by its number, and tells several faults at once', () => {
    const shape = () =>
      ['甲', '乙', '乙', '丙'].map((word) => ({ code: 'field.unreadable' as const, message: `${word}。` }));
    expect(readBankValue({ items: [7] }, { shape }).rejected).toEqual([
      { place: { item: '第 1 题' }, code: 'field.unreadable', message: '甲。乙。' },
    ]);
  });

  it('reads the items of a bank whose head is wrong, and says so', () => {
    const reading = readBankValue({ title: 7, documents: [{ slug: 'x' }], items: [SINGLE] }, SHAPE);
    expect(reading.items).toHaveLength(1);
    expect(reading.bank).toEqual({ documents: [] });
    expect(reading.warnings.map(({ code }) => code)).toEqual(['field.unreadable', 'field.unreadable']);
  });

  it.each([
    ['file.malformed', '示例'],
    ['file.malformed', { items: {} }],
    ['file.empty', { items: [] }],
  ])('says %s where there are no items', (code, value) => {
    expect(readBankValue(value, SHAPE)).toMatchObject({ read: 0, items: [], rejected: [{ code }] });
  });
});
