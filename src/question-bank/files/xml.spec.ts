import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import type { XmlElement } from '../../core/question-bank/formats/xml-tree.js';
import { parseXml, printXml, XML_LIMITS, XmlRefused, type XmlLimits } from './xml.js';

function refusal(text: string, limits: XmlLimits = XML_LIMITS) {
  try {
    parseXml(text, limits);
  } catch (error) {
    if (error instanceof XmlRefused) return error.problem;
    throw error;
  }
  return null;
}

describe('parseXml', () => {
  it('gives names without prefix, their namespace, attributes, text and lines', () => {
    const root = parseXml(
      '\uFEFF<?xml version="1.0"?>\r\n<!-- 示例 -->\n<q:a xmlns:q="urn:q" xml:lang="zh">\n  <q:b\n x="1"/>中<![CDATA[<文>]]>&amp;字<c/></q:a>',
    );
    expect(root).toEqual({
      name: 'a',
      namespace: 'urn:q',
      attributes: { lang: 'zh' },
      line: 3,
      children: [
        '\n  ',
        { name: 'b', namespace: 'urn:q', attributes: { x: '1' }, children: [], line: 4 },
        '中<文>&字',
        { name: 'c', namespace: '', attributes: {}, children: [], line: 5 },
      ],
    });
  });

  it('passes a bare DOCTYPE over and fetches nothing for it', () => {
    expect(parseXml('<!DOCTYPE a SYSTEM "http://127.0.0.1:1/a.dtd"><a/>').name).toBe('a');
  });

  it('passes declarations of elements over', () => {
    const declared = '<!DOCTYPE a [\n<!-- <!x> -->\n<!ELEMENT a (b+)>\n<!ATTLIST a c (d|e) "d">\n]>\n<a c="e"/>';
    expect(parseXml(declared)).toMatchObject({ name: 'a', attributes: { c: 'e' }, line: 6 });
  });

  it.each(['\n\n<?xml version="1.0"?><a/>', '\uFEFF\n\n<?xml version="1.0"encoding="UTF-8"?><a/>'])(
    'forgives %j',
    (text) => {
      expect(parseXml(text)).toMatchObject({ name: 'a', line: 3 });
    },
  );

  it.each([
    ['an entity of its own', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 'file.unsupported'],
    ['an outside entity', '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', 'file.unsupported'],
    ['an entity that grows', '<!DOCTYPE a [<!ENTITY b "cc"><!ENTITY d "&b;&b;">]><a>&d;</a>', 'file.unsupported'],
    ['a parameter entity', '<!DOCTYPE a [<!ENTITY % b SYSTEM "http://127.0.0.1:1/">%b;]><a/>', 'file.unsupported'],
    ['an entity nobody declared', '<a>&nbsp;</a>', 'file.malformed'],
    ['half a file', '<a><b>', 'file.malformed'],
    ['an unknown prefix', '<a><x:b/></a>', 'file.malformed'],
    ['two roots', '<a/><b/>', 'file.malformed'],
    ['no XML', '1. 示例题（ A ）', 'file.malformed'],
    ['nothing', '', 'file.malformed'],
  ])('refuses %s', (_, text, code) => {
    expect(refusal(text)).toMatchObject({ code, place: { line: 1 }, message: expect.stringMatching(/请.+。$/u) });
  });

  it('names the line of a fault', () => {
    expect(refusal('<a>\n\n<b></a>')?.place).toEqual({ line: 3 });
  });

  it.each([
    ['depth', '<a>'.repeat(4) + '</a>'.repeat(4), { ...XML_LIMITS, depth: 3 }, 'file.unsupported'],
    ['elements', `<a>${'<b/>'.repeat(3)}</a>`, { ...XML_LIMITS, elements: 3 }, 'file.too-large'],
    ['length', '<a></a>', { ...XML_LIMITS, length: 6 }, 'file.too-large'],
  ] as const)('holds to its limit of %s', (_, text, limits, code) => {
    expect(refusal(text, limits)?.code).toBe(code);
  });

  it('refuses what nests without end without running out of stack', () => {
    expect(refusal('<a>'.repeat(200_000))?.code).toBe('file.unsupported');
  });

  it('throws nothing but XmlRefused', () => {
    const piece = fc.constantFrom(
      '<',
      '>',
      'a',
      '/',
      '&',
      ';',
      '"',
      '=',
      ' ',
      '<![CDATA[',
      ']]>',
      '<!--',
      '-->',
      '<?',
      '<!DOCTYPE',
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(piece).map((pieces) => pieces.join('')),
    );
    fc.assert(fc.property(text, (some) => refusal(some) === null || true));
  });
});

describe('printXml', () => {
  const words = fc
    .string({ unit: 'grapheme', minLength: 1 })
    .map((text) => text.replaceAll(/[^\t\n\r -\uD7FF]/gu, '字'));
  const name = fc.constantFrom('a', 'b', 'quiz-item', 'X1');
  const attributes = fc.dictionary(fc.constantFrom('id', 'format', 'x'), words);
  const { element } = fc.letrec<{ element: XmlElement }>((tie) => ({
    element: fc.record({
      name,
      namespace: fc.constantFrom('', 'urn:one', 'urn:two'),
      attributes: attributes.map((some) => ({ ...some })),
      children: fc
        .array(fc.oneof({ depthSize: 'small' }, words, tie('element')), { maxLength: 4 })
        // Neighbouring texts come back as one.
        .map((all) => all.filter((child, at) => typeof child !== 'string' || typeof all[at - 1] !== 'string')),
      line: fc.constant(0),
    }),
  }));
  const withoutLines = (one: XmlElement): XmlElement => ({
    ...one,
    line: 0,
    children: one.children.map((child) => (typeof child === 'string' ? child : withoutLines(child))),
  });

  it('writes what parseXml reads again', () => {
    fc.assert(fc.property(element, (one) => expect(withoutLines(parseXml(printXml(one)))).toEqual(one)));
  });

  it('escapes and never writes what XML cannot hold', () => {
    const one = { name: 'a', namespace: '', attributes: { b: '"<&\n' }, children: ['<&>\u0000\uD800]]>'], line: 0 };
    expect(printXml(one)).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<a b="&quot;&lt;&amp;&#10;">&lt;&amp;&gt;\uFFFD\uFFFD]]&gt;</a>\n',
    );
  });
});
