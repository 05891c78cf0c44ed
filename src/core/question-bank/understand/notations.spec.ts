import { describe, expect, it } from '@jest/globals';
import type { RawItem } from '../formats/raw-item.js';
import { splitKey } from './blanks.js';
import { dayOf, difficultyOf, pointsOf } from './fields.js';
import { namedKind } from './kind-names.js';
import { truthOf, truthPair, typedTruthOf } from './truth.js';
import { understand } from './understand.js';

const raw = (fields: Partial<RawItem>): RawItem => ({ place: { line: 1 }, stem: '示例题干', choices: [], ...fields });
const outcome = (fields: Partial<RawItem>, keyless = false) => {
  const result = understand(raw(fields), { keyless });
  return result.ok ? { ...result.item, warned: result.warnings.map(({ code }) => code) } : result.problem.code;
};
const choices = (...texts: string[]) => texts.map((text, index) => ({ label: String.fromCharCode(65 + index), text }));

describe('names of kinds', () => {
  it.each([
    ['single', '单选 单选题 单项选择题 考试单选 Single 单向选择题'],
    ['multiple', '多选 多项选择题 考试多选 multiple 复选题 多选题（单位：分）'],
    ['indefinite', '不定项 不定项选择题'],
    ['true-false', '判断 判断题 是非题 正误判断 True-False truefalse 考试判断'],
    ['fill-in', '填空 填空题 考试单项填空 考试多项填空 fill-in'],
    ['short-answer', '简答 问答题 论述题 名词解释 辨析题 essay 分析论述题'],
    ['ordering', '排序题 ordering'],
    ['matching', '连线题 匹配题 matching'],
    ['choice', '选择题 单选多选题 判断推理'],
    ['case', '案例分析题 材料题'],
    ['unsupported', '考试绘图 考试文件 矩阵题 量表题 hotspot'],
    [undefined, '法律 单选题和判断题'],
  ])('%s: %s', (kind, names) => {
    expect(names.split(' ').map(namedKind)).toEqual(names.split(' ').map(() => kind));
  });

  it('contradict what does not fit them', () => {
    expect(outcome({ kind: '判断题', choices: choices('甲', '乙'), key: 'A' })).toBe('kind.contradictory');
    expect(outcome({ kind: '填空题', choices: choices('甲', '乙'), key: 'A' })).toBe('kind.contradictory');
    expect(outcome({ kind: '单选题', key: 'A' })).toBe('choices.too-few');
    expect(outcome({ kind: '绘图题', key: 'A' })).toBe('kind.unsupported');
  });

  it('that nobody knows are told where choices and key make up for them', () => {
    expect(outcome({ kind: '法律', choices: choices('甲', '乙'), key: 'AB' })).toMatchObject({ select: 'multiple', warned: ['kind.unknown'] }); // prettier-ignore
    expect(outcome({ kind: '法律', key: '正确' })).toBe('kind.unknown');
  });
});

describe('the kind from the key', () => {
  it.each([
    [
      { choices: choices('甲', '乙'), key: 'B' },
      { kind: 'choice', select: 'single' },
    ],
    [
      { choices: choices('甲', '乙'), key: 'AB' },
      { kind: 'choice', select: 'multiple' },
    ],
    [
      { choices: choices('正确', '错误'), key: 'B' },
      { kind: 'true-false', correctResponse: false },
    ],
    [{ key: '错。应为三年' }, { kind: 'true-false', correctResponse: false, explanation: '应为三年' }],
    [
      { stem: '是____。', key: '甲' },
      { kind: 'fill-in', correctResponse: [['甲']] },
    ],
    [
      { stem: '是（ ）。', key: '甲乙' },
      { kind: 'fill-in', stem: '是____。' },
    ],
    [
      { stem: '是什么？', key: '甲乙' },
      { kind: 'short-answer', correctResponse: '甲乙' },
    ],
  ])('%j', (fields, expected) => {
    expect(outcome(fields)).toMatchObject(expected);
  });

  it.each([
    [{ stem: '是____。', key: '正确' }, 'kind.unknown'],
    [{ key: '1' }, 'kind.unknown'],
    [{ key: 'A' }, 'choices.too-few'],
  ])('%j may be two things: %s', (fields, code) => {
    expect(outcome(fields)).toBe(code);
  });

  it('is not there in a draft, which takes the commonest and says so', () => {
    expect(outcome({ choices: choices('甲', '乙') }, true)).toMatchObject({
      select: 'single',
      warned: ['kind.unknown'],
    });
    expect(outcome({ stem: '是____。' }, true)).toMatchObject({ kind: 'fill-in' });
    expect(outcome({ kind: '多选', choices: choices('甲', '乙') }, true)).not.toHaveProperty('correctResponse');
  });
});

