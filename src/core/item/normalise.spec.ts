import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { textArbitrary } from '../../../test/support/arbitraries.js';
import { compileBlanks, isEmptyText, normaliseText, numberIn } from './normalise.js';

describe('normaliseText', () => {
  it.each([
    ['《中华人民共和国民法典》', '中华人民共和国民法典'],
    ['〈民法典〉', '民法典'],
    ['“两个确立”', '两个确立'],
    ['「公序良俗」', '公序良俗'],
    ['"诚信"', '诚信'],
    ['＂诚信＂', '诚信'],
    ['ＡＢＣ', 'abc'],
    ['Ｗｉ－Ｆｉ', 'wi-fi'],
    [' 自 由\u3000平\u00a0等\u200b\ufeff ', '自由平等'],
    ['①', '1'],
    ['\u2212 5', '-5'],
  ])('%s becomes %s', (text, normal) => {
    expect(normaliseText(text)).toBe(normal);
  });

  it('unifies numerals only where asked', () => {
    expect(normaliseText('二〇二二 年')).toBe('二〇二二年');
    expect(normaliseText('二〇二二 年', true)).toBe('2022年');
    expect(normaliseText('２０２２年', true)).toBe('2022年');
  });

  it('keeps quotation marks that stand alone, so that they are equal to no empty text', () => {
    expect(normaliseText('《》')).toBe('《》');
  });

  it('does not mind spaces, title marks, width and case', () => {
    fc.assert(
      fc.property(textArbitrary, fc.boolean(), (text, unify) => {
        fc.pre(!/^[《》“”'"`‘’]+$/u.test(normaliseText(text)));
        expect(normaliseText(` 《${text}》\u3000`, unify)).toBe(normaliseText(text, unify));
      }),
    );
    const latin = fc.string({ unit: fc.constantFrom(...'abcXYZ019') });
    const wide = (text: string): string =>
      text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
    fc.assert(fc.property(latin, (text) => expect(normaliseText(wide(text).toUpperCase())).toBe(normaliseText(text))));
  });
});

describe('numberIn', () => {
  it.each([
    ['5', 5],
    ['五', 5],
    [' －３.5 ', -3.5],
    ['一百八十四', 184],
    ['1,000', 1000],
    ['5 天', null],
    ['', null],
    ['Infinity', null],
    ['1e3', null],
  ])('%j is %p', (text, value) => {
    expect(numberIn(text)).toBe(value);
  });
});

describe('isEmptyText', () => {
  it('sees through invisible signs', () => {
    expect(isEmptyText(' \u3000\u00a0\u200b\u2060\ufeff\n')).toBe(true);
    expect(isEmptyText('\u3000一')).toBe(false);
  });
});

describe('compileBlanks in order', () => {
  it('holds each text against its own blank', () => {
    const count = compileBlanks([{ accepted: ['自由'] }, { accepted: ['平等', '公平'] }], false);
    expect(count(['自由', '公平'])).toBe(2);
    expect(count(['平等', '自由'])).toBe(0);
    expect(count(['《自由》', ''])).toBe(1);
  });

  it('takes exact texts whole and contained texts at number boundaries', () => {
    const contains = compileBlanks([{ accepted: ['一百八十四条'], match: 'contains', unifyNumerals: true }], false);
    expect(contains(['民法典第184条'])).toBe(1);
    expect(contains(['第1184条'])).toBe(0);
    expect(contains(['第184.5条'])).toBe(0);
    expect(contains(['第1184条和第184条'])).toBe(1);
    const number = compileBlanks([{ accepted: ['18'], match: 'contains' }], false);
    expect(number(['年满18周岁'])).toBe(1);
    expect(number(['180'])).toBe(0);
    expect(number(['0.18'])).toBe(0);
    const exact = compileBlanks([{ accepted: ['18'] }], false);
    expect(exact(['年满18周岁'])).toBe(0);
  });

  it('takes a number in the range, bounds included, in either script', () => {
    const count = compileBlanks([{ accepted: ['若干'], range: { min: 1, max: 9 } }], false);
    expect(['1', '九', '5.5', '若干'].map((text) => count([text]))).toEqual([1, 1, 1, 1]);
    expect(['0', '10', '9.01', '几', ''].map((text) => count([text]))).toEqual([0, 0, 0, 0, 0]);
  });

  it('never accepts an empty text, even where the key holds one', () => {
    expect(compileBlanks([{ accepted: ['', '甲'], match: 'contains' }], false)(['乙'])).toBe(0);
    expect(compileBlanks([{ accepted: [''] }], false)([''])).toBe(0);
  });
});

describe('compileBlanks in any order', () => {
  it('finds the best assignment, not the first one', () => {
    const count = compileBlanks([{ accepted: ['甲', '乙'] }, { accepted: ['甲'] }], true);
    expect(count(['甲', '乙'])).toBe(2);
    expect(count(['乙', '甲'])).toBe(2);
    expect(count(['甲', '丙'])).toBe(1);
  });

  it('counts each accepted text once, also where the blanks share one list', () => {
    const pool = ['富强', '民主', '文明'];
    const count = compileBlanks(
      pool.map(() => ({ accepted: pool })),
      true,
    );
    expect(count(['文明', '富强', '民主'])).toBe(3);
    expect(count(['富强', '富强', '《富强》'])).toBe(1);
    expect(count(['富强', '富强', '民主'])).toBe(2);
  });

  it('counts synonyms of one blank once', () => {
    const count = compileBlanks([{ accepted: ['诚信', '诚实守信'] }, { accepted: ['友善'] }], true);
    expect(count(['诚信', '诚实守信'])).toBe(1);
  });

  it('assigns a text that contains two accepted ones where it is needed', () => {
    const blank = (text: string) => ({ accepted: [text], match: 'contains' as const });
    const count = compileBlanks([blank('爱国'), blank('敬业')], true);
    expect(count(['爱国敬业', '爱国'])).toBe(2);
    expect(count(['爱国', '爱国敬业'])).toBe(2);
    expect(count(['爱国敬业', ''])).toBe(1);
  });

  it('counts the same number once', () => {
    const range = { min: 1, max: 9 };
    const count = compileBlanks(
      [
        { accepted: [], range },
        { accepted: [], range },
      ],
      true,
    );
    expect(count(['3', '三'])).toBe(1);
    expect(count(['3', '四'])).toBe(2);
  });

  it('does not depend on the order of the texts and never counts fewer than in order', () => {
    const word = fc.constantFrom('甲', '乙', '丙', '丁');
    const blanks = fc.array(fc.record({ accepted: fc.uniqueArray(word, { minLength: 1, maxLength: 3 }) }), {
      minLength: 1,
      maxLength: 4,
    });
    const cases = blanks.chain((made) => {
      const texts = fc.uniqueArray(word, { minLength: made.length, maxLength: made.length });
      return fc.tuple(fc.constant(made), texts);
    });
    fc.assert(
      fc.property(cases, ([made, texts]) => {
        const count = compileBlanks(made, true);
        expect(count([...texts].reverse())).toBe(count(texts));
        expect(count(texts)).toBeGreaterThanOrEqual(compileBlanks(made, false)(texts));
      }),
    );
  });
});
