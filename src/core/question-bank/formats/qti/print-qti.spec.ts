import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bankArbitrary } from '../../../../../test/support/bank-arbitraries.js';
import type { BankDocument, StoredBankItem } from '../../types.js';
import type { XmlElement } from '../xml-tree.js';
import { DIALECTS, type PrintVersion } from './print-words.js';
import { printQti } from './print-qti.js';
import type { QtiFile } from './qti-file.js';
import { descendantsOf, elementsOf, inQti2Words } from './qti-tree.js';
import { readQti } from './read-qti.js';

const VERSIONS: readonly PrintVersion[] = ['2.1', '3.0'];

const printedFiles = (bank: BankDocument<StoredBankItem>, version: PrintVersion): readonly QtiFile[] =>
  [...printQti(bank, version).output].map(([path, root]) => ({ path, root }));

const bankOf = (...items: readonly StoredBankItem[]): BankDocument<StoredBankItem> => ({
  format: 1,
  slug: 'sample-bank',
  title: '示例',
  description: '示例',
  documents: [],
  items,
});

/** The fidelity table: everything but media comes back. */
const carried = (items: readonly StoredBankItem[]) =>
  JSON.parse(JSON.stringify(items, (key, value: unknown) => (key === 'media' ? undefined : value))) as StoredBankItem[];

/** What the schema asks of the elements that are printed, in the words of QTI 2: attributes that must be, children in order. */
const SCHEMA: Readonly<Record<string, readonly [required: string, children: RegExp]>> = {
  assessmentItem: ['identifier title timeDependent', /^(responseDeclaration )+(outcomeDeclaration )+itemBody (catalogInfo )?(responseProcessing )?(modalFeedback )?$/],
  responseDeclaration: ['identifier cardinality baseType', /^(correctResponse )?(mapping )?$/],
  outcomeDeclaration: ['identifier cardinality', /^(defaultValue )?$/],
  correctResponse: ['', /^(value )+$/],
  defaultValue: ['', /^(value )+$/],
  mapping: ['', /^(mapEntry )+$/],
  mapEntry: ['mapKey mappedValue', /^$/],
  itemBody: ['', /^(choiceInteraction|orderInteraction|matchInteraction|extendedTextInteraction|p) $/],
  choiceInteraction: ['responseIdentifier shuffle maxChoices', /^prompt (simpleChoice )+$/],
  orderInteraction: ['responseIdentifier shuffle', /^prompt (simpleChoice )+$/],
  matchInteraction: ['responseIdentifier shuffle maxAssociations', /^prompt (simpleMatchSet ){2}$/],
  extendedTextInteraction: ['responseIdentifier', /^prompt $/],
  simpleMatchSet: ['', /^(simpleAssociableChoice )+$/],
  simpleAssociableChoice: ['identifier matchMax', /^(br )*$/],
  simpleChoice: ['identifier', /^(br )*$/],
  textEntryInteraction: ['responseIdentifier', /^$/],
  p: ['', /^((br|textEntryInteraction) )*$/],
  prompt: ['', /^(br )*$/],
  catalogInfo: ['', /^(catalog )+$/],
  catalog: ['id', /^(card )+$/],
  card: ['support', /^htmlContent $/],
  htmlContent: ['', /^p $/],
  modalFeedback: ['outcomeIdentifier identifier showHide', /^(contentBody|p) $/],
  contentBody: ['', /^p $/],
  responseProcessing: ['', /^((setOutcomeValue|responseCondition) )*$/],
  responseCondition: ['', /^responseIf $/],
  responseIf: ['', /^and setOutcomeValue $/],
  and: ['', /^gte lte $/],
  gte: ['', /^variable baseValue $/],
  lte: ['', /^variable baseValue $/],
  setOutcomeValue: ['identifier', /^sum $/],
  sum: ['', /^variable (mapResponse|baseValue) $/],
  variable: ['identifier', /^$/],
  mapResponse: ['identifier', /^$/],
  baseValue: ['baseType', /^$/],
  br: ['', /^$/],
  value: ['', /^$/],
}; // prettier-ignore

function breaches(tree: XmlElement): readonly string[] {
  return [tree, ...descendantsOf(tree)].flatMap((element) => {
    const rule = SCHEMA[element.name];
    if (rule === undefined) return [`${element.name} is not in the schema`];
    const missing = rule[0].split(' ').filter((name) => name !== '' && !(name in element.attributes));
    const children = elementsOf(element).map(({ name }) => `${name} `).join('');
    return [...missing.map((name) => `${element.name} lacks ${name}`), ...(rule[1].test(children) ? [] : [`${element.name}: ${children}`])];
  });
} // prettier-ignore

