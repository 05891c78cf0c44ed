import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bankArbitrary } from '../../../../../test/support/bank-arbitraries.js';
import type { Reading } from '../reading.js';
import type { Sheet } from '../sheet.js';
import { printCsvTable, printTable } from './print-table.js';
import { readBankData } from './read-own.js';
import { readTables } from './read-tables.js';

describe('printTable', () => {
  it('prints what readTables reads again, every field of it', () => {
    fc.assert(
      fc.property(bankArbitrary({ maxItems: 12 }), (bank) => {
        const { output } = printTable(bank);
        const { items, rejected } = readTables(output);
        expect(rejected).toEqual([]);
        expect(items.map(({ item }) => item)).toEqual(bank.items);
        const { slug, title, description, documents } = bank;
        expect(readBankData(output)).toEqual({ slug, title, description, documents });
      }),
      { numRuns: 300 },
    );
  });

  it('loses nothing of the items in csv', () => {
    fc.assert(
      fc.property(bankArbitrary(), (bank) => {
        const { output, losses } = printCsvTable(bank);
        expect(readTables([output]).items.map(({ item }) => item)).toEqual(bank.items);
        expect(losses.filter(({ itemId }) => itemId === '')).toHaveLength(1);
      }),
    );
  });
});

describe('a workbook of ours that a person went on with', () => {
  const [first, second] = fc.sample(bankArbitrary({ keys: 'all', kinds: ['choice-single'], maxItems: 2 }), 1)
    .map((bank) => printTable(bank).output)[0] as readonly [Sheet, Sheet];
  const headings = [...(first.rows[0]?.cells ?? [])];
  const columnOf = (name: string) => headings.find(([, { text }]) => text === name)?.[0] ?? -1;
  const typed = (fields: Readonly<Record<string, string>>): Reading => {
    const cells = new Map(Object.entries(fields).map(([name, text]) => [columnOf(name), { text }] as const));
    return readTables([{ ...first, rows: [...first.rows, { number: 99, cells }] }, second]);
  };
  const last = ({ items }: Reading) => items.at(-1)?.item;

  it('takes keys and fields as people write them, beside what only our columns hold', () => {
    const item = last(
      typed({ 编号: 'sb-900', 题型: '多选', 题干: '示例', 选项A: '甲', 选项B: '乙', 选项C: '丙', 正确答案: 'A、C', 难度: '易', 出处: '《示例法》', 条: '3', 核对方式: '逐字引用' }),
    );
    expect(item).toEqual({
      id: 'sb-900',
      kind: 'choice',
      select: 'multiple',
      stem: '示例',
      choices: [
        { id: 'A', text: '甲' },
        { id: 'B', text: '乙' },
        { id: 'C', text: '丙' },
      ],
      correctResponse: ['A', 'C'],
      difficulty: 1,
      source: { document: '《示例法》', article: 3 },
      verification: 'quoted',
      tags: [],
    });
    expect(last(typed({ 题型: '填空题', 题干: '示例____和____', 正确答案: '甲；贾｜乙' }))).toMatchObject({
      correctResponse: [['甲', '贾'], ['乙']],
    });
  });

  it('refuses a row without a key, and does not take it for a draft', () => {
    const { rejected } = typed({ 题型: '判断题', 题干: '示例的说法' });
    expect(rejected).toMatchObject([{ code: 'key.missing', place: { sheet: '题目' } }]);
  });

  it('is told what cannot travel', () => {
    const media = fc.sample(bankArbitrary({ keys: 'all' }), 200).find(({ items }) => items.some((item) => item.media));
    const losses = printTable(media ?? ({} as never)).losses.map(({ code }) => code);
    expect(new Set(losses)).toEqual(new Set(['media.not-carried']));
  });
}); // prettier-ignore
