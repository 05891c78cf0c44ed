import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkItem } from '../../check-item.js';
import { hasKey, type StoredBankItem } from '../../types.js';
import type { XmlElement } from '../xml-tree.js';
import { element, inNamespace, inQti3Words } from './print-words.js';
import type { QtiFile } from './qti-file.js';
import type { XmlNode } from './qti-tree.js';
import { readQti } from './read-qti.js';

const words = (list: string) => list.split(' ');
const NAMES = words(
  'responseDeclaration correctResponse value mapping mapEntry outcomeDeclaration defaultValue itemBody prompt choiceInteraction simpleChoice ' +
    'inlineChoiceInteraction inlineChoice orderInteraction matchInteraction simpleMatchSet simpleAssociableChoice textEntryInteraction ' +
    'extendedTextInteraction hotspotInteraction rubricBlock feedbackInline feedbackBlock modalFeedback responseProcessing responseCondition ' +
    'responseIf responseElse match equal and or gte lte variable correct baseValue setOutcomeValue catalogInfo catalog card htmlContent p div img ' +
    'table tr td math mfrac mn msup object video ruby rt ol li br presentation material mattext response_lid response_str response_grp ' +
    'render_choice render_fib response_label resprocessing respcondition conditionvar varequal vargte not setvar displayfeedback itemfeedback ' +
    'itemmetadata qtimetadata qtimetadatafield fieldlabel fieldentry flow flow_mat section item assessmentStimulusRef metadata source constructor toString',
);
const ROOTS = words('assessmentItem questestinterop assessment item manifest assessmentTest assessmentStimulus html');
const ATTRIBUTES = words(
  'identifier responseIdentifier cardinality baseType maxChoices mapKey mappedValue outcomeIdentifier showHide view href toleranceMode tolerance ' +
    'ident respident rcardinality class linkrefid action varname title src alt data-catalog-idref id support type file value weight',
);
const VALUES = words(
  'RESPONSE R1 A B C true false single multiple ordered directedPair float string 1 0 -1 2.5 SCORE correct show hide candidate A_B a.xml b.xml ../a.xml c1 spoken absolute Single Multiple Ordered __proto__',
);
const TEXTS = [
  '示例题干',
  '正确',
  '错误',
  'A',
  'B',
  'A B',
  '1',
  '2.5',
  '',
  ' ',
  '____',
  '[R1]',
  '<p>示例</p>',
  'multiple_choice_question',
  'question_type',
  '\u0000',
  '\uE000',
];

const attributesArbitrary = fc.dictionary(fc.constantFrom(...ATTRIBUTES), fc.constantFrom(...VALUES), { maxKeys: 5 });
const { node } = fc.letrec<{ node: XmlNode; tree: XmlElement }>((tie) => ({
  node: fc.oneof({ depthSize: 'medium', withCrossShrink: true }, fc.constantFrom(...TEXTS), tie('tree')),
  tree: fc
    .tuple(fc.constantFrom(...NAMES), attributesArbitrary, fc.array(tie('node'), { maxLength: 5 }))
    .map(([name, attributes, children]) => element(name, attributes, ...children)),
}));
const rootArbitrary = fc
  .tuple(fc.constantFrom(...ROOTS), attributesArbitrary, fc.array(node, { maxLength: 8 }), fc.boolean())
  .map(([name, attributes, children, three]) => {
    const tree = element(name, attributes, ...children);
    return three ? inNamespace(inQti3Words(tree), 'http://www.imsglobal.org/xsd/imsqtiasi_v3p0') : tree;
  });
const fileArbitrary: fc.Arbitrary<QtiFile> = fc.oneof(
  { weight: 9, arbitrary: fc.record({ path: fc.constantFrom('a.xml', 'b.xml', 'x/c.xml', 'imsmanifest.xml'), root: rootArbitrary }) },
  { weight: 1, arbitrary: fc.constant({ path: 'broken.xml', fault: { code: 'file.malformed', message: '示例。' } as const }) },
); // prettier-ignore

