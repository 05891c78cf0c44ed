import { describe, expect, it } from '@jest/globals';

import { FILL_IN, MULTIPLE, ONE_OF_EACH, SINGLE, TRUE_FALSE } from '../../test/support/sample-banks.js';
import type { ReadBankItem } from '../core/question-bank/formats/reading.js';
import { keyMaker, planItems, type KnownItem, type Outcome, type PlanState } from './item-plan.js';
import { prepareItem } from './prepared-item.js';

const without = <K extends string>(item: ReadBankItem, ...keys: K[]): ReadBankItem =>
  Object.fromEntries(Object.entries(item).filter(([key]) => !keys.includes(key as K))) as unknown as ReadBankItem;
const bare = (item: ReadBankItem) => without(item, 'id');

/** A bank that holds the items, as they came in. */
function bankWith(items: readonly ReadBankItem[], withdrawn = false): PlanState {
  const known = items.map((item, index): KnownItem => {
    const { wordsHash, searchText, contentHash, keyHash } = prepareItem(item);
    return {
      id: `item-${index}`,
      itemKey: item.id ?? `own-a-0000${index + 1}`,
      wordsHash,
      searchText,
      contentHash,
      keyHash,
      withdrawn,
    };
  });
  return { known, revisions: known.map(({ id, contentHash }) => ({ itemId: id, contentHash })), prefix: 'own-a' };
}
const plan = (items: readonly ReadBankItem[], state: PlanState): [Outcome, string][] =>
  planItems(items.map(prepareItem), state).map(({ outcome, itemKey }) => [outcome, itemKey]);

