import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bankArbitrary } from '../../../test/support/bank-arbitraries.js';
import { printCsvTable } from '../../core/question-bank/formats/table/print-table.js';
import { readTables } from '../../core/question-bank/formats/table/read-tables.js';
import { readCsv } from './csv-read.js';
import { writeCsv } from './csv-write.js';
import { FileError } from './file-error.js';
import { TABLE_LIMITS } from './xlsx-limits.js';

const rows = (text: string) =>
  readCsv(text)[0]?.rows.map(({ number, cells }) => [
    number,
    ...[...cells].map(([column, cell]) => `${column}:${cell.text}`),
  ]);

function refusal(run: () => unknown): FileError | undefined {
  try {
    run();
  } catch (error) {
    if (error instanceof FileError) return error;
    throw error;
  }
  return undefined;
}

describe('readCsv', () => {
  it.each([
    ['commas, a byte order mark, an empty line and a break in quotes', '\uFEFF甲,乙\r\n\r\n"丙\n丁",1\r\n', [[1, '0:甲', '1:乙'], [3, '0:丙\n丁', '1:1']]],
    ['semicolons with commas in numbers', '甲;乙\n1,5;2,5', [[1, '0:甲', '1:乙'], [2, '0:1,5', '1:2,5']]],
    ['tabs', '甲\t乙\n"说""好"""\t2', [[1, '0:甲', '1:乙'], [2, '0:说"好"', '1:2']]],
    ['a named delimiter', 'sep=;\n甲;乙', [[2, '0:甲', '1:乙']]],
    ['quotes that are part of the words', '他说"好"吗,乙\n"他说"好"",丁', [[1, '0:他说"好"吗', '1:乙'], [2, '0:"他说"好""', '1:丁']]],
    ['lists of choices in a column', '题目,选项,答案\n' + '示例,甲|乙|丙|丁,A\n'.repeat(2), [[1, '0:题目', '1:选项', '2:答案'], [2, '0:示例', '1:甲|乙|丙|丁', '2:A'], [3, '0:示例', '1:甲|乙|丙|丁', '2:A']]],
    ['one column', '甲\n乙', [[1, '0:甲'], [2, '0:乙']]],
    ['apostrophes of exports', "'=1+1,'-2,'甲'", [[1, '0:=1+1', '1:-2', "2:'甲'"]]],
    ['nothing', '', []],
  ])('reads %s', (_, text, expected) => expect(rows(text)).toEqual(expected)); // prettier-ignore

  it('refuses a quote without end with its line, and too much', () => {
    const open = refusal(() => readCsv('甲,乙\n"丙,丁\n戊,己'));
    expect([open?.code, open?.message]).toEqual(['file.malformed', expect.stringMatching(/^第 \d 行.+请.+。$/u)]);
    const long = '甲,乙\n'.repeat(50);
    expect(refusal(() => readCsv(long, { ...TABLE_LIMITS, rows: 40 }))?.code).toBe('file.too-large');
    expect(refusal(() => readCsv(long, { ...TABLE_LIMITS, characters: 40 }))?.code).toBe('file.too-large');
  });
});

describe('writeCsv', () => {
  it('gives every bank that is printed for it back', () => {
    fc.assert(
      fc.property(bankArbitrary(), (bank) => {
        const text = writeCsv(printCsvTable(bank).output);
        expect(readTables(readCsv(text)).items.map(({ item }) => item)).toEqual(bank.items);
      }),
    );
  });

  it('leaves no cell that a spreadsheet would compute', () => {
    const signs = ['=', '+', '-', '@', '\t', '\r', "'"];
    const words = fc.tuple(fc.constantFrom(...signs, ''), fc.string({ maxLength: 5 })).map((parts) => parts.join(''));
    fc.assert(
      fc.property(words, (text) => {
        const sheet = {
          name: '',
          rows: [
            {
              number: 1,
              cells: new Map([
                [0, { text }],
                [1, { text: '乙' }],
                [2, { text: '丙' }],
              ]),
            },
          ],
        };
        const [field = ''] = /^\uFEFF"?([^]?)/u.exec(writeCsv(sheet))?.slice(1) ?? [];
        expect(['=', '+', '-', '@', '\t', '\r']).not.toContain(field === '\r' ? '' : field);
        const back = readCsv(writeCsv(sheet))[0]?.rows[0]?.cells.get(0)?.text ?? '';
        const plain = text.replace(/\r\n?/gu, '\n').replaceAll('\uFEFF', '');
        expect(back).toBe(plain.trim() === '' ? '' : plain);
      }),
    );
  });
});