/** An item with a body that is likely enough to be taken. */
const likelyArbitrary = fc
  .tuple(
    fc.constantFrom('choiceInteraction', 'orderInteraction', 'textEntryInteraction', 'extendedTextInteraction'),
    fc.constantFrom('single', 'multiple', 'ordered'),
    fc.array(fc.constantFrom('A', 'B', 'C', 'D'), { maxLength: 4 }),
    fc.array(fc.constantFrom('示例甲', '示例乙', '正确', '错误', ''), { maxLength: 4 }),
    fc.array(node, { maxLength: 3 }),
  )
  .map(([name, cardinality, key, texts, extra]): QtiFile => ({
    path: 'a.xml',
    root: element(
      'assessmentItem',
      { identifier: 'sample' },
      element(
        'responseDeclaration',
        { identifier: 'RESPONSE', cardinality },
        element('correctResponse', {}, ...key.map((value) => element('value', {}, value))),
      ),
      element(
        'itemBody',
        {},
        '示例题干',
        element(
          name,
          { responseIdentifier: 'RESPONSE', maxChoices: '0' },
          ...texts.map((text, index) => element('simpleChoice', { identifier: 'ABCD'[index] ?? '' }, text)),
        ),
      ),
      ...extra,
    ),
  }));

describe('readQti', () => {
  it('never throws, counts every item, and says in a sentence what it does not take', () => {
    fc.assert(
      fc.property(fc.oneof(fc.array(fileArbitrary, { maxLength: 4 }), fc.tuple(likelyArbitrary)), (files) => {
        const reading = readQti(files);
        expect(reading.read).toBe(reading.items.length + reading.rejected.length);
        const said = [...reading.rejected, ...reading.warnings];
        expect(said.filter(({ message }) => !/[。]$/u.test(message))).toEqual([]);
        expect(readQti(files)).toEqual(reading);
      }),
      { numRuns: 500 },
    );
  });

  it('what it takes with a key is without error', () => {
    let taken = 0;
    fc.assert(
      fc.property(likelyArbitrary, (file) => {
        const items = readQti([file]).items.map(({ item }) => ({ id: 'sample', ...item }) as StoredBankItem);
        taken += items.length;
        const bank = { format: 1, slug: 's', title: 't', description: 'd', documents: [], items: [] } as const;
        const findings = items.filter(hasKey).flatMap((item) => checkItem(item, bank));
        expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
      }),
      { numRuns: 300 },
    );
    expect(taken).toBeGreaterThan(20);
  });

  const MANY = 40_000;
  const times = (make: (index: number) => XmlElement) => Array.from({ length: MANY }, (_, index) => make(index));
  const named = (name: string, index: number) =>
    element(name, { identifier: `f${index}`, outcomeIdentifier: 'F' }, '示例');
  const set = (index: number) =>
    element('setOutcomeValue', { identifier: 'F' }, element('baseValue', {}, `f${MANY - index}`));
  it.each([
    ['places to write', () => element('assessmentItem', {}, element('itemBody', {}, ...times((at) => element('textEntryInteraction', { responseIdentifier: `R${at}` }))))],
    ['feedback and rules', () => element('assessmentItem', {}, element('itemBody', {}, element('extendedTextInteraction', {}), ...times((at) => named('feedbackInline', at))), element('responseProcessing', {}, ...times(set)))],
    ['pieces of text', () => element('item', {}, element('presentation', {}, ...times(() => element('material', {}, element('mattext', {}, '示例'))), element('response_str', {})))],
    ['places of QTI 1.2', () => element('item', {}, element('presentation', {}, ...times((at) => element('response_str', { ident: `r${at}` }))), element('resprocessing', {}, ...times((at) => element('respcondition', {}, element('conditionvar', {}, element('varequal', { respident: `r${at}` }, 'x')), element('setvar', {}, '1')))))],
    ['words of a verdict', () => element('assessmentItem', {}, element('itemBody', {}, element('extendedTextInteraction', {})), element('modalFeedback', { identifier: 'correct' }, 'no, '.repeat(MANY)))],
  ])('%s in thousands take no longer than they are long', (_, make) => {
    expect(readQti([{ path: 'a.xml', root: make() }]).read).toBe(1);
  }); // prettier-ignore
});
