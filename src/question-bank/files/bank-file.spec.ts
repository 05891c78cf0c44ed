import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bankArbitrary } from '../../../test/support/bank-arbitraries.js';
import { bankOf, FILL_IN, MATCHING, SINGLE, TRUE_FALSE } from '../../../test/support/sample-banks.js';
import { printBank } from '../../core/question-bank/formats/bank/print-bank.js';
import { bankJson, bankYaml, readBankFile } from './bank-file.js';

const yamlOf = (...items: readonly object[]) => bankYaml({ ...bankOf([]), items } as never);

describe('a bank as YAML and JSON', () => {
  it.each([
    ['YAML', bankYaml],
    ['JSON', bankJson],
  ])('comes back from %s as it was', (_name, print) => {
    fc.assert(
      fc.property(bankArbitrary(), (bank) => {
        const reading = readBankFile(print(printBank(bank).output));
        expect(reading.rejected).toEqual([]);
        expect(reading.items.map(({ item }) => item)).toEqual(bank.items);
        const { slug, title, description, documents } = bank;
        expect(reading.bank).toEqual({ slug, title, description, documents });
      }),
    );
  });

  it('tells each fault at the line of its item', () => {
    const text = yamlOf(TRUE_FALSE, { ...SINGLE, stem: '', id: 'sb 2' }, { ...FILL_IN, kind: 'essay' }, MATCHING);
    const lineOf = (words: string) => text.split('\n').findIndex((line) => line.includes(words)) + 1;
    const { rejected, items } = readBankFile(text);
    expect(items).toHaveLength(2);
    expect(rejected).toMatchObject([
      {
        code: 'field.unreadable',
        place: { item: 'sb 2', line: lineOf('- id: sb 2') },
        message: expect.stringContaining('“stem”太短'),
      },
      {
        code: 'kind.unknown',
        place: { item: 'sb-004', line: lineOf('- id: sb-004') },
        message: expect.stringContaining('“kind”只能是'),
      },
    ]);
  });

  it.each<[string, object]>([
    ['stem.missing', { ...SINGLE, stem: undefined }],
    ['choices.too-few', { ...SINGLE, choices: SINGLE.choices.slice(0, 1), correctResponse: 'A' }],
    ['choices.too-few', { ...MATCHING, targets: undefined }],
    ['choices.malformed', { ...SINGLE, choices: ['甲', '乙'] }],
    ['choices.malformed', { ...SINGLE, select: undefined }],
    ['key.unreadable', { ...TRUE_FALSE, correctResponse: '对' }],
    ['key.unreadable', { ...FILL_IN, correctResponse: ['七', '十二'] }],
    ['field.too-long', { ...SINGLE, explanation: '示'.repeat(10_001) }],
    ['field.unreadable', { ...SINGLE, difficulty: 6 }],
    ['field.unreadable', { ...SINGLE, anwser: 'C' }],
    ['field.unreadable', { ...SINGLE, points: 0 }],
  ])('says %s of a wrong item', (code, item) => {
    expect(readBankFile(yamlOf(item)).rejected).toMatchObject([{ code }]);
  });

  it.each([
    ['a list that does not end', 'format: 1\nitems: [', /第 \d+ 行/u],
    ['a reference', 'a: &x [1]\nb: *x', /不支持别名/u],
    ['nesting without end', '['.repeat(50_000), /YAML 或 JSON/u],
    ['the same name twice', 'format: 1\nformat: 1', /第 2 行/u],
  ])('refuses %s with a sentence', (_what, text, message) => {
    expect(() => readBankFile(text)).toThrow(
      expect.objectContaining({ code: 'file.malformed', message: expect.stringMatching(message) }),
    );
  });

  it.each([
    ['a text without end', 'a'.repeat(9 * 1024 * 1024)],
    ['half a million lists', '[a],'.repeat(250_000)],
  ])('refuses %s, which would take all memory', (_what, text) => {
    expect(() => readBankFile(text)).toThrow(expect.objectContaining({ code: 'file.too-large' }));
  });
});