describe('choices', () => {
  it('get letters by position where they have none, up to 26', () => {
    const texts = Array.from({ length: 27 }, (_, index) => ({ text: `甲${index}` }));
    expect(outcome({ choices: texts.slice(0, 26), key: 'Z' })).toMatchObject({ correctResponse: 'Z' });
    expect(outcome({ choices: texts.slice(0, 5), key: '3' })).toMatchObject({ correctResponse: 'C' });
    expect(outcome({ choices: texts, key: 'A' })).toBe('choices.too-many');
  });

  it('lose the letter that is written in their text as well', () => {
    const own = choices('A. 甲', 'B、乙');
    expect(outcome({ choices: own, key: 'A' })).toMatchObject({ choices: [{ text: '甲' }, { text: '乙' }] });
    expect(outcome({ choices: choices('A股', 'B股'), key: 'A' })).toMatchObject({ choices: [{ text: 'A股' }, { text: 'B股' }] }); // prettier-ignore
  });

  it('must differ', () => {
    expect(outcome({ choices: choices('甲', ' 甲　'), key: 'A' })).toBe('choices.duplicate');
    expect(outcome({ choices: [{ label: 'A', text: '甲' }, { label: 'Ａ', text: '乙' }], key: 'A' })).toBe('choices.malformed'); // prettier-ignore
  });

  it('may miss a letter, which a person should see', () => {
    const gap = [{ label: 'A', text: '甲' }, { label: 'C', text: '丙' }]; // prettier-ignore
    expect(outcome({ choices: gap, key: 'C' })).toMatchObject({ correctResponse: 'C', warned: ['choices.malformed'] });
  });

  it.each([
    ['B', 'B'], ['2', 'A'], ['三', 'C'], ['B.3', 'B'], ['（B）', 'B'], ['选B', 'B'],
  ])('of figures and words by the key %s', (key, expected) => {
    expect(outcome({ kind: '单选', choices: choices('2', '3', '三'), key })).toMatchObject({ correctResponse: expected });
  }); // prettier-ignore

  it('are not chosen where letters and words name different ones', () => {
    expect(outcome({ choices: choices('BA', '乙', 'AB'), key: 'AB' })).toBe('key.contradictory');
    expect(outcome({ choices: choices('甲', '乙'), key: 'AA' })).toBe('key.contradictory');
  });
});

describe('true and false', () => {
  it.each([
    [true, '正确 对 √ ✓ ✔ 是 T true Y yes \uF0FC （√） 正确。'],
    [false, '错误 错 × ✗ ✘ 否 F False N no \uF0FB [×] 不正确'],
  ])('%s: %s', (value, words) => {
    expect(words.split(' ').map(truthOf)).toEqual(words.split(' ').map(() => value));
  });

  it('may be typed by hand where nothing else can stand', () => {
    expect(['V', 'x', '1', '0', 'v', 'Х'].map(typedTruthOf)).toEqual([true, false, true, false, true, false]);
    expect(['V', 'x', '1', 'B', '甲'].map(truthOf)).toEqual([undefined, undefined, undefined, undefined, undefined]);
  });

  it('as a pair of choices, in any order', () => {
    expect(truthPair(['错', '对'])).toEqual([false, true]);
    expect(truthPair(['同意', '不同意'])).toEqual([true, false]);
    expect(truthPair(['对', '正确'])).toBeUndefined();
    expect(truthPair(['对', '错', '不知道'])).toBeUndefined();
  });
});

describe('blanks', () => {
  it.each([
    ['__', '____'], ['＿＿＿', '____'], ['（　）', '____'], ['（____）', '____'], ['{_}', '____'], ['【 】', '____'], ['__①__', '____'], ['《　》', '《____》'], ['“ ”', '“____”'],
  ])('%s in the stem', (sign, expected) => {
    expect(outcome({ kind: '填空', stem: `是${sign}。`, key: '甲' })).toMatchObject({ stem: `是${expected}。` });
  }); // prettier-ignore

  it.each([
    ['甲|乙', [['甲'], ['乙']]],
    ['甲;A|乙', [['甲', 'A'], ['乙']]],
    ['（甲）（乙）', [['甲'], ['乙']]],
    ['①甲；②乙', [['甲'], ['乙']]],
    ['1.甲 2.乙', [['甲'], ['乙']]],
    ['第1空：甲；第2空：乙', [['甲'], ['乙']]],
    ['甲；乙', [['甲'], ['乙']]],
    ['甲、丙；乙', undefined],
    ['甲 乙', [['甲'], ['乙']]],
    ['甲\n乙', [['甲'], ['乙']]],
    ['甲', undefined],
    ['甲|乙|丙', undefined],
    ['1-9|[2.5,3]', [{ min: 1, max: 9 }, { min: 2.5, max: 3 }]],
  ])('two, by %j', (key, expected) => {
    expect(splitKey(key, 2)).toEqual(expected);
  }); // prettier-ignore

  it('one takes the whole key, and several spellings of it', () => {
    expect(splitKey('甲、乙，丙', 1)).toEqual([['甲、乙，丙']]);
    expect(splitKey('三;3；叁', 1)).toEqual([['三', '3', '叁']]);
    expect(splitKey('1,9', 1)).toEqual([['1,9']]);
    expect(splitKey('9-1', 1)).toEqual([['9-1']]);
  });

  it('may have been lost, or stand at the end of what asks', () => {
    expect(outcome({ kind: '填空', stem: '宗旨是     ，原则是      。', key: '甲;乙' })).toMatchObject({ stem: '宗旨是____，原则是____。' }); // prettier-ignore
    expect(outcome({ kind: '填空', stem: '首都是？', key: '甲' })).toMatchObject({ stem: '首都是？____', warned: ['blank.count'] }); // prettier-ignore
    expect(outcome({ kind: '填空', stem: '首都是甲。', key: '甲' })).toBe('blank.count');
    expect(outcome({ kind: '填空', stem: '是____。（　）', key: '甲' })).toMatchObject({ correctResponse: [['甲']] });
  });

  it('with a range are told', () => {
    expect(outcome({ kind: '填空', stem: '是__。', key: '1-9' })).toMatchObject({ correctResponse: [{ min: 1, max: 9 }], warned: ['field.unreadable'] }); // prettier-ignore
  });
});

