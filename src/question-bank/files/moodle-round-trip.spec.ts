import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { bankArbitrary } from '../../../test/support/bank-arbitraries.js';
import { carryingOf } from '../../core/question-bank/formats/carried.js';
import { printMoodleXml } from '../../core/question-bank/formats/moodle/print-moodle-xml.js';
import { readMoodleXml } from '../../core/question-bank/formats/moodle/read-moodle-xml.js';
import type { BankDocument, StoredBankItem } from '../../core/question-bank/types.js';
import { parseXml, printXml } from './xml.js';

const written = (bank: BankDocument<StoredBankItem>) => {
  const { output, losses } = printMoodleXml(bank);
  return { xml: printXml(output), losses };
};
const bankOf = (...items: StoredBankItem[]): BankDocument<StoredBankItem> => ({
  format: 1,
  slug: 'sample',
  title: '示例',
  description: '',
  documents: [],
  items,
});

describe('Moodle XML, there and back', () => {
  it('carries all kinds with explanation, tags and points', () => {
    // A backslash at the end of a text hides the sign behind it in a cloze.
    const within = bankArbitrary({ keys: 'all', fields: ['explanation', 'tags', 'points'], avoid: { blank: ['\\'] } });
    fc.assert(
      fc.property(within, (bank) => {
        const { xml, losses } = written(bank);
        expect(losses).toEqual([]);
        const { items, rejected, warnings } = readMoodleXml(parseXml(xml));
        expect([...rejected, ...warnings]).toEqual([]);
        expect(items).toHaveLength(bank.items.length);
        items.forEach(({ item }, index) => {
          expect(carryingOf(bank.items[index] as StoredBankItem, item, 'Moodle XML').losses).toEqual([]);
        });
      }),
    );
  });

  it('gives everything back of which nothing was said', () => {
    fc.assert(
      fc.property(bankArbitrary(), (bank) => {
        const { xml, losses } = written(bank);
        const { items, rejected } = readMoodleXml(parseXml(xml));
        const missing = losses.filter(({ code }) => code === 'kind.not-carried' || code === 'key.not-carried');
        expect(rejected).toEqual([]);
        expect(items).toHaveLength(bank.items.length - missing.length);
        for (const { item } of items) {
          const original = bank.items.find(({ id }) => id === item.id) as StoredBankItem;
          expect(carryingOf(original, item, 'Moodle XML').losses).toEqual(
            losses.filter(({ itemId }) => itemId === item.id),
          );
        }
      }),
    );
  });

  it('writes what Moodle asks for', () => {
    const choices = [
      { id: 'A', text: '甲 & 乙' },
      { id: 'B', text: '丙' },
      { id: 'C', text: '丁' },
    ];
    const { xml, losses } = written(
      bankOf(
        { id: 'a', kind: 'choice', select: 'multiple', stem: '一\n二', choices, correctResponse: ['A', 'B'], tags: ['总则'], points: 2 },
        { id: 'b', kind: 'fill-in', stem: '____和____', correctResponse: [['一*', '1'], { min: 1, max: 2 }], tags: [] },
      ),
    ); // prettier-ignore
    expect(losses).toEqual([]);
    const [one, two] = xml.split('<question ').slice(1);
    expect(one).toContain('<questiontext format="html"><text>一&lt;br&gt;二</text></questiontext>');
    expect(one).toContain('<defaultgrade>2</defaultgrade>');
    expect(one).toContain('<idnumber>a</idnumber><single>false</single>');
    expect(one).toContain('<answer fraction="50" format="html"><text>甲 &amp;amp; 乙</text>');
    expect(one).toContain('<answer fraction="-100" format="html"><text>丁</text>');
    expect(one).toContain('<tags><tag><text>总则</text></tag></tags>');
    expect(two).toMatch(/^type="cloze"/u);
    expect(two).toContain('<text>{1:SHORTANSWER:=一\\\\*~=1}和{1:NUMERICAL:=1.5:0.5}</text>');
    expect(two).not.toContain('defaultgrade');
  });

  it('keeps a short answer without model, leaves other drafts out, and never writes what XML cannot hold', () => {
    const { xml, losses } = written(
      bankOf(
        { id: 'a', kind: 'short-answer', stem: '谈谈', tags: [] },
        { id: 'b', kind: 'true-false', stem: '题', tags: [] },
        { id: 'c', kind: 'true-false', stem: '题\u0001', correctResponse: true, tags: [] },
      ),
    );
    expect(losses.map(({ itemId, code }) => [itemId, code])).toEqual([
      ['b', 'key.not-carried'],
      ['c', 'field.not-carried'],
    ]);
    expect(readMoodleXml(parseXml(xml)).items.map(({ item }) => item.stem)).toEqual(['谈谈', '题\uFFFD']);
  });
});