describe('loading into a bank', () => {
  it('adds what is not there, under the key of the file or one that is made', () => {
    expect(plan([SINGLE, bare(TRUE_FALSE), bare(MULTIPLE)], bankWith([]))).toEqual([
      ['added', 'sb-002'],
      ['added', 'own-a-00001'],
      ['added', 'own-a-00002'],
    ]);
    expect(plan([bare(MULTIPLE)], bankWith([bare(SINGLE)]))).toEqual([['added', 'own-a-00002']]);
  });

  it('adds nothing when the same file comes again, with keys or without', () => {
    for (const items of [[...ONE_OF_EACH], ONE_OF_EACH.map(bare)]) {
      expect(new Set(plan(items, bankWith(items)).map(([outcome]) => outcome))).toEqual(new Set(['unchanged']));
    }
  });

  it('does not undo what was improved in the bank since: a content that was there once says nothing new', () => {
    const improved = { ...SINGLE, stem: '示例：彩虹分几种颜色？', correctResponse: 'B' };
    const state = bankWith([improved]);
    const revisions = [{ itemId: 'item-0', contentHash: prepareItem(SINGLE).contentHash }, ...state.revisions];
    for (const item of [SINGLE, bare(SINGLE), improved, bare(improved)]) {
      expect(plan([item], { ...state, revisions })).toEqual([['unchanged', 'sb-002']]);
    }
  });

  it('leaves what differs in other things than the key as it is, where the file does not name it', () => {
    const plain = without(SINGLE, 'id', 'explanation', 'difficulty');
    expect(plan([plain], bankWith([SINGLE]))).toEqual([['unchanged', 'sb-002']]);
  });

  it('never takes another item for a known one because two programs number alike', () => {
    const other = { ...SINGLE, stem: '完全不同的新题，问的是另一件事？', choices: MULTIPLE.choices };
    expect(plan([other], bankWith([SINGLE]))).toEqual([['added', 'own-a-00001']]);
    const edited = { ...SINGLE, stem: '示例：雨后的彩虹通常分为几种颜色？' };
    expect(plan([edited], bankWith([SINGLE]))).toEqual([['revised', 'sb-002']]);
  });

  it('makes a new revision where a known key comes with other content', () => {
    expect(plan([{ ...SINGLE, correctResponse: 'A' }], bankWith([SINGLE]))).toEqual([['revised', 'sb-002']]);
    expect(plan([{ ...SINGLE, stem: '示例：雨后的彩虹通常分为几种颜色？' }], bankWith([SINGLE]))).toEqual([
      ['revised', 'sb-002'],
    ]);
  });

  it('takes the key that a draft lacked, and leaves a key where the file has none', () => {
    const keyless = without(SINGLE, 'id', 'correctResponse');
    expect(plan([bare(SINGLE)], bankWith([keyless]))).toEqual([['revised', 'own-a-00001']]);
    expect(plan([keyless], bankWith([bare(SINGLE)]))).toEqual([['unchanged', 'own-a-00001']]);
  });

  it('decides nothing where the bank has the same words with another key', () => {
    const other = { ...bare(SINGLE), correctResponse: 'A' } as ReadBankItem;
    expect(plan([other], bankWith([SINGLE]))).toEqual([['contradictory', 'sb-002']]);
  });

  it('keeps what a file says twice with different keys apart, and knows both when it comes again', () => {
    const other = { ...bare(SINGLE), correctResponse: 'A' } as ReadBankItem;
    const file = [bare(SINGLE), other, bare(SINGLE)];
    expect(plan(file, bankWith([]))).toEqual([
      ['added', 'own-a-00001'],
      ['added', 'own-a-00002'],
      ['unchanged', 'own-a-00001'],
    ]);
    expect(plan(file, bankWith([bare(SINGLE), other]))).toEqual([
      ['unchanged', 'own-a-00001'],
      ['unchanged', 'own-a-00002'],
      ['unchanged', 'own-a-00001'],
    ]);
    const explained = { ...bare(SINGLE), explanation: '示例：另一种解析。' } as ReadBankItem;
    expect(plan([explained], bankWith([bare(SINGLE), other]))).toEqual([['unchanged', 'own-a-00001']]);
  });

  it('tells items with the same stem apart by their choices', () => {
    const which = { ...bare(SINGLE), stem: '下列说法正确的是（ ）' } as ReadBankItem;
    const other = { ...which, choices: [...SINGLE.choices].reverse() } as ReadBankItem;
    expect(plan([which, other], bankWith([])).map(([outcome]) => outcome)).toEqual(['added', 'added']);
  });

  it('takes numbers alone for what they are in files, not for keys', () => {
    const numbered = [
      { ...SINGLE, id: '1' },
      { ...TRUE_FALSE, id: '2' },
    ];
    const state = bankWith([{ ...FILL_IN, id: '1' }]);
    expect(plan(numbered, state)).toEqual([
      ['added', 'own-a-00001'],
      ['added', 'own-a-00002'],
    ]);
  });

  it('gives a key once: a second item under it is another item', () => {
    const items = [SINGLE, { ...MULTIPLE, id: SINGLE.id }];
    const [first, second] = plan(items, bankWith([]));
    expect([first, second]).toEqual([
      ['added', 'sb-002'],
      ['added', 'own-a-00001'],
    ]);
    // The second time both are there: one by its key, one by its words.
    const state = bankWith([SINGLE, { ...MULTIPLE, id: 'own-a-00001' }]);
    expect(plan(items, state).map(([outcome]) => outcome)).toEqual(['unchanged', 'unchanged']);
  });

  it('makes no key that the file gives to an item further down', () => {
    expect(plan([bare(TRUE_FALSE), { ...SINGLE, id: 'own-a-00001' }], bankWith([]))).toEqual([
      ['added', 'own-a-00002'],
      ['added', 'own-a-00001'],
    ]);
  });

  it('brings back what an undone import had brought', () => {
    const state = bankWith([SINGLE, bare(TRUE_FALSE)], true);
    expect(plan([SINGLE, bare(TRUE_FALSE)], state)).toEqual([
      ['revived', 'sb-002'],
      ['revived', 'own-a-00002'],
    ]);
  });
});

it('keys are made after the highest of their kind', () => {
  const next = keyMaker('own-a', ['own-a-00007', 'own-b-00099', 'own-a-x', 'own-a-12345678901']);
  expect([next(), next()]).toEqual(['own-a-00008', 'own-a-00009']);
});
