import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bankArbitrary } from '../../../../../test/support/bank-arbitraries.js';
import type { BankDocument, StoredBankItem } from '../../types.js';
import type { PrintVersion } from './print-words.js';
import { printQti } from './print-qti.js';
import type { QtiFile } from './qti-file.js';
import { readQti } from './read-qti.js';

const VERSIONS: readonly PrintVersion[] = ['2.1', '3.0'];

function printedFiles(bank: BankDocument<StoredBankItem>, version: PrintVersion): readonly QtiFile[] {
  return [...printQti(bank, version).output].map(([path, root]) => ({ path, root }));
}

/** The fidelity table: everything but media comes back. */
const carried = (items: readonly StoredBankItem[]) =>
  JSON.parse(JSON.stringify(items, (key, value: unknown) => (key === 'media' ? undefined : value))) as unknown;

describe.each(VERSIONS)('printed as QTI %s', (version) => {
  it('every bank comes back as it was, but for media', () => {
    fc.assert(
      fc.property(bankArbitrary(), (bank) => {
        const reading = readQti(printedFiles(bank, version));
        expect(reading.rejected).toEqual([]);
        expect(reading.items.map(({ item }) => item)).toEqual(carried(bank.items));
        expect(reading.version).toBe(version);
      }),
      { numRuns: 200 },
    );
  });
});
