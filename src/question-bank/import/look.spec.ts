import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { FILL_IN, MULTIPLE, ONE_OF_EACH, SINGLE, TRUE_FALSE } from '../../../test/support/sample-banks.js';
import type { ReadBankItem } from '../../core/question-bank/formats/reading.js';
import { prepareItem } from '../prepared-item.js';
import { lookAt, namedBy, NO_BANK, type BankAsIs } from './look.js';
import type { FileReading } from './read-file.js';

const without = (item: object, ...keys: readonly string[]): ReadBankItem =>
  Object.fromEntries(Object.entries(item).filter(([key]) => !keys.includes(key))) as unknown as ReadBankItem;
const bare = (item: object) => without(item, 'id');

const reading = (items: readonly ReadBankItem[], more: Partial<FileReading> = {}): FileReading => ({
  format: 'text',
  encoding: 'utf-8',
  reading: {
    read: items.length,
    items: items.map((item, index) => ({ place: { line: index + 1 }, item })),
    rejected: [],
    warnings: [],
  },
  ...more,
});

const bankWith = (...items: readonly ReadBankItem[]): BankAsIs => {
  const known = items.map((item, index) => {
    const { wordsHash, contentHash, keyHash, searchText } = prepareItem(item);
    const itemKey = item.id ?? `own-a-0000${index + 1}`;
    return { id: `${index}`, itemKey, wordsHash, contentHash, keyHash, searchText, withdrawn: false };
  });
  return { known, revisions: known.map(({ id, contentHash }) => ({ itemId: id, contentHash })) };
};

