import { describe, expect, it } from '@jest/globals';
import { readText } from './read-text.js';

const lines = (...text: string[]) => text.join('\n');
const stems = (text: string) => readText(text).items.map(({ item }) => item.stem);
const texts = (text: string) =>
  readText(text).items.map(({ item }) => ('choices' in item ? item.choices.map((choice) => choice.text) : []));
const codes = (text: string) => readText(text).rejected.map(({ code, place }) => `${code} ${place.line}`);

describe('numbers of items', () => {
  it.each(['1.', '1、', '1．', '(1)', '（1）', '①', '第1题', '第一题：', '一.1', '1)', '１．', '1 ', '题目1：', '【1】', '1️⃣', '⒈', '1•'])('%s', (number) => {
    const second = number.replace('1', '2').replace('１', '２').replace('①', '②').replace('第一', '第二').replace('⒈', '⒉');
    const text = lines(...[number, second].flatMap((each) => [`${each}示例题干`, 'A.甲', 'B.乙', '答案：A']));
    expect(stems(text)).toEqual(['示例题干', '示例题干']);
  }); // prettier-ignore

  it('glued to a stem that begins with a year', () => {
    const item = (stem: string) => [stem, 'A、甲', 'B、乙', '正确答案：A'];
    const text = lines('单选题', ...item('1示例'), ...item('22017年示例'), ...item('3示例'), ...item('42018年3月示例'));
    expect(stems(text)).toEqual(['示例', '2017年示例', '示例', '2018年3月示例']);
  });

  it('are not decimals, years and lists within a stem or an explanation', () => {
    const text = lines(
      '1. 下列说法中', '（1）甲；', '（2）乙。', '正确的是', 'A.甲', 'B.乙', '答案：A', '解析：', '1. 甲对。', '2. 乙错。',
      '2. 高度为', '1.5米的示例', 'A.1.5', 'B.2.5', '答案：B', '3.1981年的示例', 'A.甲', 'B.乙', '答案：A',
    ); // prettier-ignore
    expect(stems(text)).toEqual(['下列说法中\n（1）甲；\n（2）乙。\n正确的是', '高度为1.5米的示例', '1981年的示例']);
    expect(readText(text).items[0]?.item.explanation).toBe('1. 甲对。\n2. 乙错。');
  });

  it('may be lost: then each item begins after the key of the one before', () => {
    const text = lines('单选题', '甲示例', 'A. 一', 'B. 二', '答案：A', '解析：因为。', '乙示例', 'A. 一', 'B. 二', '答案：B', '', '判断题', '丙。（√）', '丁。（×）'); // prettier-ignore
    expect(stems(text)).toEqual(['甲示例', '乙示例', '丙。', '丁。']);
  });
});

describe('choices', () => {
  it('may be as many as there are letters', () => {
    const letters = Array.from({ length: 26 }, (_, index) => String.fromCharCode(65 + index));
    const text = lines('1. 示例', ...letters.map((letter) => `${letter}. 选择${letter}`), '答案：Z');
    expect(texts(text)).toEqual([letters.map((letter) => `选择${letter}`)]);
  });

  it.each([
    ['several to a line', ['A.甲 B.乙', 'C.丙 D.丁']],
    ['without space', ['A.甲B.乙C.丙D.丁']],
    ['in lower case', ['(a)甲', '(b) 乙', 'c)丙', 'd.丁']],
    ['in full width', ['Ａ．甲　　Ｂ．乙', 'Ｃ、丙', '（Ｄ）丁']],
    ['without a sign', ['A 甲', 'B 乙', 'C 丙', 'D 丁']],
    ['glued', ['A甲', 'B乙', 'C丙', 'D丁']],
    ['set apart by semicolons', ['A.甲；B.乙；C.丙；D.丁']],
    ['under their letters', ['A', '甲', 'B', '乙', 'C', '丙', 'D', '丁']],
    ['after empty lines', ['', 'A. 甲', '', 'B. 乙', '', 'C. 丙', '', 'D. 丁', '']],
    ['as a list of Markdown', ['- A. 甲', '- B. 乙', '- C. 丙', '- D. 丁']],
    ['with letters that only look Latin', ['А.甲', 'В.乙', 'С.丙', 'D.丁']],
    ['with invisible characters', ['A\u200b.甲', '\ufeffB.乙', 'C\u00a0. 丙', '\u3000D.\u3000丁']],
  ])('%s', (_, choices) => {
    expect(texts(lines('1.示例（ ）', ...choices, '答案：A'))).toEqual([['甲', '乙', '丙', '丁']]);
  }); // prettier-ignore

  it('in the line of the stem', () => {
    expect(texts('1.示例（ ）A.甲 B.乙 C.丙 答案：A')).toEqual([['甲', '乙', '丙']]);
    expect(texts('1.示例的是 A 甲 B 乙 C 丙 答案：A')).toEqual([['甲', '乙', '丙']]);
  });

  it('are not letters inside words', () => {
    const text = lines(
      '1. A公司与B公司签约，由',
      'C公司承运，正确的是',
      'A. A公司和B公司',
      'B. B、C都是',
      'C. ABC类',
      '答案：A',
    );
    expect(stems(text)).toEqual(['A公司与B公司签约，由C公司承运，正确的是']);
    expect(texts(text)).toEqual([['A公司和B公司', 'B、C都是', 'ABC类']]);
  });

  it('broken at a fixed width are joined', () => {
    const wide = '示例文字'.repeat(5);
    const text = lines(`1. ${wide}示例`, '的是（ ）', `A. ${wide}示例`, '末尾', 'B. 乙', '答案：A', `2. ${wide}示例`, '的是（ ）', `A. ${wide}示例`, '末尾', 'B. 乙', '答案：A'); // prettier-ignore
    expect(stems(text)[0]).toBe(`${wide}示例的是（ ）`);
    expect(texts(text)[0]).toEqual([`${wide}示例末尾`, '乙']);
  });

  it('take neither the key nor the explanation that is glued to them', () => {
    const text = lines(
      '1. 示例',
      'A. 甲',
      'B. 乙正确答案 B',
      '2. 示例',
      'A. 甲',
      'B. 以上都是正确答案',
      '答案：A 解析：因为。',
    );
    expect(texts(text)).toEqual([['甲', '乙'], ['甲', '以上都是正确答案']]); // prettier-ignore
  });
});