describe('order and pairs', () => {
  it.each(['CAB', 'C→A→B', 'C-A-B', 'C>A>B', 'c、a、b'])('%s orders', (key) => {
    expect(outcome({ kind: '排序题', choices: choices('甲', '乙', '丙'), key })).toMatchObject({ kind: 'ordering', correctResponse: ['C', 'A', 'B'] }); // prettier-ignore
  });

  it('needs every choice once', () => {
    expect(outcome({ kind: '排序题', choices: choices('甲', '乙', '丙'), key: 'CA' })).toBe('key.contradictory');
  });

  it('match letters with numbers, or stand as pairs', () => {
    const sides = [...choices('甲', '乙'), { label: '1', text: '丙' }, { label: '2', text: '丁' }];
    expect(outcome({ kind: '连线题', choices: sides, key: 'A-2;B-1' })).toMatchObject({
      kind: 'matching',
      targets: [{ id: '1', text: '丙' }, { id: '2', text: '丁' }],
      correctResponse: { A: '2', B: '1' },
    }); // prettier-ignore
    expect(outcome({ kind: '连线题', choices: choices('甲 → 丙', '乙 → 丙') })).toMatchObject({
      targets: [{ id: '1', text: '丙' }],
      correctResponse: { A: '1', B: '1' },
    });
    expect(outcome({ kind: '连线题', choices: sides, key: 'A-2' })).toBe('key.contradictory');
    expect(outcome({ kind: '连线题', choices: sides, key: 'A-2;B-3' })).toBe('key.unknown-choice');
    expect(outcome({ kind: '连线题', choices: sides })).toBe('key.missing');
  });
});

describe('the other fields', () => {
  it.each([
    ['易', 1], ['较易', 2], ['中等', 3], ['较难', 4], ['困难', 5], ['4', 4], ['★★★', 3], ['★★☆', 2], ['难度：中', 3], ['0.8', undefined], ['甲', undefined],
  ])('difficulty %s', (words, value) => {
    expect(difficultyOf(words)).toBe(value);
  }); // prettier-ignore

  it.each([['2', 2], ['2分', 2], ['每题0.5分', 0.5], ['１０', 10], ['0', undefined], ['两分', undefined]])('points %s', (words, value) => {
    expect(pointsOf(words)).toBe(value);
  }); // prettier-ignore

  it.each([
    ['2028-12-31', '2028-12-31'], ['2028/1/2', '2028-01-02'], ['2028年2月29日', '2028-02-29'], ['20280102', '2028-01-02'],
    ['长期有效', null], ['2027-02-29', undefined], ['明年', undefined],
  ])('day %s', (words, value) => {
    expect(dayOf(words)).toBe(value);
  }); // prettier-ignore

  it('are left out with a word where they cannot be read, the item stays', () => {
    const fields = { choices: choices('甲', '乙'), key: 'A', difficulty: '甲', points: '乙', validUntil: '丙' };
    expect(outcome({ ...fields, source: ' 示例条例 ', tags: ['党史', '党史', ' '] })).toMatchObject({
      source: { document: '示例条例' },
      tags: ['党史'],
      warned: ['field.unreadable', 'field.unreadable', 'field.unreadable'],
    });
  });

  it('stay as written inside, and lose white space around them', () => {
    expect(outcome({ stem: '\uFEFF　示例１\u200B条 ', choices: choices(' Ａ类 ', '乙'), key: 'A' })).toMatchObject({
      stem: '示例１\u200B条',
      choices: [{ text: 'Ａ类' }, { text: '乙' }],
    });
  });
});
