import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bankArbitrary } from '../../../../../test/support/bank-arbitraries.js';
import { type ArbitraryKind, ARBITRARY_KINDS } from '../../../../../test/support/bank-arbitraries/options.js';
import { checkItem } from '../../check-item.js';
import { hasKey, type StoredBankItem } from '../../types.js';

const kindOf = (item: StoredBankItem): ArbitraryKind => (item.kind === 'choice' ? `choice-${item.select}` : item.kind);

describe('bankArbitrary', () => {
  it('keeps its promises', () => {
    fc.assert(
      fc.property(bankArbitrary(), (bank) => {
        const documents = [
          ...bank.documents,
          ...bank.items.flatMap(({ source }) =>
            source === undefined ? [] : [{ slug: source.document, title: '', edition: '' }],
          ),
        ];
        const findings = bank.items.flatMap((item) => checkItem(item, { documents }));
        expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
        expect(new Set(bank.items.map(({ id }) => id.toLowerCase())).size).toBe(bank.items.length);
        const texts = bank.items.flatMap((item) => [item.stem, item.explanation ?? 'x', item.readAloud ?? 'x']);
        expect(texts.filter((text) => text !== text.trim() || text === '' || /\n\n/u.test(text))).toEqual([]);
      }),
    );
  });

  it('reaches every kind, up to 26 choices, and leaves out what it is told to', () => {
    const sample = fc.sample(bankArbitrary(), { numRuns: 200, seed: 1 }).flatMap(({ items }) => items);
    expect(new Set(sample.map(kindOf))).toEqual(new Set(ARBITRARY_KINDS));
    const lengths = sample.map((item) => ('choices' in item ? item.choices.length : 2));
    expect([Math.min(...lengths), Math.max(...lengths)]).toEqual([2, 26]);
    expect(sample.some(hasKey) && !sample.every(hasKey)).toBe(true);
    const bare = fc.sample(
      bankArbitrary({ kinds: ['fill-in'], keys: 'all', fields: [], ranges: false, avoid: { stem: ['='] } }),
      { numRuns: 100, seed: 1 },
    );
    const items = bare.flatMap((bank) => bank.items);
    expect(items.filter((item) => item.kind !== 'fill-in' || !hasKey(item) || item.stem.includes('='))).toEqual([]);
    expect(new Set(items.flatMap((item) => Object.keys(item)))).toEqual(
      new Set(['id', 'kind', 'stem', 'correctResponse', 'tags']),
    );
  });
});
