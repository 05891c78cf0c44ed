import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bankArbitrary } from '../../../test/support/bank-arbitraries.js';
import { EXPORT_FORMATS, type ExportFormat } from '../../protocol/question-bank.js';
import { unzip } from '../files/unzip.js';
import { readFile } from '../import/read-file.js';
import { PRINTERS } from './printers.js';

const MARK = '由 示例 -- 主持人 于 2026年1月2日 03:04 导出 · 批号 0198-示例';
/** Neither has a place beside its content. */
const WITHOUT: readonly ExportFormat[] = ['csv', 'aiken', 'bank-json'];
const LIMITS = { entries: 1000, bytes: 50_000_000, ratio: 1000 };

async function textOf(bytes: Uint8Array): Promise<string> {
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) return new TextDecoder().decode(bytes);
  const parts = await Promise.all([...(await unzip(bytes, LIMITS)).values()].map((open) => open()));
  return parts.map((part) => new TextDecoder().decode(part)).join('\n');
}

describe('an export with the mark of who took it out', () => {
  it.each(EXPORT_FORMATS)('as %s reads back as without it', async (format) => {
    await fc.assert(
      fc.asyncProperty(bankArbitrary({ maxItems: 3 }), async (bank) => {
        const read = async (mark: string) => {
          const { bytes, losses } = await PRINTERS[format].print(bank, 'both', mark);
          const { reading, bank: about } = await readFile(bytes);
          const { items, rejected } = reading;
          return { losses, about, items: items.map(({ item }) => item), rejected: rejected.map(({ code }) => code) };
        };
        expect(await read(MARK)).toEqual(await read(''));
      }),
      { numRuns: 8 },
    );
  }); // prettier-ignore

  it.each(EXPORT_FORMATS)('as %s bears it where the format has a place for it', async (format) => {
    const [bank] = fc.sample(bankArbitrary(), { numRuns: 1, seed: 1 });
    const { bytes } = await PRINTERS[format].print(bank!, 'both', MARK);
    const text = (await textOf(bytes)).replaceAll('‐', '-');
    expect(text.includes(MARK)).toBe(!WITHOUT.includes(format));
  });
});