describe('what cannot be told apart is reported', () => {
  it.each([
    ['a line without letter after a choice', ['A 甲', 'B 乙', '丙', '丁'], 'choices.malformed'],
    ['a letter that is missing', ['A. 甲', 'C. 丙'], 'choices.malformed'],
    ['the first letter missing', ['B. 乙', 'C. 丙'], 'choices.malformed'],
    ['a letter without text', ['A 甲', 'B 乙', 'C', 'D 丁'], 'choices.malformed'],
    ['a letter at the end', ['A. 甲', 'B. 乙 C'], 'choices.malformed'],
    ['the same letter twice', ['A. 甲', 'B. 乙', 'B. 丙'], 'choices.malformed'],
    ['the same words twice', ['A. 甲', 'B. 甲'], 'choices.duplicate'],
    ['one choice alone', ['A. 甲'], 'choices.too-few'],
    ['none', [], 'choices.too-few'],
  ])('%s', (_, choices, code) => {
    expect(codes(lines('1. 示例', ...choices, '答案：A', '', '2. 示例', 'A. 甲', 'B. 乙', '答案：B'))).toEqual([
      expect.stringMatching(new RegExp(`^${code} `, 'u')),
    ]);
  });

  it.each([
    ['no key', '1. 示例（ ）', '', 'key.missing'],
    ['an empty key', '1. 示例（ ）', '正确答案', 'key.missing'],
    ['a letter beyond the choices', '1. 示例（ ）', '答案：E', 'key.unknown-choice'],
    ['two letters of one', '1. （单选）示例', '答案：AB', 'key.contradictory'],
    ['two keys', '1. 示例（ A ）', '答案：B', 'key.contradictory'],
    ['two filled brackets', '1. （ A ）和（ B ）', '', 'key.contradictory'],
    ['words that are no key', '1. 示例', '答案：都可以', 'key.unreadable'],
  ])('%s', (_, stem, key, code) => {
    const text = lines(stem, 'A. 甲', 'B. 乙', ...(key === '' ? [] : [key]), '2. 示例', 'A. 甲', 'B. 乙', '答案：B');
    expect(codes(text)).toEqual([expect.stringMatching(new RegExp(`^${code} `, 'u'))]);
  });

  it('as what belongs to no item', () => {
    const text = lines('示例题库', '', '1. 示例', 'A. 甲', 'B. 乙', '答案：B', '第 1 页 共 2 页', '张三 2024/5/6 10:22:33', '2. 示例', 'A. 甲', 'B. 乙', '答案：B'); // prettier-ignore
    const { read, items, warnings } = readText(text);
    expect([read, items.length]).toEqual([2, 2]);
    expect(warnings.map(({ code, place }) => `${code} ${place.line}`)).toEqual([
      'text.unclaimed 1',
      'text.unclaimed 7',
    ]);
  });
});

describe('files', () => {
  it('of any system and with a mark at their beginning', () => {
    expect(stems('\uFEFF1. 示例甲\r\nA. 甲\r\nB. 乙\r\n答案：A\r\n2. 示例乙\rA. 甲\rB. 乙\r答案：B')).toEqual([
      '示例甲',
      '示例乙',
    ]);
  });

  it('copied from a PDF have parts of characters in their headings', () => {
    const text = lines('⼀、单选题', '1. 甲（ ） A.一 B.二 答案：A', '⼆、判断题', '1. ⼄。', '答案：A');
    expect(readText(text).items.map(({ item }) => item.kind)).toEqual(['choice', 'true-false']);
  });

  it('that hold nothing give nothing', () => {
    expect(readText('')).toEqual({ read: 0, items: [], rejected: [], warnings: [] });
    expect(readText('只是一段话。')).toMatchObject({ read: 0, items: [], warnings: [{ code: 'text.unclaimed' }] });
  });
});