describe('a look at a file', () => {
  it('counts by kind and shows the first items without their ids', () => {
    const { look, items } = lookAt(reading([SINGLE, MULTIPLE, TRUE_FALSE, FILL_IN]));
    expect(look).toMatchObject({
      read: 4,
      accepted: 4,
      byKind: { 'choice-single': 1, 'choice-multiple': 1, 'true-false': 1, 'fill-in': 1 },
      unchanged: 0,
    });
    expect(look.preview[0]).toEqual({ place: { line: 1 }, item: bare(SINGLE) });
    expect(items.map(({ prepared }) => prepared.id)).toEqual(['sb-002', 'sb-003', 'sb-001', 'sb-004']);
    expect(lookAt(reading(Array.from({ length: 60 }, () => SINGLE))).look.preview).toHaveLength(50);
  });

  it('counts what the bank has already, and rejects what contradicts it', () => {
    const other = { ...bare(TRUE_FALSE), correctResponse: true } as ReadBankItem;
    const { look, items } = lookAt(reading([bare(SINGLE), other]), bankWith(bare(SINGLE), bare(TRUE_FALSE)));
    expect(look).toMatchObject({ read: 2, accepted: 1, unchanged: 1, similar: [] });
    expect(look.rejected).toMatchObject([
      { place: { line: 2 }, code: 'key.contradictory', message: expect.stringContaining('own-a-00002') },
    ]);
    expect(look.faults).toBe(0);
    // Another bank may take it.
    expect(items).toHaveLength(2);
  });

  it('names what it changes in the bank and what is there already, and the figures add up', () => {
    const reworded = { ...SINGLE, stem: '示例：雨后的彩虹通常分为几种颜色？' } as ReadBankItem;
    const items = [reworded, bare(TRUE_FALSE), bare(MULTIPLE), bare(MULTIPLE), bare(FILL_IN)];
    const { look } = lookAt(reading(items), bankWith(SINGLE, bare(TRUE_FALSE)));
    expect(look).toMatchObject({
      accepted: 5,
      added: 2,
      revised: [{ place: { line: 1 }, excerpt: reworded.stem, itemKey: 'sb-002' }],
      repeated: [
        { place: { line: 2 }, itemKey: 'own-a-00002' },
        { place: { line: 4 }, itemKey: null },
      ],
      unchanged: 1,
    });
  });

  it('loses no item between its figures, whatever file meets whatever bank', () => {
    const pool = ONE_OF_EACH.flatMap((item): ReadBankItem[] => [
      item,
      bare(item),
      { ...item, stem: `${item.stem}（示例）` } as ReadBankItem,
      { ...bare(item), stem: `${item.stem}（示例）` } as ReadBankItem,
      without(item, 'id', 'correctResponse'),
    ]);
    // A bank has each key and the same words once.
    const some = fc.uniqueArray(fc.constantFrom(...pool), { selector: ({ stem }) => stem, maxLength: 12 });
    const kept = (bank: readonly ReadBankItem[]) =>
      bank.map((item, at) => (bank.findIndex(({ id }) => id === item.id) === at ? item : bare(item)));
    const other = { ...bare(TRUE_FALSE), correctResponse: true } as ReadBankItem;
    const files = fc.array(fc.constantFrom(...pool, other), { maxLength: 12 });
    fc.assert(
      fc.property(files, some, (file, bank) => {
        const { look, items } = lookAt(reading(file), bankWith(...kept(bank)));
        expect(look.added + look.revised.length + look.repeated.length).toBe(look.accepted);
        expect(look.accepted + look.rejected.length).toBe(look.read);
        expect(items).toHaveLength(file.length);
        const places = [...look.revised, ...look.repeated, ...look.rejected].map(({ place }) => place.line);
        expect(new Set(places).size).toBe(places.length);
      }),
    );
  });

  it('takes one without a key for the one that has a key', () => {
    const { look } = lookAt(reading([bare(SINGLE), without(SINGLE, 'id', 'correctResponse')]));
    expect(look.warnings).toMatchObject([{ place: { line: 2 }, code: 'item.duplicate' }]);
    expect(look).toMatchObject({ added: 1, repeated: [{ place: { line: 2 }, itemKey: null }] });
  });

  it('warns of what the file says twice, with one key or with two', () => {
    const other = { ...bare(SINGLE), correctResponse: 'A' } as ReadBankItem;
    const { look } = lookAt(reading([bare(SINGLE), bare(SINGLE), other, other]), NO_BANK);
    expect(look.accepted).toBe(4);
    expect(look.warnings).toMatchObject([
      { place: { line: 2 }, code: 'item.duplicate', message: expect.stringContaining('第 1 行') },
      { place: { line: 3 }, code: 'key.contradictory', message: expect.stringContaining('第 1 行') },
      { place: { line: 4 }, code: 'item.duplicate', message: expect.stringContaining('第 3 行') },
    ]);
  });

  it('names what is nearly the same, but not stems that say nothing by themselves', () => {
    const near = { ...bare(SINGLE), stem: '示例：雨后的彩虹，一般分为几种颜色呢？' } as ReadBankItem;
    expect(lookAt(reading([near]), bankWith(bare(SINGLE))).look.similar).toEqual([
      { place: { line: 1 }, stem: near.stem, other: expect.stringContaining('彩虹'), otherKey: 'own-a-00001' },
    ]);
    expect(lookAt(reading([bare(SINGLE), near])).look.similar).toMatchObject([{ place: { line: 2 }, otherKey: null }]);
    const which = (item: object) => ({ ...bare(item), stem: '下列说法正确的是（ ）' }) as ReadBankItem;
    expect(lookAt(reading([which(SINGLE), which(MULTIPLE)])).look.similar).toEqual([]);
  });

  it('rejects what no bank may hold, whoever read it', () => {
    const long = { ...bare(SINGLE), stem: '示'.repeat(10_001) } as ReadBankItem;
    const { look, items } = lookAt(reading([long, bare(TRUE_FALSE)]));
    expect(look).toMatchObject({ read: 2, accepted: 1, rejected: [{ place: { line: 1 }, code: 'field.too-long' }] });
    expect(items).toHaveLength(1);
  });

  it('names a new bank as the file does, else after the file', () => {
    const { look } = lookAt(reading([], { bank: { title: '示例题库', description: '示例', documents: [] } }));
    expect(namedBy(look, 'a.yaml')).toEqual({ title: '示例题库', description: '示例' });
    expect(namedBy(lookAt(reading([])).look, '2026 年 1.5 版示例.xlsx')).toEqual({ title: '2026 年 1.5 版示例' });
  });
});