const IDENTIFIER = /^[A-Za-z_][\w.-]*$/u;

describe.each(VERSIONS)('printed as QTI %s', (version) => {
  it('every bank comes back as it was, but for media, and what is lost is said', () => {
    fc.assert(
      fc.property(bankArbitrary(), (bank) => {
        const { losses } = printQti(bank, version);
        const reading = readQti(printedFiles(bank, version));
        expect(reading.rejected).toEqual([]);
        expect(reading.items.map(({ item }) => item)).toEqual(carried(bank.items));
        expect(reading.version).toBe(version);
        const changed = bank.items.filter((item, index) => JSON.stringify(item) !== JSON.stringify(carried(bank.items)[index]));
        expect(losses.map(({ itemId, code }) => `${itemId} ${code}`)).toEqual(changed.map(({ id }) => `${id} media.not-carried`));
      }),
      { numRuns: 200 },
    );
  }); // prettier-ignore

  it('files have the structure of the schema, names are valid, and the manifest lists them all', () => {
    fc.assert(
      fc.property(bankArbitrary(), (bank) => {
        const { output } = printQti(bank, version);
        const items = [...output].filter(([path]) => path.startsWith('items/')).map(([, tree]) => tree);
        expect(items.flatMap((tree) => breaches(inQti2Words(tree)))).toEqual([]);
        const all = items.flatMap((tree) => [tree, ...descendantsOf(tree)]);
        expect(new Set(all.map(({ namespace }) => namespace))).toEqual(new Set([DIALECTS[version].namespace]));
        const named = all.filter(({ name }) => !/assessment-?item$/iu.test(name)).map(({ attributes }) => attributes['identifier']);
        expect(named.filter((name) => name !== undefined && !IDENTIFIER.test(name))).toEqual([]);
        const manifest = output.get('imsmanifest.xml');
        const listed = manifest === undefined ? [] : descendantsOf(manifest).filter(({ name }) => name === 'file');
        expect(listed.map(({ attributes }) => attributes['href']).sort()).toEqual([...output.keys()].filter((path) => path !== 'imsmanifest.xml').sort());
      }),
      { numRuns: 100 },
    );
  }); // prettier-ignore

  it('other software finds stem, choices, key and explanation without the file of metadata', () => {
    const dashless = (items: readonly object[]) =>
      JSON.parse(JSON.stringify(items, (key, value: unknown) => (key === 'explanation' ? String(value).replace(/^[—–-]\s*/u, '') : value))) as unknown;
    fc.assert(
      fc.property(bankArbitrary({ fields: ['explanation'], keys: 'all' }), (bank) => {
        const files = printedFiles(bank, version).filter(({ path }) => path !== 'bank-metadata.xml');
        expect(dashless(readQti(files).items.map(({ item }) => item))).toEqual(dashless(bank.items));
      }),
      { numRuns: 100 },
    );
  }); // prettier-ignore

  const common = { tags: [], explanation: '第一行\n- 第二行  有两个空格' } as const;

  it('line breaks and spaces stay', () => {
    const bank = bankOf(
      { ...common, id: 'a-1', kind: 'short-answer', stem: '说说\n示例  二字', correctResponse: '要点一\n要点二' },
      { ...common, id: 'a-2', kind: 'choice', select: 'single', stem: '示例', choices: [{ id: 'A', text: '正确' }, { id: 'B', text: '错误' }], correctResponse: 'B' },
    ); // prettier-ignore
    expect(readQti(printedFiles(bank, version)).items.map(({ item }) => item)).toEqual(bank.items);
  });

  it('blanks that do not fit the key are said', () => {
    const bank = bankOf(
      { id: 'b-1', kind: 'fill-in', stem: '没有空', correctResponse: [['示例']], tags: [] },
      { id: 'b-2', kind: 'fill-in', stem: '____和____', correctResponse: [['甲']], tags: [] },
      { id: 'b-3', kind: 'fill-in', stem: '______和____', correctResponse: [['甲'], { min: 1, max: 2.5 }], tags: [] },
    );
    expect(printQti(bank, version).losses.map(({ itemId, code }) => [itemId, code])).toEqual([
      ['b-1', 'field.not-carried'],
      ['b-2', 'key.not-carried'],
    ]);
    const reading = readQti(printedFiles(bank, version));
    expect(reading.items.map(({ item }) => [item.stem, item.correctResponse])).toEqual([
      ['没有空\n____', [['示例']]],
      ['____和____', [['甲'], { min: 1, max: 2.5 }]],
    ]);
    expect(reading.rejected.map(({ code }) => code)).toEqual(['key.missing']);
  });
});
