import { describe, expect, it } from '@jest/globals';
import { bankOf, FILL_IN, MULTIPLE, ONE_OF_EACH, SINGLE, TRUE_FALSE } from '../../../test/support/sample-banks.js';
import { readDocument } from '../../core/question-bank/formats/docx/read-document.js';
import { layPaper } from '../../core/question-bank/paper/lay-paper.js';
import type { BankItem } from '../../core/question-bank/types.js';
import { printPaper } from './docx-print.js';
import { readDocx } from './docx-read.js';

async function readBack(items: readonly BankItem[], print: 'normal' | 'large') {
  const { output } = layPaper(bankOf(items), { print });
  return readDocument(await readDocx(await printPaper(output)));
}

/** Paper has sections, and a place for the response that the item itself has not. */
const told = (items: readonly object[]) =>
  items
    .map((item) => item as BankItem)
    .map(({ kind, stem, correctResponse, explanation, ...rest }) => ({
      kind,
      stem: stem.replace(/（\s*）$/u, ''),
      correctResponse,
      explanation,
      sides: ['choices', 'targets'].map((side) => (rest as Record<string, unknown>)[side]),
    }))
    .sort((one, other) => (one.stem < other.stem ? -1 : 1));

const withoutReasons = (item: BankItem) =>
  Object.fromEntries(
    Object.entries(item).filter(([name]) => name !== 'explanation' && name !== 'source'),
  ) as unknown as BankItem;

describe('a printed paper with its key', () => {
  it.each([['normal'], ['large']] as const)('%s is read back, every kind, from grids of one column', async (print) => {
    const { items, rejected } = await readBack(ONE_OF_EACH, print);
    expect(rejected).toEqual([]);
    expect(told(items.map(({ item }) => item))).toEqual(told(ONE_OF_EACH));
  });

  it('is read where grids alone hold the keys, several under one heading', async () => {
    const silent = [TRUE_FALSE, SINGLE, MULTIPLE].map(withoutReasons);
    const many = Array.from({ length: 23 }, (_, index) =>
      silent.map((item) => ({
        ...item,
        id: `${item.id}-${index}`,
        stem: `${item.stem.replace('。', '')}第${index}问`,
      })),
    ).flat();
    const { items, rejected } = await readBack(many as BankItem[], 'large');
    expect(rejected).toEqual([]);
    expect(items.map(({ item }) => item.correctResponse).sort()).toEqual(
      many.map((item) => item.correctResponse).sort(),
    );
  });

  it('names all that a blank accepts', async () => {
    const item = { ...FILL_IN, correctResponse: [['七', '7', '柒'], { min: 10, max: 12 }] } as BankItem;
    const { items } = await readBack([item], 'normal');
    expect(items.map((read) => read.item.correctResponse)).toEqual([item.correctResponse]);
  });
});
