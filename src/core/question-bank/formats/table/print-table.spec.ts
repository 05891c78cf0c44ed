import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bankArbitrary } from '../../../../../test/support/bank-arbitraries.js';
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
